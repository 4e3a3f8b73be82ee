import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addWriter, decodeEnvelope, encodeEnvelope } from './global-envelope.ts'
import type { Writer } from './global-envelope.ts'

test('an envelope comes back as it was', () => {
  const writers = fc.array(fc.tuple(fc.string(), fc.nat()))
  fc.assert(
    fc.property(writers, fc.string(), (list, text) => {
      const envelope = { writers: list, text }

      expect(decodeEnvelope('key', encodeEnvelope(envelope))).toEqual(envelope)
    }),
  )
})

test.each(['', 'text', '\n', '{}\ntext', '[1]\ntext', '[["a"]]\ntext', '[["a",1]'])(
  'what is no envelope is refused: %j',
  (stored) => {
    expect(() => decodeEnvelope('key', stored)).toThrow('[state/global-bad-value]')
  },
)

test('the list of writers has each node once, with its last write, the latest at the end', () => {
  const list = addWriter(addWriter(addWriter([], 'a', 1), 'b', 1), 'a', 2)

  expect(list).toEqual([
    ['b', 1],
    ['a', 2],
  ])
})

test('the list of writers forgets the one that has not written for longest', () => {
  let list: readonly Writer[] = []
  for (let i = 0; i < 100; i++) list = addWriter(list, `node ${i}`, 1)

  expect([list.length, list[0], list.at(-1)]).toEqual([64, ['node 36', 1], ['node 99', 1]])
})
