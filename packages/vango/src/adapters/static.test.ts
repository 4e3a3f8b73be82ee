import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { createFakeApp } from './fixtures/fake-app.ts'
import { send, sendRaw } from './fixtures/http.ts'
import { serve } from './node.ts'
import type { Server } from './node.ts'

const big = 'x'.repeat(200_000)
let folder = ''
let server: Server
let port = 0

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vango-static-'))
  const root = join(folder, 'public')
  mkdirSync(join(root, 'img'), { recursive: true })
  mkdirSync(join(root, '.git'))
  writeFileSync(join(folder, 'secret.txt'), 'secret')
  writeFileSync(join(root, 'robots.txt'), 'robots')
  writeFileSync(join(root, 'big.txt'), big)
  writeFileSync(join(root, 'gone.txt'), 'gone')
  writeFileSync(join(root, 'img', 'a b.svg'), '<svg/>')
  writeFileSync(join(root, '.env'), 'secret')
  writeFileSync(join(root, '.git', 'config'), 'secret')
  symlinkSync(join(folder, 'secret.txt'), join(root, 'out.txt'))
  symlinkSync(folder, join(root, 'outside'))
  symlinkSync('robots.txt', join(root, 'inside.txt'))

  server = await serve(createFakeApp(), { port: 0, publicDir: root })
  port = server.port
})

afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true })
})

describe('a file of the public folder', () => {
  test('is served before any route, with its type', async () => {
    const answer = await send(port, '/robots.txt?v=1')

    expect(answer.status).toBe(200)
    expect(answer.text).toBe('robots')
    expect(answer.headers).toMatchObject({
      'content-type': expect.stringContaining('text/plain'),
      'content-length': '6',
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
    })
  })

  test('may have spaces in its name', async () => {
    const answer = await send(port, '/img/a%20b.svg')

    expect(answer.text).toBe('<svg/>')
    expect(answer.headers['content-type']).toContain('image/svg+xml')
  })

  test('may be reached by a link inside the folder', async () => {
    expect((await send(port, '/inside.txt')).text).toBe('robots')
  })

  test('is streamed when it is large', async () => {
    const answer = await send(port, '/big.txt')

    expect(answer.headers['content-length']).toBe('200000')
    expect(answer.text).toBe(big)
  })

  test('has no body in the answer to HEAD', async () => {
    const answer = await send(port, '/big.txt', { method: 'HEAD' })

    expect(answer.status).toBe(200)
    expect(answer.headers['content-length']).toBe('200000')
    expect(answer.text).toBe('')
  })

  test('is not sent again while it is unchanged', async () => {
    const { headers } = await send(port, '/robots.txt')
    const statusWith = async (conditions: Record<string, string>): Promise<number> =>
      (await send(port, '/robots.txt', { headers: conditions })).status

    expect(await statusWith({ 'if-none-match': `"x", ${headers['etag']}` })).toBe(304)
    expect(await statusWith({ 'if-none-match': '"x"' })).toBe(200)
    expect(await statusWith({ 'if-modified-since': headers['last-modified'] ?? '' })).toBe(304)
    expect(await statusWith({ 'if-modified-since': new Date(0).toUTCString() })).toBe(200)
    expect(await statusWith({ 'if-modified-since': 'yesterday' })).toBe(200)
  })

  test('that has been deleted since leaves the request to the app', async () => {
    rmSync(join(folder, 'public', 'gone.txt'))

    expect((await send(port, '/gone.txt')).text).toBe('the app')
  })
})

test.each([
  '/../secret.txt',
  '/img/../../secret.txt',
  '/%2e%2e/secret.txt',
  '/..%2fsecret.txt',
  '/img/..%5c..%5csecret.txt',
  '/%252e%252e/secret.txt',
  '//secret.txt',
  '/robots.txt/../../secret.txt',
  '/robots.txt%00',
  '/.env',
  '/.git/config',
  '/%2eenv',
  '/out.txt',
  '/outside/secret.txt',
  '/img',
  '/img/',
  '/%',
  '/%ff',
])('%s is no file: the app answers', async (path) => {
  const answer = await send(port, path)

  expect(answer.text).not.toContain('secret')
  expect(answer.text).toBe('the app')
})

test('a target with a scheme is no file', async () => {
  const answer = await sendRaw(
    port,
    `GET http://x/../secret.txt HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
  )

  expect(answer).not.toContain('secret')
})

test('POST is left to the app', async () => {
  expect((await send(port, '/robots.txt', { method: 'POST' })).text).toBe('the app')
})

test('a public folder that is missing is told at the start', async () => {
  const publicDir = join(folder, 'nowhere')

  await expect(serve(createFakeApp(), { port: 0, publicDir })).rejects.toMatchObject({
    code: 'adapters/no-public-dir',
  })
})
