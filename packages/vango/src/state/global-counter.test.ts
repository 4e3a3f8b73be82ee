import { afterEach, describe, expect, test } from 'vitest'
import type { Backplane } from '../backplane/backplane.ts'
import { createMemoryBackplane } from '../backplane/memory.ts'
import { createNode } from './fixtures/nodes.ts'
import type { TestNode } from './fixtures/nodes.ts'
import { globalCounter } from './global-counter.ts'

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

describe('a global counter', () => {
  test('refuses what cannot be added', () => {
    const count = open().run(() => globalCounter('count'))

    expect(() => count.add(NaN)).toThrow('[state/global-bad-amount]')
  })

  test('starts again at 0', async () => {
    const count = open().run(() => globalCounter('count'))
    await count.add(5)

    await count.reset()

    expect([count.peek(), await count.add(-2)]).toEqual([0, -2])
  })
})
