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

/** Where the cursor stands. */
export let offset = 0

// `ignoreBOM` means "do not drop it": a text may start with one.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
/** Up to this length a loop over ASCII is faster than the call into `TextDecoder`. */
const maxLoopLength = 48

export function startReading(message: Uint8Array): void {
  bytes = message
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
  let at = offset
  let text = ''
  offset += length
  if (length < maxLoopLength) {
    while (at < offset && bytes[at]! < 128) text += String.fromCharCode(bytes[at++]!)
  }
  // The loop stops at the first byte that is not ASCII, which starts a character.
  return at < offset ? text + decoder.decode(bytes.subarray(at, offset)) : text
}
