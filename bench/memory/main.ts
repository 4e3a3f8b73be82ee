/**
 * What an idle session keeps: live heap (what the collector leaves, and buffers outside of it) and
 * resident memory, per session. A server of its own for each line, so that none finds the free
 * memory another one left.
 */
import type { ChildProcess } from 'node:child_process'
import type { Row } from '../report.ts'
import { ask, startChild } from '../child.ts'
import { compile } from '../compile.ts'
import { type Contender, openPages, startContender, stopContenders } from '../live/contender.ts'

export const title = 'memory: of an idle session'

interface Memory {
  readonly heap: number
  readonly rss: number
}

const rawServer = new URL('../live/raw-server.ts', import.meta.url)

export async function run(): Promise<readonly Row[]> {
  const app = await compile(new URL('vango-server.tsx', import.meta.url))
  const page = await loadCounter(app)

  return [
    await withSockets('raw ws', rawServer, { path: '/', count: 2_000 }, page),
    await withSockets('counter', app, { path: '/', count: 2_000 }),
    await withSockets('table 1,000 x 4', app, { path: '/table', count: 200 }),
    await withSockets('table, rendered again', app, { path: '/rendered-table', count: 200 }),
    await withoutSockets('counter', app, { component: 'Counter', count: 5_000 }),
    await withoutSockets('table 1,000 x 4', app, { component: 'Table', count: 200 }),
    await withoutSockets('table, rendered again', app, { component: 'RenderedTable', count: 200 }),
    await perFiber(app),
  ]
}

async function withSockets(
  name: string,
  file: URL,
  { path, count }: { path: string; count: number },
  page?: string,
): Promise<Row> {
  const contender = await startContender(name, file)
  try {
    if (page !== undefined) await ask(contender.server, 'page', page)
    const per = await growth(contender, count, (opened) => openPages(contender, path, opened))
    return toRow(`${name}, ${count} with sockets`, per)
  } finally {
    stopContenders([contender])
  }
}

async function withoutSockets(
  name: string,
  file: URL,
  { component, count }: { component: string; count: number },
): Promise<Row> {
  const per = await alone(file, { component, count, props: {} })
  return toRow(`${name}, ${count} sessions alone`, per)
}

/** The difference between components and bare elements. */
async function perFiber(file: URL): Promise<Row> {
  const leaves = 1_000
  const request = { count: 50, props: { count: leaves } }
  const components = await alone(file, { ...request, component: 'Leaves' })
  const elements = await alone(file, { ...request, component: 'Items' })
  return {
    name: 'a component of one element, and the element',
    values: {
      'heap, bytes': Math.round((components.heap - elements.heap) / leaves),
      element: Math.round(elements.heap / leaves),
    },
  }
}

async function alone(
  file: URL,
  request: { component: string; count: number; props: object },
): Promise<Memory> {
  const server = startChild(file)
  try {
    return await growth({ server }, request.count, (opened) =>
      ask(server, 'open', { ...request, count: opened }),
    )
  } finally {
    server.disconnect()
  }
}

/** Bytes per session, after a tenth as many have paid for code, shapes and buffers. */
async function growth(
  { server }: Pick<Contender, 'server'>,
  count: number,
  open: (count: number) => Promise<unknown>,
): Promise<Memory> {
  await open(count / 10)
  const before = await ask<Memory>(server, 'memory')
  await open(count)
  const after = await ask<Memory>(server, 'memory')
  return { heap: (after.heap - before.heap) / count, rss: (after.rss - before.rss) / count }
}

function toRow(name: string, { heap, rss }: Memory): Row {
  return { name, values: { 'heap, KB': heap / 1024, 'RSS, KB': rss / 1024 } }
}

async function loadCounter(app: URL): Promise<string> {
  const server: ChildProcess = startChild(app)
  const port = await ask<number>(server, 'port')
  const page = await (await fetch(`http://127.0.0.1:${port}/`)).text()
  server.disconnect()
  return page
}
