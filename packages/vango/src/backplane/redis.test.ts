import { createClient } from '@redis/client'
import { describe, expect, test } from 'vitest'
import { describeService } from '../../../../scripts/vitest-services.ts'
import type { Service } from '../../../../scripts/services.ts'
import { backplaneSuite, follow } from './backplane.suite.ts'
import type { BackplaneSource } from './backplane.suite.ts'
import type { Backplane } from './backplane.ts'
import { recoverySuite } from './recovery.suite.ts'
import { createRedisBackplane } from './redis.ts'

describeService('redis', 'the backplane on Redis', (service) => {
  const source = createSource(service)

  backplaneSuite(source)
  recoverySuite(source, service)

  test('goes on when Redis has lost everything it had', async () => {
    const [first, second] = [await source.connect(), await source.connect()]
    const log = follow(second, 'key')
    const { entry } = await first.compareAndSet('key', 0, 'before')
    await log.at((seen) => seen.value === 'before')
    const admin = await openClient(service())
    await admin.sendCommand(['FLUSHALL'])
    await admin.close()

    const { isWritten } = await first.compareAndSet('key', 0, 'after')

    expect(isWritten).toBe(true)
    expect((await log.at((seen) => seen.value === 'after')).revision).toBeGreaterThan(
      entry.revision,
    )
  })

  test('leaves nothing of a deleted key in Redis', async () => {
    const node = await source.connect({ namespace: 'tidy' })
    const { entry } = await node.compareAndSet('key', 0, 'value')
    await node.compareAndSet('key', entry.revision, undefined)

    const admin = await openClient(service())
    const keys = (await admin.sendCommand(['KEYS', '*tidy*'])) as string[]
    await admin.close()

    expect(keys).toEqual(['{tidy}revision'])
  })
})

describe('a namespace', () => {
  test.each(['', 'a b', 'a:b', 'x'.repeat(65)])('cannot be %j', (namespace) => {
    const client = { sendCommand: async () => undefined, duplicate: () => expect.unreachable() }

    expect(() => createRedisBackplane(client, { namespace })).toThrow('backplane/bad-namespace')
  })
})

let tests = 0

function createSource(service: () => Service): BackplaneSource {
  let open: (() => Promise<void>)[] = []
  const run = `test-${++tests}`
  let round = 0

  return {
    async connect({ namespace = 'one', ...options } = {}): Promise<Backplane> {
      const client = await openClient(service())
      const node = createRedisBackplane(client, {
        namespace: namespace === 'one' ? `${run}-${round}` : namespace,
        ...options,
      })
      open.push(async () => {
        await node.close()
        client.destroy()
      })
      return node
    },

    async clean() {
      round++
      await Promise.all(open.map((close) => close()))
      open = []
    },
  }
}

async function openClient({ url }: Service) {
  const client = createClient({ url, socket: { reconnectStrategy: () => 50 } })
  client.on('error', () => {})
  await client.connect()
  return client
}
