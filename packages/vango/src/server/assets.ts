/**
 * The files the framework's own pages need: the browser's script and two small stylesheets. Their
 * names carry a hash of their content, so browsers keep them for ever. They are files and not inline
 * so that a strict Content-Security-Policy needs no exception for them.
 *
 * Everything is read, hashed and compressed once, when the first app is made: 15 ms, which tests with an
 * app each would feel.
 */
import { createHash } from 'node:crypto'
import { brotliCompressSync, gzipSync } from 'node:zlib'

import { readClientScript } from './client-file.ts'
import { bannerStyle, noticeStyle } from './styles.ts'

export interface Asset {
  /** `/vango/client-<hash>.js` */
  readonly path: string
  /** Matches the path with any hash. */
  readonly pattern: string
  readonly type: string
  readonly etag: string
  readonly plain: Uint8Array<ArrayBuffer>
  readonly gzip: Uint8Array<ArrayBuffer>
  readonly brotli: Uint8Array<ArrayBuffer>
}

export interface Assets {
  readonly client: Asset
  /** What of the browser's script only pages in trouble load. */
  readonly more: Asset
  /** Makes `<vango-storage>` work, on pages that have one. */
  readonly storage: Asset
  /** The banner of a live page that has lost its connection. */
  readonly banner: Asset
  /** The looks of the default 404 and 500 pages. */
  readonly notice: Asset
}

const scriptType = 'text/javascript; charset=utf-8'
const styleType = 'text/css; charset=utf-8'

let assets: Assets | undefined

export function createAssets(): Assets {
  return (assets ??= {
    client: createAsset('client', 'js', scriptType, readClientScript('client')),
    more: createAsset('more', 'js', scriptType, readClientScript('more')),
    storage: createAsset('storage', 'js', scriptType, readClientScript('storage')),
    banner: createAsset('live', 'css', styleType, bannerStyle),
    notice: createAsset('notice', 'css', styleType, noticeStyle),
  })
}

/** The path of a script that pages load beside the thin client; `undefined` if there is none. */
export function scriptPath(name: string): string | undefined {
  return name === 'storage' ? createAssets().storage.path : undefined
}

/**
 * Answers a request for an asset under any hash. A page from before a deployment asks for the old
 * one: it gets today's file, uncached, because a page without its script would just be dead.
 */
export function serveAsset(asset: Asset, request: Request): Response {
  const isCurrent = new URL(request.url).pathname.endsWith(asset.path)
  const headers: Record<string, string> = {
    'content-type': asset.type,
    'x-content-type-options': 'nosniff',
    'cache-control': isCurrent ? 'public, max-age=31536000, immutable' : 'no-store',
    vary: 'accept-encoding',
  }
  if (isCurrent) headers['etag'] = asset.etag
  if (isCurrent && matchesEtag(request.headers.get('if-none-match'), asset.etag)) {
    return new Response(null, { status: 304, headers })
  }

  const encoding = chooseEncoding(request.headers.get('accept-encoding'))
  if (encoding !== undefined) headers['content-encoding'] = encoding
  const body = encoding === 'br' ? asset.brotli : encoding === 'gzip' ? asset.gzip : asset.plain
  headers['content-length'] = String(body.length)

  return new Response(request.method === 'HEAD' ? null : body, { headers })
}

/** The best encoding that we have and the browser accepts; `undefined` is none. */
export function chooseEncoding(accepted: string | null): 'br' | 'gzip' | undefined {
  if (accepted === null) return undefined

  const offers = accepted.toLowerCase().split(',')
  if (offers.some((offer) => accepts(offer, 'br'))) return 'br'
  return offers.some((offer) => accepts(offer, 'gzip')) ? 'gzip' : undefined
}

/** Whether an `If-None-Match` header names this tag. Weak tags match: bodies are equal anyway. */
export function matchesEtag(header: string | null, etag: string): boolean {
  if (header === null) return false
  if (header.trim() === '*') return true

  const bare = etag.replace(/^W\//, '')
  return header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === bare)
}

function accepts(offer: string, encoding: string): boolean {
  const [name, ...params] = offer.split(';')
  if (name?.trim() !== encoding) return false

  return !params.some((param) => /^\s*q=0(\.0*)?\s*$/.test(param))
}

function createAsset(name: string, extension: string, type: string, text: string): Asset {
  const plain = new TextEncoder().encode(text)
  const hash = createHash('sha256').update(plain).digest('hex').slice(0, 16)

  return {
    path: `/vango/${name}-${hash}.${extension}`,
    pattern: `/vango/:file{${name}-[0-9a-f]+\\.${extension}}`,
    type,
    etag: `"${hash}"`,
    plain,
    gzip: new Uint8Array(gzipSync(plain, { level: 9 })),
    brotli: new Uint8Array(brotliCompressSync(plain)),
  }
}
