/**
 * Frames: `[length][type][body]`, the length counting type and body. One WebSocket message is one or
 * more whole frames, so messages can be put together by putting their bytes in a row.
 */
import type { Reader } from './reader.ts'
import type { Writer } from './writer.ts'
import { readError, readUint } from './reader.ts'
import { reserve, uintSize, writeByte, writeUint } from './writer.ts'

/** Starts a frame, whose body the caller writes next. Returns what `writeFrameEnd` needs. */
export function writeFrameStart(writer: Writer, type: number): number {
  const start = writer.length
  // Room for the length: one byte, as nearly all frames are short. See `writeFrameEnd`.
  writeByte(writer, 0)
  writeByte(writer, type)
  return start
}

/** Ends the frame: its length is known now, and written in as few bytes as it takes. */
export function writeFrameEnd(writer: Writer, start: number): void {
  const length = writer.length - start - 1
  if (length < 0x80) {
    writer.bytes[start] = length
    return
  }

  const extra = uintSize(length) - 1
  reserve(writer, extra)
  writer.bytes.copyWithin(start + 1 + extra, start + 1, writer.length)
  writer.length = start
  writeUint(writer, length)
  writer.length += length
}

/** Narrows the reader to the next frame and returns what `readFrameEnd` needs. The type is next. */
export function readFrameStart(reader: Reader): number {
  const offset = reader.offset
  const length = readUint(reader)
  const max = reader.limits.maxFrameBytes
  const left = reader.end - reader.offset

  if (length > max) {
    reader.offset = offset
    throw readError(reader, 'wire/frame-too-large', { max, got: length })
  }
  if (length > left) throw readError(reader, 'wire/truncated', { needed: length, left })

  const outerEnd = reader.end
  reader.end = reader.offset + length
  return outerEnd
}

/** Refuses what is left of the frame and widens the reader again. */
export function readFrameEnd(reader: Reader, outerEnd: number): void {
  const left = reader.end - reader.offset
  if (left > 0) throw readError(reader, 'wire/trailing-bytes', { left })

  reader.end = outerEnd
}

/** Refuses a WebSocket message that is too large as a whole. */
export function checkMessageSize(reader: Reader): void {
  const got = reader.end - reader.offset
  const max = reader.limits.maxMessageBytes
  if (got > max) throw readError(reader, 'wire/message-too-large', { max, got })
}
