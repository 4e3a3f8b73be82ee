import { expect, test } from 'vitest'
import * as flags from './flags.ts'

test('every flag is one bit of its own', () => {
  const bits = Object.values(flags)

  expect(bits.every((bit) => bit > 0 && (bit & (bit - 1)) === 0)).toBe(true)
  expect(new Set(bits).size).toBe(bits.length)
})
