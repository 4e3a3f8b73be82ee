/**
 * The server under load, in a process of its own: `vango`, or `ws` as the bound, which answers each
 * message with the same bytes and keeps nothing. Says its port; tells its CPU time and heap when asked.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import { serve } from '../../packages/vango/src/node.ts'
import { importPages } from '../pages/build.ts'

export type Question = 'usage' | 'broadcast' | 'stop'
export interface Usage {
  /** Microseconds of CPU since the start. */
  readonly cpu: number
  readonly heap: number
  readonly rss: number
}

const kind = process.argv[2]
const { port, broadcast } = kind === 'vango' ? await startVango() : await startBound()

process.on('message', (question: Question) => {
  if (question === 'stop') process.exit()
  if (question === 'broadcast') broadcast()
  // Twice: what finalizers hold goes in the second.
  globalThis.gc?.()
  globalThis.gc?.()
  const { user, system } = process.cpuUsage()
  const { heapUsed, rss } = process.memoryUsage()
  process.send!({ cpu: user + system, heap: heapUsed, rss } satisfies Usage)
})
process.send!(port)

async function startVango(): Promise<{ port: number; broadcast: () => void }> {
  const { createBenchApp, tick } = await importPages()
  const server = await serve(createBenchApp(), { port: 0 })
  let value = 0
  return { port: server.port, broadcast: () => tick.set(++value) }
}

/** PATCH 1, acknowledging event 1: text "1" for hid 13. */
const answer = Uint8Array.of(7, 2, 1, 1, 1, 13, 1, 0x31)

async function startBound(): Promise<{ port: number; broadcast: () => void }> {
  const http = createServer((_, response) => response.end('<!doctype html>'))
  const sockets = new WebSocketServer({ server: http, perMessageDeflate: false })
  sockets.on('connection', (socket) => socket.on('message', () => socket.send(answer)))
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  return {
    port: (http.address() as AddressInfo).port,
    broadcast() {
      for (const socket of sockets.clients) socket.send(answer)
    },
  }
}
