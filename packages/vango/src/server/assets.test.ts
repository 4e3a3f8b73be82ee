import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { describe, expect, test, vi } from 'vitest'

import { chooseEncoding, createAssets, matchesEtag, serveAsset } from './assets.ts'
import type { Asset } from './assets.ts'

const script = 'console.log("the client")\n'.repeat(50)
vi.mock('./client-file.ts', () => ({ readClientScript: () => script }))

const { client } = createAssets()

function ask(headers: Record<string, string> = {}, options: RequestInit = {}): Response {
  return serveAsset(client, new Request(`http://a.test${client.path}`, { headers, ...options }))
}

async function bytesOf(response: Response): Promise<Buffer> {
  return Buffer.from(await response.arrayBuffer())
}

describe('an asset', () => {
  test('has the hash of its content in its name', () => {
    expect(client.path).toMatch(/^\/vango\/client-[0-9a-f]{16}\.js$/)
    expect(createAssets().client.path).toBe(client.path)
  })

  test('may be kept for ever', async () => {
    const response = ask()

    expect(await response.text()).toBe(script)
    expect(Object.fromEntries(response.headers)).toEqual({
      'content-type': 'text/javascript; charset=utf-8',
      'content-length': String(script.length),
      'x-content-type-options': 'nosniff',
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
      etag: client.etag,
    })
  })

  test('is sent compressed to those who accept it', async () => {
    const brotli = ask({ 'accept-encoding': 'gzip, deflate, br' })
    const gzip = ask({ 'accept-encoding': 'gzip, deflate' })

    expect(brotli.headers.get('content-encoding')).toBe('br')
    expect(gzip.headers.get('content-encoding')).toBe('gzip')
    expect(brotliDecompressSync(await bytesOf(brotli)).toString()).toBe(script)
    expect(gunzipSync(await bytesOf(gzip)).toString()).toBe(script)
  })

  test('is not sent again to those who have it', () => {
    expect(ask({ 'if-none-match': client.etag }).status).toBe(304)
    expect(ask({ 'if-none-match': '"other"' }).status).toBe(200)
  })

  test('has no body in the answer to HEAD', async () => {
    const response = ask({}, { method: 'HEAD' })

    expect(response.headers.get('content-length')).toBe(String(script.length))
    expect(await response.text()).toBe('')
  })

  test('is served uncached under the name of an older one', async () => {
    const request = new Request('http://a.test/vango/client-0123456789abcdef.js')

    const response = serveAsset(client, request)

    expect(await response.text()).toBe(script)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('etag')).toBe(null)
  })
})

test.each<[string | null, ReturnType<typeof chooseEncoding>]>([
  [null, undefined],
  ['', undefined],
  ['identity', undefined],
  ['br', 'br'],
  ['GZIP', 'gzip'],
  ['gzip;q=0.5, br;q=0', 'gzip'],
  ['gzip;q=0.0', undefined],
  ['brotli', undefined],
])('the encoding for %j is %j', (accepted, encoding) => {
  expect(chooseEncoding(accepted)).toBe(encoding)
})

test.each<[string | null, boolean]>([
  [null, false],
  ['"a"', true],
  ['W/"a"', true],
  ['"b", "a"', true],
  ['"b"', false],
  ['*', true],
  ['a', false],
])('If-None-Match %j matches the tag "a": %j', (header, matches) => {
  expect(matchesEtag(header, '"a"')).toBe(matches)
})

test('names of assets differ by content', () => {
  const assets: Asset[] = Object.values(createAssets())

  expect(new Set(assets.map((asset) => asset.path)).size).toBe(assets.length)
})
