/** The client's own codec against the one of `wire/`. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createReader, readInt, readString as readWireString, readUint53 } from '../wire/reader.ts'
import { clientMessageLimits } from '../wire/limits.ts'
import { createWriter, takeBytes, writeString, writeUint53 } from '../wire/writer.ts'
import { offset, readString, readUint, startReading } from './read.ts'
import { toZigzag, write, writeFrame } from './write.ts'

const uint53 = fc.maxSafeNat()
const anyText = fc.string({ unit: 'binary', maxLength: 200 })

describe('what the client writes', () => {
  test('the wire reads: numbers and strings', () => {
    fc.assert(
      fc.property(uint53, anyText, (number, text) => {
        const reader = createReader(new Uint8Array(write(number, text)), clientMessageLimits)

        expect(readUint53(reader)).toBe(number)
        expect(readWireString(reader)).toBe(text)
        expect(reader.offset).toBe(reader.end)
      }),
    )
  })

  test('the wire reads: signed numbers', () => {
    fc.assert(
      fc.property(fc.integer(), (number) => {
        const reader = createReader(new Uint8Array(write(toZigzag(number))), clientMessageLimits)

        expect(readInt(reader)).toBe(number)
      }),
    )
  })

  test('is framed by its length', () => {
    const body = new Array<number>(300).fill(7)

    expect(writeFrame(body)).toEqual([0xac, 0x02, ...body])
  })
})

describe('what the wire writes', () => {
  test('the client reads', () => {
    fc.assert(
      fc.property(uint53, anyText, (number, text) => {
        const writer = createWriter()
        writeUint53(writer, number)
        writeString(writer, text)
        startReading(takeBytes(writer))

        expect(readUint()).toBe(number)
        expect(readString()).toBe(text)
        expect(offset).toBe(writer.length)
      }),
    )
  })

  test('is refused from its end on', () => {
    startReading(new Uint8Array([0x80]))

    expect(() => readUint()).toThrow()
    expect(() => readUint()).toThrow()
  })
})
