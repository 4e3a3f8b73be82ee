/**
 * `npm run soak:global [-- redis|nats …]`: 30,000 concurrent updates of one global value, by 30
 * browsers on three server processes; then again while the engine's server is killed three times. The
 * tests do the same with fewer.
 */
import { countTogether } from './cluster/cluster.ts'
import type { CountOptions } from './cluster/cluster.ts'
import { findService, missingService, serviceNames, startService } from './services.ts'
import type { ServiceName } from './services.ts'

const updates = 30_000
const base = { nodes: 3, clients: 30, updates, timeoutMs: 60_000 }
const runs: readonly [string, CountOptions][] = [
  ['calm', { ...base, crashes: 0 }],
  ['killed 3 times', { ...base, crashes: 3 }],
]

const asked = process.argv.slice(2)
const names = serviceNames.filter((name) => asked.length === 0 || asked.includes(name))
for (const name of names) await soak(name)

async function soak(name: ServiceName): Promise<void> {
  if (findService(name) === undefined)
    return console.warn(`${name}: SKIPPED, ${missingService(name)}`)

  for (const [title, options] of runs) {
    const service = await startService(name)
    try {
      const { values, screens, acknowledged, failures, ms } = await countTogether(service, options)
      const isExact =
        values.every((value) => value === updates) &&
        screens.every((screen) => screen === String(updates)) &&
        acknowledged === updates
      if (!isExact) process.exitCode = 1
      console.log(
        `${isExact ? '✓' : '✗'} ${name}, ${title}: nodes ${values.join(' ')}, ` +
          `${new Set(screens).size === 1 ? `${screens.length} screens ${screens[0]}` : screens.join(' ')}, ` +
          `${acknowledged} acknowledged, ${failures.length} failed, ${Math.round(ms)} ms`,
      )
    } finally {
      await service.stop()
    }
  }
}
