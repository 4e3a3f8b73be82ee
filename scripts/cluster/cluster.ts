/**
 * Several server processes on one Redis or NATS, and browsers spread over them: what the tests and
 * `npm run soak:global` count with.
 */
import type { ChildProcess } from 'node:child_process'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Service } from '../services.ts'
import type { ScreenClient } from './client.ts'
import { openScreen } from './client.ts'

/** What a parent asks a node. */
export type Question = 'port' | 'report'

export interface NodeReport {
  readonly value: number
  /** Updates of this node that the engine has acknowledged. */
  readonly acknowledged: number
  readonly failures: readonly string[]
}

export interface CountOptions {
  readonly nodes: number
  readonly clients: number
  /** How many updates all clients make together. */
  readonly updates: number
  /** How often the server is killed and started again meanwhile. */
  readonly crashes: number
  /** How long an update may wait for the engine, in milliseconds. */
  readonly timeoutMs: number
}

export interface CountResult {
  /** What each node, and each client's screen, shows in the end. */
  readonly values: readonly number[]
  readonly screens: readonly string[]
  readonly acknowledged: number
  readonly failures: readonly string[]
  readonly ms: number
}

/** Clicks go out in so many waves, and crashes fall in between. */
const waves = 10

/** What a cluster runs on: a service, or the memory of its one node. */
export type Engine = Pick<Service, 'name' | 'url'> | { readonly name: 'memory'; readonly url: '' }

export interface Cluster {
  /** Spread over the nodes in turn. */
  readonly clients: readonly ScreenClient[]
  /** Asks every node. */
  reports(): Promise<readonly NodeReport[]>
  close(): Promise<void>
}

export async function openCluster(
  engine: Engine,
  { nodes: count, clients: screens, timeoutMs }: Omit<CountOptions, 'updates' | 'crashes'>,
): Promise<Cluster> {
  const nodes = Array.from({ length: count }, () => startNode(engine, timeoutMs))
  const clients: ScreenClient[] = []
  async function close(): Promise<void> {
    for (const client of clients) client.close()
    await Promise.all(nodes.map(stop))
  }

  try {
    const ports = await Promise.all(nodes.map((node) => ask<number>(node, 'port')))
    for (let i = 0; i < screens; i++) clients.push(await openScreen(ports[i % count]!))
  } catch (error) {
    await close()
    throw error
  }
  return {
    clients,
    close,
    reports: () => Promise.all(nodes.map((node) => ask<NodeReport>(node, 'report'))),
  }
}

/** Counts with a cluster on `service` until every screen shows every update. */
export async function countTogether(service: Service, options: CountOptions): Promise<CountResult> {
  const cluster = await openCluster(service, options)
  try {
    const { clients } = cluster
    const start = performance.now()
    await clickInWaves(clients, service, options)
    const total = String(options.updates)
    await Promise.all(clients.map((client) => client.shows(total)))
    const ms = performance.now() - start

    const reports = await settledReports(cluster, options)
    return {
      values: reports.map(({ value }) => value),
      screens: clients.map(({ screen }) => screen),
      acknowledged: reports.reduce((sum, report) => sum + report.acknowledged, 0),
      failures: reports.flatMap(({ failures }) => failures),
      ms,
    }
  } finally {
    await cluster.close()
  }
}

async function clickInWaves(
  clients: readonly ScreenClient[],
  service: Service,
  { updates, crashes }: CountOptions,
): Promise<void> {
  const each = updates / clients.length / waves
  for (let wave = 0; wave < waves; wave++) {
    for (const client of clients) client.click(each)
    if (wave === 0 || wave > crashes) continue
    // In the midst of it: the clicks of this wave are on their way.
    await new Promise((resolve) => setImmediate(resolve))
    await service.kill()
    await service.restart()
  }
}

/** A screen may be faster than the answer to the last update: asks until all are settled. */
async function settledReports(
  cluster: Cluster,
  { updates }: CountOptions,
): Promise<readonly NodeReport[]> {
  for (;;) {
    const reports = await cluster.reports()
    const settled = reports.map(({ acknowledged, failures }) => acknowledged + failures.length)
    if (settled.reduce((sum, each) => sum + each, 0) >= updates) return reports
  }
}

function startNode({ name, url }: Engine, timeoutMs: number): ChildProcess {
  const run = fileURLToPath(new URL('../run.mjs', import.meta.url))
  const file = fileURLToPath(new URL('node.tsx', import.meta.url))
  return fork(run, [file, name, url, String(timeoutMs)], { execArgv: [] })
}

async function ask<T>(node: ChildProcess, question: Question): Promise<T> {
  const answer = once(node, 'message') as Promise<[T]>
  const end = once(node, 'exit').then(([code]) => {
    throw new Error(`A node ended with code ${code}.`)
  })
  end.catch(() => {})
  node.send(question)
  return (await Promise.race([answer, end]))[0]
}

async function stop(node: ChildProcess): Promise<void> {
  if (node.exitCode !== null || node.signalCode !== null) return
  const ended = once(node, 'exit')
  node.kill('SIGKILL')
  await ended
}
