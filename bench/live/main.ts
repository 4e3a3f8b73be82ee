/**
 * The live server: events and broadcasts per second of server CPU, bytes, and memory per idle session,
 * beside raw `ws` that answers with the same bytes. Server and load run in separate processes.
 */
import { ok, strictEqual } from 'node:assert/strict'
import type { Row } from '../report.ts'
import { decodePatches, decodeServerMessages } from '../../packages/vango/src/wire.ts'
import { click, openPages, startServer } from './load.ts'
import type { Page, Server } from './load.ts'

export const title = 'live: per second of server CPU (bound: raw ws)'

const idleSessions = 2_000
const clicksPerPage = 200

interface Measured {
  readonly events64: number
  readonly events512: number
  readonly broadcast: number
  readonly gets: number
}

export async function run(): Promise<readonly Row[]> {
  const vango: Measured[] = []
  const bound: Measured[] = []
  for (let repeat = 0; repeat < 3; repeat++) {
    bound.push(await measure('ws'))
    vango.push(await measure('vango'))
  }

  const columns: [string, keyof Measured][] = [
    ['events /CPU s, 64 sessions', 'events64'],
    ['events /CPU s, 512 sessions', 'events512'],
    ['broadcast messages /CPU s, 2,000 sessions', 'broadcast'],
    ['page GETs /CPU s', 'gets'],
  ]
  const rates = columns.map(([name, key]) => {
    const own = median(vango.map((each) => each[key]))
    const best = median(bound.map((each) => each[key]))
    return { name, values: { bound: best, vango: own, ratio: own / best } }
  })
  return [
    ...rates,
    ...(await measureBytes()),
    await measureMemory('vango'),
    await measureMemory('ws'),
  ]
}

async function measure(kind: 'vango' | 'ws'): Promise<Measured> {
  const server = await startServer(kind)
  const isVango = kind === 'vango'
  const small = await openPages(64, server.port, '/', isVango)
  const events64 = await perCpuSecond(server, () => clickAll(small))
  const large = await openPages(512, server.port, '/', isVango)
  const events512 = await perCpuSecond(server, () => clickAll(large))
  for (const { socket } of [...small, ...large]) socket.terminate()

  const shared = await openPages(2_000, server.port, '/shared', isVango)
  const broadcast = await perCpuSecond(server, () => broadcastTo(server, shared))
  const gets = await perCpuSecond(server, () => getPages(server.port))
  for (const { socket } of shared) socket.terminate()
  server.stop()
  return { events64, events512, broadcast, gets }
}

/** Runs a load that says how much it did; returns how much that is per second of server CPU. */
async function perCpuSecond(server: Server, load: () => Promise<number>): Promise<number> {
  await load()
  const before = await server.ask('usage')
  const count = await load()
  const after = await server.ask('usage')
  return (count * 1e6) / (after.cpu - before.cpu)
}

/** Closed loop: each page clicks again when its answer is there. */
async function clickAll(pages: readonly Page[]): Promise<number> {
  await Promise.all(
    pages.map(
      (page) =>
        new Promise<void>((resolve) => {
          let left = clicksPerPage
          const next = (): void => {
            if (left-- > 0) return void click(page)
            page.socket.off('message', next)
            resolve()
          }
          page.socket.on('message', next)
          next()
        }),
    ),
  )
  return pages.length * clicksPerPage
}

async function broadcastTo(server: Server, pages: readonly Page[]): Promise<number> {
  const rounds = 20
  for (let round = 0; round < rounds; round++) {
    const heard = pages.map(
      ({ socket }) => new Promise((resolve) => socket.once('message', resolve)),
    )
    await Promise.all([...heard, server.ask('broadcast')])
  }
  return rounds * pages.length
}

async function getPages(port: number): Promise<number> {
  const count = 1_000
  for (let at = 0; at < count; at += 20) {
    const batch = Array.from({ length: 20 }, async () => {
      const response = await fetch(`http://127.0.0.1:${port}/`)
      await response.arrayBuffer()
    })
    await Promise.all(batch)
  }
  return count
}

/** What one click costs on the wire, and that its answer is right. */
async function measureBytes(): Promise<Row[]> {
  const server = await startServer('vango')
  const [page] = await openPages(1, server.port, '/', true)
  const answer = new Promise<Buffer>((resolve) => page!.socket.once('message', resolve))
  const up = click(page!)
  const down = await answer

  const [message] = [...decodeServerMessages(down)]
  ok(message?.kind === 'patch')
  const [patch] = decodePatches(message.ops)
  ok(patch?.op === 'setText')
  strictEqual(patch.text, '1')
  page!.socket.terminate()
  server.stop()
  return [
    { name: 'click, bytes up, with WebSocket header', values: { bound: 7, vango: up + 6 } },
    { name: 'click, bytes down, with header', values: { bound: 7, vango: down.length + 2 } },
  ]
}

async function measureMemory(kind: 'vango' | 'ws'): Promise<Row> {
  const server = await startServer(kind)
  const warm = await openPages(50, server.port, '/', kind === 'vango')
  const before = await server.ask('usage')
  const pages = await openPages(idleSessions, server.port, '/', kind === 'vango')
  const after = await server.ask('usage')
  for (const { socket } of [...warm, ...pages]) socket.terminate()
  server.stop()
  const perSession = (total: number): number => total / idleSessions / 1024
  return {
    name: `KB per idle session and socket, ${kind}`,
    values: { heap: perSession(after.heap - before.heap), RSS: perSession(after.rss - before.rss) },
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!
}
