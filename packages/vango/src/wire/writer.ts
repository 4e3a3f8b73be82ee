/**
 * Numbers and strings into bytes: the ground floor of every encoder here.
 *
 * A `Writer` is a buffer and how much of it is used; free functions append to it and grow it when
 * they must. A process needs one: write, `takeBytes`, `resetWriter`. Nothing here may allocate except
 * when the buffer grows. `reader.ts` mirrors it name by name.
 */
import { vangoError } from '../base/errors.ts'

/** Bytes written so far: `bytes` from 0 to `length`. Both change; keep neither over a write. */
export interface Writer {
  bytes: Uint8Array<ArrayBuffer>
  length: number
}

/** A buffer grown beyond this is given back at the next reset. */
const maxKeptBytes = 1_048_576
/** Up to this length a loop over ASCII is faster than the call into `TextEncoder`. */
const maxLoopLength = 40

const encoder = new TextEncoder()

export function createWriter(capacity = 4_096): Writer {
  return { bytes: new Uint8Array(capacity), length: 0 }
}

/** Forgets what was written and keeps the buffer for the next use. */
export function resetWriter(writer: Writer): void {
  writer.length = 0
  if (writer.bytes.length > maxKeptBytes) writer.bytes = new Uint8Array(maxKeptBytes)
}

/**
 * Copies out exactly what was written, which may then be kept or sent. `headroom` zero bytes stand
 * in front, where a transport can put the header of its WebSocket frame without a second copy.
 */
export function takeBytes(writer: Writer, headroom = 0): Uint8Array<ArrayBuffer> {
  if (headroom === 0) return writer.bytes.slice(0, writer.length)

  const taken = new Uint8Array(headroom + writer.length)
  taken.set(writer.bytes.subarray(0, writer.length), headroom)
  return taken
}

export function writeByte(writer: Writer, value: number): void {
  reserve(writer, 1)
  writer.bytes[writer.length++] = value
}

/** Writes a `uint32` in 1 to 5 bytes. */
export function writeUint(writer: Writer, value: number): void {
  if (value >>> 0 !== value) throw outOfRange('an integer from 0 to 4294967295', value)

  reserve(writer, 5)
  const bytes = writer.bytes
  let rest = value
  let end = writer.length
  while (rest > 0x7f) {
    bytes[end++] = (rest & 0x7f) | 0x80
    rest >>>= 7
  }
  bytes[end++] = rest
  writer.length = end
}

/** Writes an integer from 0 to 2^53 - 1 in 1 to 8 bytes. */
export function writeUint53(writer: Writer, value: number): void {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw outOfRange('an integer from 0 to 9007199254740991', value)
  }

  let rest = value
  while (rest > 0x7f) {
    // Bit operators would cut the number to 32 bits.
    writeByte(writer, (rest % 0x80) | 0x80)
    rest = Math.floor(rest / 0x80)
  }
  writeByte(writer, rest)
}

/** Writes an `int32` as zigzag: 0, -1, 1, -2 … become 0, 1, 2, 3 …, so small ones stay small. */
export function writeInt(writer: Writer, value: number): void {
  if ((value | 0) !== value) throw outOfRange('an integer from -2147483648 to 2147483647', value)

  writeUint(writer, ((value << 1) ^ (value >> 31)) >>> 0)
}

/** Writes a string: its length in bytes, then its UTF-8. Lone surrogates become U+FFFD. */
export function writeString(writer: Writer, text: string): void {
  writeTaggedString(writer, text, 0)
}

/**
 * Writes a string whose length is raised by `tag`, which leaves the numbers below `tag` free for
 * other things in the same place.
 */
export function writeTaggedString(writer: Writer, text: string, tag: number): void {
  // Worst case: five bytes of length, three bytes per UTF-16 unit.
  reserve(writer, 5 + 3 * text.length)
  if (text.length <= maxLoopLength && writeAscii(writer, text, tag)) return

  // The length is not known before the text is written. It takes the fewest bytes if all is ASCII;
  // write the text behind that many, and move it in the rare case that they are too few.
  const start = writer.length
  const guess = uintSize(text.length + tag)
  const bytes = writer.bytes
  const { written } = encoder.encodeInto(text, bytes.subarray(start + guess))
  const size = uintSize(written + tag)
  if (size !== guess) bytes.copyWithin(start + size, start + guess, start + guess + written)

  writeUint(writer, written + tag)
  writer.length += written
}

/** Writes bytes as they are, without a length. */
export function writeBytes(writer: Writer, bytes: Uint8Array): void {
  reserve(writer, bytes.length)
  writer.bytes.set(bytes, writer.length)
  writer.length += bytes.length
}

/** How many bytes `writeUint` takes for `value`. */
export function uintSize(value: number): number {
  if (value < 0x80) return 1
  if (value < 0x4000) return 2
  if (value < 0x20_0000) return 3
  return value < 0x1000_0000 ? 4 : 5
}

/** Makes room for `count` more bytes. */
export function reserve(writer: Writer, count: number): void {
  const needed = writer.length + count
  if (needed <= writer.bytes.length) return

  const grown = new Uint8Array(Math.max(needed, writer.bytes.length * 2))
  grown.set(writer.bytes.subarray(0, writer.length))
  writer.bytes = grown
}

/** Fast path: short ASCII. Leaves the writer as it was and returns false at the first other character. */
function writeAscii(writer: Writer, text: string, tag: number): boolean {
  const bytes = writer.bytes
  const length = text.length
  let end = writer.length
  // One byte of length is enough: `maxLoopLength` plus any tag in use is below 128.
  bytes[end++] = length + tag
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i)
    if (unit > 0x7f) return false
    bytes[end++] = unit
  }
  writer.length = end
  return true
}

function outOfRange(expected: string, got: number): Error {
  return vangoError('wire/number-out-of-range', { expected, got })
}
