import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Backplane } from '../backplane/backplane.ts'
import { createMemoryBackplane } from '../backplane/memory.ts'
import { createShakyEngine } from './fixtures/shaky.ts'
import type { Fate } from './fixtures/shaky.ts'
import { createNode } from './fixtures/nodes.ts'
import type { TestNode } from './fixtures/nodes.ts'
import { globalCounter } from './global-counter.ts'
import { globalSignal } from './global-signal.ts'

const fates: readonly Fate[] = ['arrives', 'is lost', 'arrives, its answer is lost']
let nodes: TestNode[] = []

function open(backplane: Backplane): TestNode {
  const node = createNode(backplane)
  nodes.push(node)
  return node
}

afterEach(async () => {
  await Promise.all(nodes.map((node) => node.close()))
  nodes = []
  vi.useRealTimers()
})

describe('updates', () => {
  test('of one turn are one write', async () => {
    const backplane = createMemoryBackplane()
    const write = vi.spyOn(backplane, 'compareAndSet')
    const node = open(backplane)
    const count = node.run(() => globalCounter('count'))

    const sums = await Promise.all(Array.from({ length: 1_000 }, () => count.add()))

    expect(sums).toEqual(Array.from({ length: 1_000 }, (_, i) => i + 1))
    expect(write).toHaveBeenCalledTimes(1)
  })

  test('count exactly once, whatever the network does', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...fates), { maxLength: 30 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 25 }),
        async (script, nodeCount, each) => {
          const left = [...script]
          const engine = createShakyEngine(() => left.shift() ?? 'arrives')
          const members = Array.from({ length: nodeCount }, () => open(engine.connect()))
          const counts = members.map((node) => node.run(() => globalCounter('count')))

          await Promise.all(
            Array.from({ length: each }, async (_, i) => {
              if (i % 3 === 0) await new Promise((resolve) => setImmediate(resolve))
              await Promise.all(counts.map((count) => count.add()))
            }),
          )

          expect(engine.read('counter/count').value).toContain(`[${nodeCount * each}]`)
        },
      ),
      { numRuns: 60 },
    )
  })

  test('keep the order in which a node has made them', async () => {
    const node = open(createMemoryBackplane())
    const list = node.run(() => globalSignal<readonly number[]>('list', []))

    await Promise.all([
      list.update((old) => [...old, 1]),
      list.set([10]),
      list.update((old) => [...old, 2]),
      list.update((old) => [...old, 3]),
    ])

    expect(list.peek()).toEqual([10, 2, 3])
  })

  test('that throw reject alone, and change nothing', async () => {
    const node = open(createMemoryBackplane())
    const count = node.run(() => globalSignal('count', 0))

    const results = await Promise.allSettled([
      count.update((n) => n + 1),
      count.update(() => {
        throw new Error('broken')
      }),
      count.update((n) => n + 1),
    ])

    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(count.peek()).toBe(2)
    expect(node.errors).toEqual(['count: broken'])
  })

  test('that cannot be stored reject alone, whoever they were sent with', async () => {
    const node = open(createMemoryBackplane({ maxValueBytes: 200 }))
    const list = node.run(() => globalSignal<readonly unknown[]>('list', []))

    const results = await Promise.allSettled([
      list.update((old) => [...old, 'first']),
      list.update((old) => [...old, () => 'code']),
      list.update((old) => [...old, 'x'.repeat(200)]),
      list.update((old) => [...old, 'last']),
    ])

    const codes = results.map((result) =>
      result.status === 'fulfilled' ? 'written' : (result.reason as { code: string }).code,
    )
    expect(codes).toEqual([
      'written',
      'state/global-not-data',
      'backplane/value-too-large',
      'written',
    ])
    expect(list.peek()).toEqual(['first', 'last'])
  })

  test('are applied again to what another node has written', async () => {
    const engine = createMemoryBackplane()
    const [first, second] = [open(delayed(engine)), open(delayed(engine))]
    const lists = [first, second].map((node) =>
      node.run(() => globalSignal<readonly string[]>('list', [])),
    )

    await Promise.all(lists.map((list, i) => list.update((old) => [...old, `node ${i}`])))

    expect(lists[0]!.peek()).toHaveLength(2)
    expect(lists[1]!.peek()).toEqual(lists[0]!.peek())
  })
})

describe('a backplane that is away', () => {
  test('makes writes wait until it is back', async () => {
    const script: Fate[] = ['is lost', 'is lost', 'is lost']
    const node = open(createShakyEngine(() => script.shift() ?? 'arrives').connect())
    const count = node.run(() => globalCounter('count'))

    expect(await count.add(3)).toBe(3)
  })

  test('makes them fail when their time is over, and says so once to onError', async () => {
    vi.useFakeTimers()
    const never: Backplane = {
      subscribe: () => ({ close() {} }),
      compareAndSet: () => new Promise(() => {}),
      async close() {},
    }
    const node = open(never)
    const count = node.run(() => globalCounter('count', { timeoutMs: 5_000 }))
    const outcomes = Promise.allSettled([count.add(), count.add()])
    await vi.advanceTimersByTimeAsync(4_999)
    expect(node.errors).toEqual([])

    await vi.advanceTimersByTimeAsync(2)

    for (const outcome of await outcomes) {
      expect(outcome).toMatchObject({ reason: { code: 'state/global-timeout' } })
    }
    expect(node.errors).toEqual([expect.stringContaining('count: [state/global-timeout]')])
  })

  test('makes the ones beyond its limit fail at once', async () => {
    const never: Backplane = {
      subscribe: () => ({ close() {} }),
      compareAndSet: () => new Promise(() => {}),
      async close() {},
    }
    const node = open(never)
    const count = node.run(() => globalCounter('count', { timeoutMs: 1 }))
    const waiting = Array.from({ length: 100_000 }, () => count.add())

    await expect(count.add()).rejects.toThrow('state/global-overloaded')

    const outcomes = await Promise.allSettled(waiting)
    expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set(['rejected']))
  })
})

/** The same engine, a little farther away: its writes take a turn. */
function delayed(engine: Backplane): Backplane {
  return {
    ...engine,
    async compareAndSet(...args) {
      await new Promise((resolve) => setImmediate(resolve))
      return engine.compareAndSet(...args)
    },
    async close() {},
  }
}
