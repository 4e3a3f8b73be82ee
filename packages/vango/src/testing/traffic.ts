/** What went over a page's sockets, read with the protocol's own codec. */
import type { Patch } from '../vdom/patch.ts'
import type { ClientMessage, ServerMessage } from '../wire/message.ts'
import { decodeClientMessages } from '../wire/client-message.ts'
import { decodePatches } from '../wire/patch-codec.ts'
import { decodeServerMessages } from '../wire/server-message.ts'

export interface Traffic {
  /** What the page has sent, oldest first. */
  readonly sent: readonly ClientMessage[]
  /** What has arrived at the page, oldest first. */
  readonly received: readonly ServerMessage[]
  /** Bytes of both directions, without the headers that WebSocket puts around messages. */
  readonly bytesUp: number
  readonly bytesDown: number
  /** All patches that have arrived, in order. */
  readonly patches: readonly Patch[]
  /** Forgets everything so far. */
  reset(): void
}

export interface TrafficRecorder extends Traffic {
  /** Notes a message on its way up; returns its parts. */
  up(message: Uint8Array): ClientMessage[]
  /** Notes a message that has arrived at the page; returns its parts. */
  down(message: Uint8Array): ServerMessage[]
  /** A counter that any message moves. */
  readonly activity: number
  /** The number of the last event that the page has sent, and of the last the server has handled. */
  readonly lastEvent: number
  readonly ackedEvent: number
  /** A document begins, with numbers from 1. */
  startPage(): void
}

export function createTraffic(): TrafficRecorder {
  let sent: ClientMessage[] = []
  let received: ServerMessage[] = []
  let patches: Patch[] = []
  let bytesUp = 0
  let bytesDown = 0
  let activity = 0
  let lastEvent = 0
  let ackedEvent = 0

  return {
    get sent() {
      return sent
    },
    get received() {
      return received
    },
    get patches() {
      return patches
    },
    get bytesUp() {
      return bytesUp
    },
    get bytesDown() {
      return bytesDown
    },
    get activity() {
      return activity
    },
    get lastEvent() {
      return lastEvent
    },
    get ackedEvent() {
      return ackedEvent
    },

    up(message) {
      const parts = [...decodeClientMessages(message)]
      activity++
      bytesUp += message.length
      sent.push(...parts)
      for (const part of parts) {
        if (part.kind === 'event') lastEvent = Math.max(lastEvent, part.eventNo)
      }
      return parts
    },
    down(message) {
      const parts = [...decodeServerMessages(message)]
      activity++
      bytesDown += message.length
      received.push(...parts)
      for (const part of parts) {
        if (part.kind === 'patch') patches.push(...decodePatches(part.ops))
        ackedEvent = Math.max(ackedEvent, ackOf(part))
      }
      return parts
    },
    startPage() {
      lastEvent = 0
      ackedEvent = 0
    },
    reset() {
      sent = []
      received = []
      patches = []
      bytesUp = 0
      bytesDown = 0
    },
  }
}

function ackOf(message: ServerMessage): number {
  if (message.kind === 'welcome') return message.lastEvent
  return 'ackEvent' in message ? message.ackEvent : 0
}
