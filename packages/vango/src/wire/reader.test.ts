import { describe, expect, test } from 'vitest'
import { ProtocolError } from '../base/errors.ts'
import { fromHex } from './golden.suite.ts'
import { clientMessageLimits } from './limits.ts'
import {
  type Reader,
  createReader,
  readByte,
  readCount,
  readRest,
  readString,
  readUint,
  readUint53,
} from './reader.ts'

function readerOf(hex: string): Reader {
  return createReader(fromHex(hex), clientMessageLimits)
}

describe('numbers', () => {
  test('longer encodings than needed are read', () => {
    expect(readUint(readerOf('8000'))).toBe(0)
    expect(readUint(readerOf('ff80808000'))).toBe(127)
    expect(readUint53(readerOf('8180808080808000'))).toBe(1)
  })

  test.each([
    ['a uint of more than 32 bits', readUint, 'ffffffff1f'],
    ['a uint of six bytes', readUint, '808080808000'],
    ['a uint53 of more than 53 bits', readUint53, 'ffffffffffffff1f'],
    ['a uint53 of nine bytes', readUint53, '808080808080808000'],
  ])('refuses %s', (_, read, hex) => {
    expect(() => read(readerOf(hex))).toThrow(/wire\/varint-too-large.*at byte 0/)
  })

  test.each([
    ['an empty input', readUint, ''],
    ['a uint that does not end', readUint, '8080'],
    ['a uint53 that does not end', readUint53, 'ffffffffff'],
    ['a missing byte', readByte, ''],
  ])('refuses %s', (_, read, hex) => {
    expect(() => read(readerOf(hex))).toThrow(/wire\/truncated/)
  })

  test('never reads at or after the end, whatever stands there', () => {
    const reader = createReader(fromHex('0080017f'), clientMessageLimits, 1, 2)

    expect(() => readUint(reader)).toThrow(/truncated/)
  })
})

describe('strings', () => {
  test.each([
    ['a bare continuation byte', '0180'],
    ['an overlong form', '02c080'],
    ['a surrogate', '03eda080'],
    ['a code point above U+10FFFF', '04f4908080'],
    ['a character that is cut', '02e282'],
    ['a wrong byte far into a long string', `32${'61'.repeat(49)}ff`],
  ])('refuses %s', (_, hex) => {
    expect(() => readString(readerOf(hex))).toThrow(/wire\/invalid-utf8.*at byte 1/)
  })

  test('a byte order mark is text like any other', () => {
    expect(readString(readerOf('03efbbbf'))).toBe('\ufeff')
  })

  test('refuses a length that is not there', () => {
    expect(() => readString(readerOf('0461'))).toThrow(/wire\/truncated.*at least 4 more, got: 1/)
  })

  test('the limit comes before the look at what is left', () => {
    const limits = { ...clientMessageLimits, maxStringBytes: 3 }

    expect(readString(createReader(fromHex('03616161'), limits))).toBe('aaa')
    expect(() => readString(createReader(fromHex('04'), limits))).toThrow(/string-too-long/)
  })
})

describe('lists and the rest', () => {
  test('a count that cannot be true is refused', () => {
    expect(readCount(readerOf('03000000'), 1)).toBe(3)
    expect(() => readCount(readerOf('04000000'), 1)).toThrow(/wire\/count-too-large.*at byte 0/)
    expect(() => readCount(readerOf('02000000'), 2)).toThrow(ProtocolError)
    expect(() => readCount(readerOf('ffffffff0f00'), 3)).toThrow(/got: 4294967295 items/)
  })

  test('the rest is a view, not a copy', () => {
    const reader = readerOf('010203')
    readByte(reader)

    expect(readRest(reader).buffer).toBe(reader.bytes.buffer)
    expect(reader.offset).toBe(3)
  })
})
