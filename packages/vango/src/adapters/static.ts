/**
 * Files of the public folder. The folder is listed once at the start, and only what is on the list
 * is ever opened: no path out of a request touches the file system, so there is nothing to traverse.
 * Dot files, and links that lead out of the folder, are not put on the list.
 *
 * A file that changes later is served as it then is; one that is added needs a restart.
 */
import { readdirSync, realpathSync, statSync } from 'node:fs'
import type { Dirent, Stats } from 'node:fs'
import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { Readable } from 'node:stream'

import { getMimeType } from 'hono/utils/mime'

import { vangoError } from '../base/errors.ts'
import { matchesEtag } from '../server/assets.ts'

/** URL path, decoded, to file. */
export type StaticFiles = ReadonlyMap<string, string>

/** Larger files are streamed. */
const maxWholeBytes = 64 * 1024

export function listStaticFiles(publicDir: string): StaticFiles {
  const files = new Map<string, string>()
  const root = realFolder(publicDir)
  addFolder(files, root, root, '')
  return files
}

/** Not left to `readdirSync`'s own recursion: from Node 22 on it follows links to folders. */
function addFolder(files: Map<string, string>, root: string, folder: string, url: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name.startsWith('.')) continue

    const path = join(folder, entry.name)
    const entryUrl = `${url}/${entry.name}`
    if (entry.isDirectory()) addFolder(files, root, path, entryUrl)
    else if (isServable(entry, path, root)) files.set(entryUrl, path)
  }
}

/** The file behind a request's target (`/img/logo.svg?v=2`), if it is on the list. */
export function findStaticFile(files: StaticFiles, target: string): string | undefined {
  if (files.size === 0) return undefined

  const query = target.indexOf('?')
  const path = query === -1 ? target : target.slice(0, query)
  if (!path.includes('%')) return files.get(path)

  try {
    return files.get(decodeURIComponent(path))
  } catch {
    return undefined
  }
}

/** `undefined` if the file has gone since the list was made. */
export async function serveStaticFile(
  request: Request,
  path: string,
): Promise<Response | undefined> {
  let file: FileHandle
  try {
    file = await open(path)
  } catch {
    return undefined
  }

  let isStreaming = false
  try {
    const stats = await file.stat()
    const headers = headersOf(path, stats)
    if (isUnchanged(request, headers['etag'] ?? '', stats)) {
      return new Response(null, { status: 304, headers })
    }

    headers['content-length'] = String(stats.size)
    if (request.method === 'HEAD') return new Response(null, { headers })
    if (stats.size <= maxWholeBytes) {
      return new Response(new Uint8Array(await file.readFile()), { headers })
    }
    isStreaming = true
    return new Response(streamOf(file, stats.size), { headers })
  } finally {
    if (!isStreaming) await file.close()
  }
}

function headersOf(path: string, stats: Stats): Record<string, string> {
  return {
    'content-type': getMimeType(path) ?? 'application/octet-stream',
    'x-content-type-options': 'nosniff',
    // May be kept, but is asked for again each time: names in a public folder carry no hash.
    'cache-control': 'no-cache',
    etag: `W/"${stats.size.toString(16)}-${Math.floor(stats.mtimeMs).toString(16)}"`,
    'last-modified': stats.mtime.toUTCString(),
  }
}

function isUnchanged(request: Request, etag: string, stats: Stats): boolean {
  const tags = request.headers.get('if-none-match')
  if (tags !== null) return matchesEtag(tags, etag)

  // Dates in headers have whole seconds.
  const since = Date.parse(request.headers.get('if-modified-since') ?? '')
  return Math.floor(stats.mtimeMs / 1000) * 1000 <= since
}

function streamOf(file: FileHandle, size: number): ReadableStream<Uint8Array> {
  // `end` keeps to the length already announced, should the file grow meanwhile.
  const stream = file.createReadStream({ start: 0, end: size - 1 })
  return Readable.toWeb(stream) as unknown as ReadableStream<Uint8Array>
}

function realFolder(publicDir: string): string {
  try {
    const root = realpathSync(publicDir)
    if (statSync(root).isDirectory()) return root
  } catch {
    // Told below.
  }
  throw vangoError('adapters/no-public-dir', { path: publicDir })
}

function isServable(entry: Dirent, path: string, root: string): boolean {
  if (entry.isFile()) return true
  if (!entry.isSymbolicLink()) return false

  try {
    const real = realpathSync(path)
    return real.startsWith(root + sep) && statSync(real).isFile()
  } catch {
    return false
  }
}
