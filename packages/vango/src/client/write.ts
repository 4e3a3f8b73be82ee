/**
 * The encoder: lists of bytes, which are joined when a message is sent. What a user does is little
 * and rare, so this is written for size.
 */
const encoder = new TextEncoder()

/** Numbers as varints, strings with their length in front. */
export function write(...values: (number | string)[]): number[] {
  return values.flatMap((value) => {
    if (typeof value === 'number') return writeUint(value)
    const encoded = encoder.encode(value)
    return [...writeUint(encoded.length), ...encoded]
  })
}

/** A whole frame around its type and body. */
export function writeFrame(body: number[]): number[] {
  return [...writeUint(body.length), ...body]
}

/** 0, -1, 1, -2 become 0, 1, 2, 3. Fractions are cut off. */
export function toZigzag(value: number): number {
  return ((value << 1) ^ (value >> 31)) >>> 0
}

function writeUint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...writeUint((value - (value % 128)) / 128)]
}
