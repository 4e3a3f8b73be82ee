/** Texts of `wire/`. All but the last are `ProtocolError`s: the bytes came from the other side. */

const at = (p: { offset: number }): string => `at byte ${p.offset}`

export const wireMessages = {
  'wire/truncated': (p: { offset: number; needed: number; left: number }): string =>
    `The bytes end too early ${at(p)}. Expected at least ${p.needed} more, got: ${p.left}. ` +
    `Send whole frames only, and check the length in front.`,
  'wire/varint-too-large': (p: { offset: number; maxBytes: number }): string =>
    `A number is too large ${at(p)}. Expected an unsigned LEB128 of at most ` +
    `${p.maxBytes === 5 ? '32 bits in 5 bytes' : '53 bits in 8 bytes'}, got more. ` +
    `Check that both sides read the same field here.`,
  'wire/invalid-utf8': (p: { offset: number; length: number }): string =>
    `A string is not UTF-8 ${at(p)}. Expected ${p.length} bytes of valid UTF-8. ` +
    `Encode strings with TextEncoder, and give their length in bytes, not characters.`,
  'wire/count-too-large': (p: { offset: number; count: number; left: number }): string =>
    `A list claims more items than can follow ${at(p)}. Expected at most what fits into ` +
    `${p.left} bytes, got: ${p.count} items. Check the count in front of the list.`,
  'wire/unknown-tag': (p: { offset: number; what: string; got: number }): string =>
    `Unknown ${p.what} ${at(p)}. Expected one that docs/protocol.md lists, got: ${p.got}. ` +
    `Check that both sides speak the same version of the protocol.`,
  'wire/invalid-value': (p: {
    offset: number
    what: string
    expected: string
    got: number
  }): string =>
    `${p.what} is invalid ${at(p)}. Expected ${p.expected}, got: ${p.got}. ` +
    `See the field in docs/protocol.md.`,
  'wire/trailing-bytes': (p: { offset: number; left: number }): string =>
    `A frame goes on after its last field ${at(p)}. Expected its end, got: ${p.left} more bytes. ` +
    `Check the frame's length, and that both sides speak the same version of the protocol.`,
  'wire/message-too-large': (p: { offset: number; max: number; got: number }): string =>
    `A WebSocket message is too large ${at(p)}. Expected at most ${p.max} bytes, got: ${p.got}. ` +
    `Send its frames in several messages, or raise maxMessageBytes.`,
  'wire/frame-too-large': (p: { offset: number; max: number; got: number }): string =>
    `A frame is too large ${at(p)}. Expected at most ${p.max} bytes, got: ${p.got}. ` +
    `Send less at once, or raise maxFrameBytes.`,
  'wire/string-too-long': (p: { offset: number; max: number; got: number }): string =>
    `A string is too long ${at(p)}. Expected at most ${p.max} bytes, got: ${p.got}. ` +
    `Send less, or raise maxStringBytes.`,
  'wire/too-many-fields': (p: { offset: number; max: number; got: number }): string =>
    `A form has too many fields ${at(p)}. Expected at most ${p.max}, got: ${p.got}. ` +
    `Split the form, or raise maxFormFields.`,
  'wire/too-deep': (p: { offset: number; max: number }): string =>
    `Nodes stand too deep in each other ${at(p)}. Expected at most ${p.max} levels, got more. ` +
    `Insert the tree in several patches, or raise maxDepth.`,
  'wire/number-out-of-range': (p: { expected: string; got: number }): string =>
    `A number does not fit the protocol. Expected ${p.expected}, got: ${p.got}. ` +
    `Round or clamp it before it is written.`,
}
