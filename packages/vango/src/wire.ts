/**
 * `vango/wire`: the live protocol's codec, for tools and tests that look at what server and browser
 * say to each other. The specification is `docs/protocol.md`.
 *
 *     for (const message of decodeServerMessages(bytes)) {
 *       if (message.kind === 'patch') console.log(decodePatches(message.ops))
 *     }
 */
export { ProtocolError } from './base/errors.ts'
export type { Patch, PatchNode, PatchValue, Slot } from './vdom/patch.ts'
export {
  CLOSE_FRAME_TOO_LARGE,
  CLOSE_GOING_AWAY,
  CLOSE_HELLO_TIMEOUT,
  CLOSE_INTERNAL_ERROR,
  CLOSE_MESSAGE_TOO_BIG,
  CLOSE_NO_SESSION,
  CLOSE_PROTOCOL_ERROR,
  CLOSE_REPLACED,
  CLOSE_TOO_MANY_EVENTS,
  CLOSE_UNAUTHORIZED,
} from './wire/close.ts'
export { decodeClientMessages, encodeClientMessages } from './wire/client-message.ts'
export { type Limits, clientMessageLimits, serverMessageLimits } from './wire/limits.ts'
export {
  type ClientMessage,
  type EventPayload,
  type FormField,
  MODIFIER_ALT,
  MODIFIER_CTRL,
  MODIFIER_META,
  MODIFIER_REPEAT,
  MODIFIER_SHIFT,
  type PingMessage,
  PROTOCOL_VERSION,
  type ServerMessage,
} from './wire/message.ts'
export { decodePatches, encodePatches } from './wire/patch-codec.ts'
export { decodeServerMessages, encodeServerMessages } from './wire/server-message.ts'
