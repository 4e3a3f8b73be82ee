/**
 * What server and browser can say to each other: the numbers and the unions, no code. The browser's
 * client imports its constants from here, so nothing in this file may import anything at run time.
 *
 * One language, one file: a number of the protocol that is not an opcode (`vdom/patch.ts`) or a
 * close code (`close.ts`) stands here and nowhere else. Read `server-message.ts` next.
 */
import type { Hid } from '../vdom/vnode.ts'

/** Sent in HELLO and WELCOME. It rises when an older peer could misread a message. */
export const PROTOCOL_VERSION = 1

// Frame types, server to client.
/** The answer to HELLO. */
export const SERVER_WELCOME = 0x01
/** Changes of the page. */
export const SERVER_PATCH = 0x02
/** Events that are safe and that no PATCH has acknowledged. */
export const SERVER_ACK = 0x03
/** The whole page, or one element of it, as HTML. The last frame of its message. */
export const SERVER_FULL_RESYNC = 0x04
export const SERVER_PING = 0x05
export const SERVER_PONG = 0x06
/** Events whose changes the next PATCH has, but which are not safe yet: the client keeps them. */
export const SERVER_HANDLED = 0x07

// Frame types, client to server.
/** The first frame on every socket. */
export const CLIENT_HELLO = 0x01
/** Something the user did. */
export const CLIENT_EVENT = 0x02
/** Patches applied that no EVENT has acknowledged. */
export const CLIENT_ACK = 0x03
/** Asks for the surroundings of a node that the client does not know, or with 0 for the page. */
export const CLIENT_REFETCH = 0x04
export const CLIENT_PING = 0x05
export const CLIENT_PONG = 0x06

// HELLO flags. A server ignores bits it does not know.
/** The client has a page and wants the patches after `lastSeq`. */
export const HELLO_RESUMABLE: number = 1 << 0

// EventPayload kinds.
export const PAYLOAD_VALUE = 1
export const PAYLOAD_CHECKED = 2
export const PAYLOAD_VALUES = 3
export const PAYLOAD_KEY = 4
export const PAYLOAD_POINTER = 5
export const PAYLOAD_FORM = 6
export const PAYLOAD_SCROLL = 7

// Modifier bits of the key and pointer payloads.
export const MODIFIER_ALT: number = 1 << 0
export const MODIFIER_CTRL: number = 1 << 1
export const MODIFIER_META: number = 1 << 2
export const MODIFIER_SHIFT: number = 1 << 3
/** The key is held down and repeats. */
export const MODIFIER_REPEAT: number = 1 << 4

// Heads of a patch value. From `VALUE_TEXT` on, head - VALUE_TEXT is the text's length in bytes.
export const VALUE_NOTHING = 0
export const VALUE_TRUE = 1
export const VALUE_NODES = 2
export const VALUE_TEXT = 3

/** What an event says beyond having happened. */
export type EventPayload =
  | { readonly kind: 'value'; readonly value: string }
  | { readonly kind: 'checked'; readonly checked: boolean; readonly value: string }
  | { readonly kind: 'values'; readonly values: readonly string[] }
  | {
      readonly kind: 'key'
      readonly modifiers: number
      readonly key: string
      /** Of the event's target; empty if it has none. */
      readonly value: string
    }
  | {
      readonly kind: 'pointer'
      readonly modifiers: number
      readonly button: number
      readonly x: number
      readonly y: number
    }
  /** Pairs, never an object: a field may be called `__proto__`, or come twice. */
  | { readonly kind: 'form'; readonly fields: readonly FormField[] }
  | {
      readonly kind: 'scroll'
      readonly left: number
      readonly top: number
      readonly clientHeight: number
      readonly scrollHeight: number
    }

export type FormField = readonly [name: string, value: string]

export type PingMessage = {
  readonly kind: 'ping' | 'pong'
  /** Any number up to 2^53 - 1; the pong carries the number of its ping. */
  readonly nonce: number
}

export type ClientMessage =
  | {
      readonly kind: 'hello'
      readonly version: number
      readonly resumable: boolean
      /** The last PATCH the client has applied, 0 for none. */
      readonly lastSeq: number
      readonly token: string
    }
  | {
      readonly kind: 'event'
      /** Starts at 1 and rises by 1, over all sockets of the session. */
      readonly eventNo: number
      readonly ackSeq: number
      readonly hid: Hid
      /** Which entry of the element's `data-on`, from 0. */
      readonly position: number
      readonly payload: EventPayload | undefined
    }
  | { readonly kind: 'ack'; readonly ackSeq: number }
  | { readonly kind: 'refetch'; readonly hid: Hid }
  | PingMessage

export type ServerMessage =
  | {
      readonly kind: 'welcome'
      readonly version: number
      /** The last event handled, 0 for none. */
      readonly lastEvent: number
      readonly heartbeatMs: number
    }
  | {
      readonly kind: 'patch'
      /** Starts at 1 and rises by 1, over all sockets of the session. */
      readonly seq: number
      readonly ackEvent: number
      /** Encoded patches, see `encodePatches`. Read from a message it is a view, not a copy. */
      readonly ops: Uint8Array
    }
  | { readonly kind: 'ack'; readonly ackEvent: number }
  | {
      readonly kind: 'full-resync'
      readonly seq: number
      readonly ackEvent: number
      /** The element that the HTML is for, 0 for the whole page. */
      readonly hid: Hid
      readonly html: string
    }
  | { readonly kind: 'handled'; readonly lastEvent: number }
  | PingMessage
