import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { VangoError } from '../base/errors.ts'
import { int, text, uint, uint53 } from './arbitraries.suite.ts'
import { toHex } from './golden.suite.ts'
import { serverMessageLimits } from './limits.ts'
import { createReader, readInt, readString, readUint, readUint53 } from './reader.ts'
import {
  type Writer,
  createWriter,
  resetWriter,
  takeBytes,
  uintSize,
  writeBytes,
  writeInt,
  writeString,
  writeTaggedString,
  writeUint,
  writeUint53,
} from './writer.ts'

/** Starts with no room, so that every write has to grow the buffer. */
function hexOf(write: (writer: Writer) => void): string {
  const writer = createWriter(0)
  write(writer)
  return toHex(takeBytes(writer))
}

describe('numbers', () => {
  test.each([
    [0, '00'],
    [127, '7f'],
    [128, '8001'],
    [16_383, 'ff7f'],
    [16_384, '808001'],
    [0xffff_ffff, 'ffffffff0f'],
  ])('writes the uint %d as %s', (value, hex) => {
    expect(hexOf((writer) => writeUint(writer, value))).toBe(hex)
    expect(hexOf((writer) => writeUint53(writer, value))).toBe(hex)
    expect(uintSize(value)).toBe(hex.length / 2)
  })

  test('writes integers up to 2^53 - 1 in at most 8 bytes', () => {
    expect(hexOf((writer) => writeUint53(writer, 2 ** 32))).toBe('8080808010')
    expect(hexOf((writer) => writeUint53(writer, 2 ** 53 - 1))).toBe('ffffffffffffff0f')
  })

  test.each([
    [0, '00'],
    [-1, '01'],
    [1, '02'],
    [2_147_483_647, 'feffffff0f'],
    [-2_147_483_648, 'ffffffff0f'],
  ])('writes the int %d as %s', (value, hex) => {
    expect(hexOf((writer) => writeInt(writer, value))).toBe(hex)
  })

  test.each([-1, 0.5, 2 ** 32, Number.NaN, Number.POSITIVE_INFINITY])(
    'refuses the uint %d',
    (value) => {
      expect(() => writeUint(createWriter(), value)).toThrow(VangoError)
    },
  )

  test.each([-1, 0.5, 2 ** 53, Number.NaN])('refuses the uint53 %d', (value) => {
    expect(() => writeUint53(createWriter(), value)).toThrow(/number-out-of-range/)
  })

  test.each([0.5, 2 ** 31, -(2 ** 31) - 1, Number.NaN])('refuses the int %d', (value) => {
    expect(() => writeInt(createWriter(), value)).toThrow(/number-out-of-range/)
  })

  test('any number comes back as it was', () => {
    fc.assert(
      fc.property(uint, uint53, int, (small, large, signed) => {
        const writer = createWriter(0)
        writeUint(writer, small)
        writeUint53(writer, large)
        writeInt(writer, signed)

        const reader = createReader(takeBytes(writer), serverMessageLimits)
        expect([readUint(reader), readUint53(reader), readInt(reader)]).toEqual([
          small,
          large,
          signed,
        ])
        expect(reader.offset).toBe(reader.end)
      }),
    )
  })
})

describe('strings', () => {
  test('any string comes back as it was', () => {
    fc.assert(
      fc.property(fc.array(text), (texts) => {
        const writer = createWriter(0)
        for (const each of texts) writeString(writer, each)

        const reader = createReader(takeBytes(writer), serverMessageLimits)
        expect(texts.map(() => readString(reader))).toEqual(texts)
        expect(reader.offset).toBe(reader.end)
      }),
    )
  })

  test.each([
    ['ASCII at the end of one byte of length', 'a'.repeat(127), 128],
    ['ASCII that needs two', 'a'.repeat(128), 130],
    ['characters that push the length over one byte', 'ß'.repeat(64), 130],
    ['characters that push the length over two bytes', '€'.repeat(6_000), 18_003],
  ])('writes %s without a gap', (_, value, size) => {
    const writer = createWriter(0)
    writeString(writer, value)

    const bytes = takeBytes(writer)
    expect(bytes.length).toBe(size)
    expect(readString(createReader(bytes, serverMessageLimits))).toBe(value)
  })

  test('a tag raises the length, with the same bytes of text', () => {
    expect(hexOf((writer) => writeTaggedString(writer, 'ab', 3))).toBe('056162')
    expect(hexOf((writer) => writeTaggedString(writer, 'ß', 3))).toBe('05c39f')
    expect(hexOf((writer) => writeTaggedString(writer, 'a'.repeat(125), 3)).slice(0, 4)).toBe(
      '8001',
    )
  })

  test('a lone surrogate becomes U+FFFD', () => {
    expect(hexOf((writer) => writeString(writer, 'a\ud800'))).toBe('0461efbfbd')
  })
})

describe('the buffer', () => {
  test('what was taken does not change with the next use', () => {
    const writer = createWriter()
    writeString(writer, 'first')
    const first = takeBytes(writer)
    resetWriter(writer)
    writeString(writer, 'other')

    expect(toHex(first)).toBe('056669727374')
    expect(toHex(takeBytes(writer))).toBe('056f74686572')
    expect(first.buffer.byteLength).toBe(first.length)
  })

  test('headroom stands in front, zeroed', () => {
    const writer = createWriter()
    writeBytes(writer, Uint8Array.of(1, 2))

    expect([...takeBytes(writer, 4)]).toEqual([0, 0, 0, 0, 1, 2])
  })

  test('keeps its buffer over a reset, unless it grew beyond a megabyte', () => {
    const writer = createWriter(8)
    writeBytes(writer, new Uint8Array(100))
    const { bytes } = writer
    resetWriter(writer)
    expect(writer.bytes).toBe(bytes)

    writeBytes(writer, new Uint8Array(5_000_000))
    resetWriter(writer)
    expect(writer.bytes.length).toBe(1_048_576)
  })
})
