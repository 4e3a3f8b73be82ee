/**
 * Bytes into numbers and strings, trusting none of them: every length is checked against what is
 * left, and against its limit, before anything is sliced or allocated. Whatever is wrong throws a
 * `ProtocolError` whose message has the offset. Mirrors `writer.ts` name by name.
 */
import type { ErrorCode, ErrorParams } from '../base/errors.ts'
import type { Limits } from './limits.ts'
import { protocolError } from '../base/errors.ts'

/** A place in `bytes`, which may be part of a larger buffer: nothing at or after `end` is read. */
export interface Reader {
  readonly bytes: Uint8Array
  readonly limits: Limits
  offset: number
  end: number
}

/** The codes of this room that say where in the bytes something is wrong. */
export type ReadErrorCode = Exclude<
  Extract<ErrorCode, `wire/${string}`>,
  'wire/number-out-of-range'
>

/** Up to this length a loop over ASCII is faster than the call into `TextDecoder`. */
const maxLoopLength = 12

// Without `ignoreBOM` a text that starts with U+FEFF would lose it.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export function createReader(
  bytes: Uint8Array,
  limits: Limits,
  offset = 0,
  end: number = bytes.length,
): Reader {
  return { bytes, limits, offset, end }
}

/** Reads a `uint32`. It may be longer than it must be, but has at most 5 bytes. */
export function readUint(reader: Reader): number {
  // Fast path: one byte, as most hids of small pages, counts and lengths are.
  if (reader.offset < reader.end) {
    const byte = reader.bytes[reader.offset] as number
    if (byte < 0x80) {
      reader.offset++
      return byte
    }
  }
  return readVarint(reader, 5)
}

/** Reads an integer up to 2^53 - 1 of at most 8 bytes. */
export function readUint53(reader: Reader): number {
  return readVarint(reader, 8)
}

/** Reads an `int32` from its zigzag form. */
export function readInt(reader: Reader): number {
  const value = readUint(reader)
  return (value >>> 1) ^ -(value & 1)
}

export function readByte(reader: Reader): number {
  if (reader.offset >= reader.end) throw truncated(reader, 1)
  return reader.bytes[reader.offset++] as number
}

export function readString(reader: Reader): string {
  return readText(reader, readUint(reader))
}

/** Reads the `length` bytes of a string whose length stood somewhere else. */
export function readText(reader: Reader, length: number): string {
  const start = reader.offset
  const { bytes, limits } = reader
  if (length > limits.maxStringBytes) {
    throw readError(reader, 'wire/string-too-long', { max: limits.maxStringBytes, got: length })
  }
  if (length > reader.end - start) throw truncated(reader, length)

  reader.offset = start + length
  if (length <= maxLoopLength) {
    const text = asciiText(bytes, start, reader.offset)
    if (text !== undefined) return text
  }
  try {
    return decoder.decode(bytes.subarray(start, reader.offset))
  } catch {
    reader.offset = start
    throw readError(reader, 'wire/invalid-utf8', { length })
  }
}

/** Reads what is left as a view of the same buffer. */
export function readRest(reader: Reader): Uint8Array {
  const start = reader.offset
  reader.offset = reader.end
  return reader.bytes.subarray(start, reader.end)
}

/** Reads how many items follow; each takes at least `itemBytes`, so more cannot be true. */
export function readCount(reader: Reader, itemBytes: number): number {
  const offset = reader.offset
  const count = readUint(reader)
  const left = reader.end - reader.offset
  if (count * itemBytes <= left) return count

  reader.offset = offset
  throw readError(reader, 'wire/count-too-large', { count, left })
}

/** The `ProtocolError` of `code` at the reader's offset. */
export function readError<C extends ReadErrorCode>(
  reader: Reader,
  code: C,
  params: Omit<ErrorParams<C>, 'offset'>,
): Error {
  return protocolError(code, { ...params, offset: reader.offset } as ErrorParams<C>)
}

/** An error for a tag, read just before, that is none of `what`. */
export function unknownTag(reader: Reader, what: string, got: number): Error {
  return readError(reader, 'wire/unknown-tag', { what, got })
}

function truncated(reader: Reader, needed: number): Error {
  return readError(reader, 'wire/truncated', { needed, left: reader.end - reader.offset })
}

/** Both sizes in use, 5 bytes for 32 bits and 8 bytes for 53, leave 4 bits for their last byte. */
function readVarint(reader: Reader, maxBytes: 5 | 8): number {
  const { bytes, offset } = reader
  let value = 0
  let weight = 1

  for (let i = 0; i < maxBytes; i++) {
    if (offset + i >= reader.end) throw truncated(reader, i + 1)

    const byte = bytes[offset + i] as number
    if (i === maxBytes - 1 && byte > 0x0f) break
    // Multiplied, not shifted: bit operators would cut the number to 32 bits.
    value += (byte & 0x7f) * weight
    if (byte < 0x80) {
      reader.offset = offset + i + 1
      return value
    }
    weight *= 0x80
  }
  throw readError(reader, 'wire/varint-too-large', { maxBytes })
}

function asciiText(bytes: Uint8Array, start: number, end: number): string | undefined {
  let text = ''
  for (let i = start; i < end; i++) {
    const byte = bytes[i] as number
    if (byte > 0x7f) return undefined
    text += String.fromCharCode(byte)
  }
  return text
}
