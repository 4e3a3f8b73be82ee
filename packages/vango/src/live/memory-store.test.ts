import { expect, test } from 'vitest'
import { createMemoryStore } from './memory-store.ts'
import { sessionStoreSuite } from './session-store.suite.ts'

const shared = createMemoryStore()
sessionStoreSuite(async () => shared)

const hour = 3_600_000

test('the oldest go when there are too many', async () => {
  const store = createMemoryStore({ maxSessions: 2 })
  for (const id of ['a', 'b', 'c']) await store.save(id, new Uint8Array(1), 0, hour)

  expect(await store.load('a')).toBeUndefined()
  expect(await store.load('c')).toBeDefined()
})

test('the oldest go when they are too large', async () => {
  const store = createMemoryStore({ maxBytes: 100 })
  for (const id of ['a', 'b', 'c']) await store.save(id, new Uint8Array(50), 0, hour)

  expect(await store.load('a')).toBeUndefined()
  expect(await store.load('b')).toBeDefined()
})
