import { expect, test } from 'vitest'
import { fuzzDecoders } from './fuzz.suite.ts'

test('any bytes decode or are refused, and nothing outside them is touched', () => {
  const seed = Number(process.env['VANGO_FUZZ_SEED'] ?? Date.now() % 1_000_000_000)
  const runs = Number(process.env['VANGO_FUZZ_RUNS'] ?? 10_000)

  // A failure's message has the seed.
  const { decoded, refused } = fuzzDecoders({ seed, runs })

  // Both ways must be taken, or the fuzzer proves nothing.
  expect(decoded).toBeGreaterThan(runs / 100)
  expect(refused).toBeGreaterThan(runs / 10)
})

test('a seed gives the same inputs again', () => {
  expect(fuzzDecoders({ seed: 1, runs: 500 })).toEqual(fuzzDecoders({ seed: 1, runs: 500 }))
})
