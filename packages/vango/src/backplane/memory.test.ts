import { describe, expect, test } from 'vitest'
import type { Backplane } from './backplane.ts'
import { backplaneSuite } from './backplane.suite.ts'
import { createMemoryBackplane } from './memory.ts'

describe('the backplane in memory', () => {
  // Nodes in one process share a namespace by sharing the object.
  const namespaces = new Map<string, Backplane>()

  backplaneSuite({
    async connect({ namespace = '', ...options } = {}) {
      const node = namespaces.get(namespace) ?? createMemoryBackplane(options)
      namespaces.set(namespace, node)
      return node
    },
    async clean() {
      namespaces.clear()
    },
  })

  test('answers a subscriber at once', () => {
    const seen: number[] = []

    createMemoryBackplane().subscribe('key', ({ revision }) => seen.push(revision))

    expect(seen).toEqual([0])
  })
})
