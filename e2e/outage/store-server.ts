/**
 * A session store that outlives the server processes of the test: it lives in the test's own process,
 * which they ask by HTTP. With `VANGO_OUTAGE_STORE=redis` a real Redis takes its place.
 */
import type { AddressInfo } from 'node:net'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { createMemorySessionStore } from 'vango/server'
import type { SessionStore } from 'vango/server'

export interface StoreServer {
  readonly url: string
  close(): Promise<void>
}

export async function startStoreServer(): Promise<StoreServer> {
  const store = createMemorySessionStore()
  const server = createServer((request, response) => void answer(request, response)).listen(
    0,
    '127.0.0.1',
  )
  await once(server, 'listening')

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, id = '', revision, ttlMs] = (request.url ?? '').split('/')
    if (request.method === 'PUT') {
      const saved = await store.save(id, await readBody(request), Number(revision), Number(ttlMs))
      response.statusCode = saved === undefined ? 409 : 200
      return void response.end(String(saved))
    }
    const stored = await store.load(id)
    if (stored === undefined) {
      response.statusCode = 404
      return void response.end()
    }
    response.setHeader('revision', stored.revision)
    response.end(stored.bytes)
  }

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** The store's other end, in a server process. */
export function connectStore(url: string): SessionStore {
  return {
    isShared: true,
    async load(id) {
      const response = await fetch(`${url}/${id}`)
      if (response.status === 404) return undefined
      const bytes = new Uint8Array(await response.arrayBuffer())
      return { bytes, revision: Number(response.headers.get('revision')) }
    },
    async save(id, bytes, revision, ttlMs) {
      const body = new Uint8Array(bytes)
      const response = await fetch(`${url}/${id}/${revision}/${ttlMs}`, { method: 'PUT', body })
      return response.status === 409 ? undefined : Number(await response.text())
    },
    async remove() {},
    async close() {},
  }
}

async function readBody(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
