import { expect, test } from 'vitest'
import { checkClaims, updateClaims } from './check-claims.ts'

const measures = { size: () => 2897 }

test('a claim is as exact as it is written', () => {
  expect(checkClaims('It is <!-- claim:size -->2.9 kB<!-- /claim --> small.', measures)).toEqual([])
  expect(checkClaims('<!-- claim:size -->2,897 bytes<!-- /claim -->', measures)).toEqual([])
  expect(checkClaims('<!-- claim:size -->2.90 kB<!-- /claim -->', measures)).toEqual([])
  expect(checkClaims('<!-- claim:size -->2.8 kB<!-- /claim -->', measures)).toEqual([
    'size: the text says 2.8 kB, it is 2.9 kB',
  ])
})

test('a claim that nothing measures is wrong', () => {
  expect(checkClaims('<!-- claim:speed -->9 kB<!-- /claim -->', measures)).toEqual([
    'speed: "9 kB" is no claim that can be measured',
  ])
  expect(checkClaims('<!-- claim:size -->tiny<!-- /claim -->', measures)).toHaveLength(1)
})

test('updating writes the measured numbers and keeps the rest', () => {
  const text = 'a <!-- claim:size -->1 bytes<!-- /claim --> b <!-- claim:speed -->x<!-- /claim -->'

  expect(updateClaims(text, measures)).toBe(
    'a <!-- claim:size -->2,897 bytes<!-- /claim --> b <!-- claim:speed -->x<!-- /claim -->',
  )
})
