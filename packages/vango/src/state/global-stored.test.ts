import { afterEach, describe, expect, test } from 'vitest'
import type { Backplane } from '../backplane/backplane.ts'
import { createMemoryBackplane } from '../backplane/memory.ts'
import type { StandardSchema } from '../base/standard-schema.ts'
import { computed } from '../component/state.ts'
import { createNode } from './fixtures/nodes.ts'
import type { TestNode } from './fixtures/nodes.ts'
import { createShakyEngine } from './fixtures/shaky.ts'
import { globalSignal } from './global-signal.ts'

let nodes: TestNode[] = []

function open(backplane: Backplane = createMemoryBackplane()): TestNode {
  const node = createNode(backplane)
  nodes.push(node)
  return node
}

afterEach(async () => {
  await Promise.all(nodes.map((node) => node.close()))
  nodes = []
})

describe('a schema', () => {
  const positive: StandardSchema<number> = {
    '~standard': {
      version: 1,
      vendor: 'test',
      validate: (value) =>
        typeof value === 'number' && value >= 0
          ? { value }
          : { issues: [{ message: 'Expected a number from 0', path: ['total', 2] }] },
    },
  }

  test('refuses a write', async () => {
    const node = open()
    const count = node.run(() => globalSignal('count', 1, { schema: positive }))

    await expect(count.update((n) => n - 5)).rejects.toThrow('total[2]: Expected a number from 0')

    expect(count.peek()).toBe(1)
  })

  test('keeps what another version has written off the page, and says so', async () => {
    const backplane = createMemoryBackplane()
    const [old, current] = [open(backplane), open(backplane)]
    const count = current.run(() => globalSignal('count', 1, { schema: positive }))
    await count.set(3)
    expect(count.peek()).toBe(3)

    await old.run(() => globalSignal<unknown>('count', '')).set('many')

    expect(count.peek()).toBe(3)
    expect(current.errors).toEqual([expect.stringContaining('count: [state/global-invalid]')])
    await count.set(4)
    expect(count.peek()).toBe(4)
  })

  test('must answer at once', async () => {
    const node = open()
    const schema: StandardSchema<number> = {
      '~standard': { version: 1, vendor: 'test', validate: async () => ({ value: 1 }) },
    }
    const count = node.run(() => globalSignal('count', 1, { schema }))

    await expect(count.set(2)).rejects.toThrow('[state/global-async-schema]')
  })
})

describe('what a backplane holds', () => {
  test('may be rubbish: pages keep the last good value, and a write mends it', async () => {
    const backplane = createMemoryBackplane()
    const node = open(backplane)
    const count = node.run(() => globalSignal('count', 1))
    await count.set(2)
    const { entry } = await backplane.compareAndSet('signal/count', -1, undefined)

    await backplane.compareAndSet('signal/count', entry.revision, 'rubbish')

    expect(count.peek()).toBe(2)
    expect(node.errors).toEqual([expect.stringContaining('count: [state/global-bad-value]')])
    await expect(count.update((n) => n + 1)).rejects.toThrow('[state/global-bad-value]')
    await count.set(3)
    expect(count.peek()).toBe(3)
  })

  test('is there for a computed that is the first to read it', async () => {
    const backplane = createMemoryBackplane()
    await backplane.compareAndSet('signal/count', 0, '[]\n[5]')
    const node = open(backplane)
    const count = node.run(() => globalSignal('count', 1))

    expect(computed(() => count.get() * 2).get()).toBe(10)
    expect(node.errors).toEqual([])
  })

  test('is told to the first use outside of a component by load()', async () => {
    const engine = createShakyEngine(() => 'arrives')
    await open(engine.connect())
      .run(() => globalSignal('count', 0))
      .set(5)
    const late = open(engine.connect()).run(() => globalSignal('count', 0))

    expect([late.peek(), await late.load()]).toEqual([0, 5])
  })
})
