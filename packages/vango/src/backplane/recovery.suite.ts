/** What holds for every backplane whose engine is a server that may go away. */
import { expect, test } from 'vitest'
import type { Service } from '../../../../scripts/services.ts'
import { follow } from './backplane.suite.ts'
import type { BackplaneSource } from './backplane.suite.ts'
import type { Backplane, SetResult } from './backplane.ts'

export function recoverySuite(source: BackplaneSource, service: () => Service): void {
  test('keeps what it has acknowledged when the server is killed', async () => {
    const node = await source.connect()
    const { entry } = await node.compareAndSet('key', 0, 'value')

    await service().kill()
    await service().restart()

    const late = follow(await source.connect(), 'key')
    expect(await late.at((seen) => seen.revision > 0)).toEqual(entry)
  })

  test('catches up with what happened while its own connection was away', async () => {
    const node = await source.connect()
    const log = follow(node, 'key')
    const { entry } = await node.compareAndSet('key', 0, 'before')

    await service().kill()
    await service().restart()
    const other = await source.connect()
    await persist(() => other.compareAndSet('key', entry.revision, 'after'))

    expect((await log.at((seen) => seen.value === 'after')).value).toBe('after')
  })

  test('says that nobody knows when a write gets no answer, and goes on afterwards', async () => {
    const node = await source.connect()
    const { entry } = await node.compareAndSet('key', 0, 'before')

    await service().kill()
    const lost = node.compareAndSet('key', entry.revision, 'lost').catch((error: Error) => error)
    await service().restart()

    const answer = await lost
    // Clients that keep commands until they are connected again may still succeed.
    if (answer instanceof Error) expect(answer.message).toContain('backplane/unavailable')
    const result = await persist(() => node.compareAndSet('key', -1, 'never'))
    expect(['before', 'lost']).toContain(result.entry.value)
  })

  test('subscribes while the server is away, and hears as soon as it is back', async () => {
    const [node, other] = [await source.connect(), await source.connect()]
    await node.compareAndSet('key', 0, 'value')

    await service().kill()
    const log = follow(other, 'key')
    await service().restart()

    expect((await log.at((seen) => seen.revision > 0)).value).toBe('value')
  })
}

/** Tries again until there is an answer. */
async function persist(write: () => ReturnType<Backplane['compareAndSet']>): Promise<SetResult> {
  for (;;) {
    const answer = await write().catch(() => undefined)
    if (answer !== undefined) return answer
  }
}
