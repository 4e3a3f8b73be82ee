import { expect, test } from 'vitest'
import { createComputed } from './computed.ts'
import { isReadable } from './readable.ts'
import { createSignal } from './signal.ts'

test('signals and computeds are readable', () => {
  expect(isReadable(createSignal(1))).toBe(true)
  expect(isReadable(createComputed(() => 1))).toBe(true)
})

test.each([
  [undefined],
  [null],
  ['text'],
  [1],
  [() => 1],
  [[]],
  [{ get: () => 1, peek: () => 1, set() {}, flags: 1 }],
  [new Map()],
])('%s is not readable', (value) => {
  expect(isReadable(value)).toBe(false)
})
