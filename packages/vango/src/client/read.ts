/**
 * The hot decoder: a cursor over one WebSocket message.
 *
 * Unlike `wire/reader.ts` it builds no message objects and holds no length against a limit: it trusts
 * its server. But a count must not run on behind the end, so a number that is not there throws, and
 * `connection.ts` checks that each frame was used up exactly.
 *
 * One cursor for all, because a message is read to its end synchronously. Read `apply.ts` next.
 */
let bytes: Uint8Array
/** All of the message with one character a byte: its ASCII strings are cut out of this. */
let characters: string

/** Where the cursor stands. */
export let offset = 0

// `ignoreBOM` means "do not drop it": a text may start with one.
const decoder = new TextDecoder(undefined, { ignoreBOM: true })
const characterDecoder = new TextDecoder('latin1')

export function startReading(message: Uint8Array): void {
  bytes = message
  characters = characterDecoder.decode(message)
  offset = 0
}

export function skipTo(end: number): void {
  offset = end
}

export function readUint(): number {
  let byte = bytes[offset++]!
  // Fast path: one byte. Behind the end, `undefined` fails the comparison too.
  if (byte < 128) return byte

  let value = 0
  let scale = 1
  for (; byte > 127; byte = bytes[offset++]!) {
    value += (byte - 128) * scale
    scale *= 128
  }
  if (byte === undefined) throw Error()
  return value + byte * scale
}

export function readString(length: number = readUint()): string {
  const start = offset
  let end = start
  offset += length
  while (end < offset && bytes[end]! < 128) end++
  // Fast path: only ASCII. A call into `TextDecoder` for each string would take twice as long.
  if (end === offset) return characters.substring(start, end)
  return decoder.decode(bytes.subarray(start, offset))
}
