import { expect, test } from 'vitest'
import { createComputed } from './computed.ts'
import { isReadable, markReadable } from './readable.ts'
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

test.each<[string, (signal: never) => unknown]>([
  ['in a template string', (signal) => `${signal}`],
  ['added to a text', (signal) => 'a' + signal],
  ['as a number', (signal) => Number(signal)],
  ['compared', (signal) => signal > 1],
])('a signal %s is an error that names it', (_, use) => {
  expect(() => use(createSignal(1, { name: 'count' }) as never)).toThrow(
    '[reactive/signal-as-value] count was used as if it were its value',
  )
  expect(() => use(createComputed(() => 1, { name: 'sum' }) as never)).toThrow('sum was used')
})

test('so is an object that a room above marks as readable', () => {
  class Shared {
    readonly name = 'shared'
    get(): number {
      return 1
    }
  }
  markReadable(Shared)

  expect(() => String(new Shared())).toThrow('shared was used')
})
