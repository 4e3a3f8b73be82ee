import { expect, test } from 'vitest'
import { defaultLimits } from './limits.ts'
import { Outbox } from './outbox.ts'

const limits = { ...defaultLimits, outboxMessages: 3, outboxBytes: 100 }
const message = (id: number, length = 20): Uint8Array => new Uint8Array(length).fill(id)

test('numbers messages from 1', () => {
  const outbox = new Outbox()

  expect(outbox.nextSeq()).toBe(1)
  outbox.push(message(1), limits)

  expect(outbox.lastSeq).toBe(1)
  expect(outbox.nextSeq()).toBe(2)
})

test('gives the messages after a number, oldest first', () => {
  const outbox = new Outbox()
  for (const id of [1, 2, 3]) outbox.push(message(id), limits)

  expect(outbox.after(1)!.map((bytes) => bytes[0])).toEqual([2, 3])
  expect(outbox.after(3)).toEqual([])
})

test('forgets what is acknowledged, and ignores numbers out of range', () => {
  const outbox = new Outbox()
  for (const id of [1, 2, 3]) outbox.push(message(id), limits)

  outbox.acknowledge(2)
  outbox.acknowledge(1)
  expect(outbox.size).toBe(1)
  outbox.acknowledge(99)

  expect(outbox.size).toBe(0)
  expect(outbox.keptBytes).toBe(0)
})

test('cannot replay what was never sent or is forgotten', () => {
  const outbox = new Outbox()
  for (const id of [1, 2, 3, 4]) outbox.push(message(id), limits)

  expect(outbox.after(5)).toBeUndefined()
  expect(outbox.after(0)).toBeUndefined()
  expect(outbox.after(1)!.map((bytes) => bytes[0])).toEqual([2, 3, 4])
})

test('stays below its limit of bytes, whatever a message weighs', () => {
  const outbox = new Outbox()

  outbox.push(message(1, 60), limits)
  outbox.push(message(2, 60), limits)
  expect(outbox.after(1)).toHaveLength(1)
  outbox.push(message(3, 500), limits)

  expect(outbox.size).toBe(0)
  expect(outbox.after(2)).toBeUndefined()
  expect(outbox.after(3)).toEqual([])
})
