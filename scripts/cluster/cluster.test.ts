import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import { serviceNames } from '../services.ts'
import { describeService } from '../vitest-services.ts'
import { countTogether } from './cluster.ts'

const updates = 30_000
const options = { nodes: 3, clients: 30, updates, timeoutMs: 60_000 }
const path = (file: string): string => fileURLToPath(new URL(file, import.meta.url))

for (const name of serviceNames) {
  describeService(name, `three server processes on ${name}`, (service) => {
    beforeAll(() => {
      // The nodes serve pages, and pages name the client.
      if (existsSync(path('../../packages/vango/dist/client.min.js'))) return
      spawnSync(process.execPath, [path('../run.mjs'), path('../build-client.ts')])
    }, 60_000)

    test('count each of 30,000 concurrent updates once, on every node and every screen', async () => {
      const result = await countTogether(service(), { ...options, crashes: 0 })

      expect(result.failures).toEqual([])
      expect(result.acknowledged).toBe(updates)
      expect(result.values).toEqual([updates, updates, updates])
      expect(result.screens).toEqual(Array.from({ length: 30 }, () => String(updates)))
    })
  })

  describeService(name, `three server processes on a ${name} that is killed`, (service) => {
    test('lose no acknowledged update, count none twice, and agree in the end', async () => {
      const result = await countTogether(service(), { ...options, crashes: 1 })

      expect(result.failures).toEqual([])
      expect(result.acknowledged).toBe(updates)
      expect(result.values).toEqual([updates, updates, updates])
      expect(result.screens).toEqual(Array.from({ length: 30 }, () => String(updates)))
    }, 120_000)
  })
}
