/**
 * A global value, from the click that sets it to the last of many screens that shows it, on one node;
 * and how many concurrent updates a second three nodes agree on. The budget is 80 ms to the last
 * screen.
 */
import type { Engine } from '../../scripts/cluster/cluster.ts'
import type { Service } from '../../scripts/services.ts'
import type { Row } from '../report.ts'
import { deepStrictEqual } from 'node:assert/strict'
import { countTogether, openCluster } from '../../scripts/cluster/cluster.ts'
import { findService, missingService, serviceNames, startService } from '../../scripts/services.ts'

export const title = 'backplane: one value on many screens'

const budgetMs = 80
const screenCounts = [30, 300, 1_000]
const rounds = 100
const warmUpRounds = 20
const updates = 30_000
const timeoutMs = 60_000

export async function run(): Promise<readonly Row[]> {
  const rows: Row[] = await measureScreens({ name: 'memory', url: '' })
  for (const name of serviceNames) {
    if (findService(name) === undefined) {
      rows.push({ name: `${name}: skipped, ${missingService(name)}`, values: {} })
      continue
    }
    const service = await startService(name)
    try {
      rows.push(...(await measureScreens(service)), await measureUpdates(service))
    } finally {
      await service.stop()
    }
  }
  return rows
}

async function measureScreens(engine: Engine): Promise<Row[]> {
  const rows: Row[] = []
  let value = 0
  for (const clients of screenCounts) {
    const cluster = await openCluster(engine, { nodes: 1, clients, timeoutMs })
    const times: number[] = []
    // A new process has a new memory.
    if (engine.name === 'memory') value = 0
    for (let round = 0; round < warmUpRounds + rounds; round++) {
      const start = performance.now()
      cluster.clients[round % clients]!.click(1)
      value++
      await Promise.all(cluster.clients.map((client) => client.shows(String(value))))
      if (round >= warmUpRounds) times.push(performance.now() - start)
    }
    await cluster.close()
    rows.push({ name: `${engine.name}, ${clients} screens, set to last`, values: toValues(times) })
  }
  return rows
}

async function measureUpdates(service: Service): Promise<Row> {
  // The screens before this have counted too, so it starts with a server of its own.
  const fresh = await startService(service.name)
  try {
    const options = { nodes: 3, clients: 30, updates, crashes: 0, timeoutMs }
    const { values, ms } = await countTogether(fresh, options)
    deepStrictEqual(values, [updates, updates, updates])
    const name = `${service.name}, 3 nodes, ${updates} updates`
    return { name, values: { 'updates/s': Math.round((updates / ms) * 1_000) } }
  } finally {
    await fresh.stop()
  }
}

function toValues(times: number[]): Row['values'] {
  const sorted = times.toSorted((one, other) => one - other)
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))]!
  return { 'p50 ms': at(0.5), 'p95 ms': at(0.95), 'max ms': at(1), 'budget ms': budgetMs }
}
