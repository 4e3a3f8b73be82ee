/**
 * How much a decoder takes before it refuses. Each limit is checked before the bytes it guards are
 * sliced, copied or decoded, so a refusal costs nothing.
 */

export interface Limits {
  /** One WebSocket message, all its frames together. Transports should refuse larger ones unread. */
  readonly maxMessageBytes: number
  /** One frame: its type and body, without the length in front. */
  readonly maxFrameBytes: number
  /** One string, in UTF-8. */
  readonly maxStringBytes: number
  /** Fields of a submitted form, and selected options of a select. */
  readonly maxFormFields: number
  /** How deep the nodes of an insert may stand in each other. */
  readonly maxDepth: number
}

/** What a server takes from a browser, that is, from anybody. */
export const clientMessageLimits: Limits = {
  maxMessageBytes: 131_072,
  maxFrameBytes: 65_536,
  maxStringBytes: 65_536,
  maxFormFields: 1_000,
  maxDepth: 64,
}

/** What a client takes from its server: frames may hold a whole page. */
export const serverMessageLimits: Limits = {
  maxMessageBytes: 67_108_864,
  maxFrameBytes: 16_777_216,
  maxStringBytes: 16_777_216,
  maxFormFields: 0,
  maxDepth: 512,
}
