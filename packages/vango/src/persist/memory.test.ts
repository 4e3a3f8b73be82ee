import { describe, expect, test } from 'vitest'
import { createMemory, memoryStorage, openMemory } from './memory.ts'
import type { Memory } from './memory.ts'
import { storageSuite } from './storage.suite.ts'

let memory: Memory

describe('memory', () => {
  storageSuite(
    () => {
      memory = createMemory()
      return {
        storage: openMemory(memory, 'key'),
        writeElsewhere: (text) => openMemory(memory, 'key').save(text),
      }
    },
    () => openMemory(memory, 'key'),
  )
})

test('on a server, memory that belongs to no session is shared by nobody', async () => {
  await memoryStorage('key').save('text')

  expect(await memoryStorage('key').load()).toBeUndefined()
})

test('what it saves itself is no news to it', () => {
  const storage = openMemory(createMemory(), 'key')
  let calls = 0
  storage.watch?.(() => calls++)

  void storage.save('text')

  expect(calls).toBe(0)
})

test('watchers leave nothing behind', () => {
  const unwatched = createMemory()
  const storages = ['a', 'a', 'b'].map((key) => openMemory(unwatched, key))

  const ends = storages.map((storage) => storage.watch?.(() => {}))
  for (const end of ends) end?.()

  expect(unwatched.watchers.size).toBe(0)
})
