/**
 * What the browser says, as bytes and back. The server reads these from anybody, so the reading side
 * has the strict `clientMessageLimits`; the browser's client has a writer of its own, made for size,
 * and the golden vectors hold the two together.
 */
import type { Limits } from './limits.ts'
import type { ClientMessage } from './message.ts'
import type { Reader } from './reader.ts'
import type { Writer } from './writer.ts'
import {
  checkMessageSize,
  readFrameEnd,
  readFrameStart,
  writeFrameEnd,
  writeFrameStart,
} from './frame.ts'
import { clientMessageLimits } from './limits.ts'
import {
  CLIENT_ACK,
  CLIENT_EVENT,
  CLIENT_HELLO,
  CLIENT_PING,
  CLIENT_PONG,
  CLIENT_REFETCH,
  HELLO_RESUMABLE,
} from './message.ts'
import { readPayload, writePayload } from './payload.ts'
import { createReader, readString, readUint, readUint53, unknownTag } from './reader.ts'
import { createWriter, takeBytes, writeString, writeUint, writeUint53 } from './writer.ts'

type Hello = Extract<ClientMessage, { kind: 'hello' }>
type ClientEvent = Extract<ClientMessage, { kind: 'event' }>

/** The bytes of one WebSocket message. */
export function encodeClientMessages(messages: readonly ClientMessage[]): Uint8Array<ArrayBuffer> {
  const writer = createWriter(256)
  for (const message of messages) writeClientMessage(writer, message)
  return takeBytes(writer)
}

/**
 * The messages in one WebSocket message. Each is decoded when it is asked for, so a message full of
 * tiny frames never stands in memory as a whole.
 */
export function* decodeClientMessages(
  bytes: Uint8Array,
  limits: Limits = clientMessageLimits,
): Generator<ClientMessage, void> {
  const reader = createReader(bytes, limits)
  checkMessageSize(reader)
  while (reader.offset < reader.end) yield readClientMessage(reader)
}

/** Writes one whole frame. */
export function writeClientMessage(writer: Writer, message: ClientMessage): void {
  const start = writeFrameStart(writer, clientTypes[message.kind])
  switch (message.kind) {
    case 'hello':
      writeHello(writer, message)
      break
    case 'event':
      writeEvent(writer, message)
      break
    case 'ack':
      writeUint(writer, message.ackSeq)
      break
    case 'refetch':
      writeUint(writer, message.hid)
      break
    default:
      writeUint53(writer, message.nonce)
  }
  writeFrameEnd(writer, start)
}

/** Reads one whole frame. */
export function readClientMessage(reader: Reader): ClientMessage {
  const outerEnd = readFrameStart(reader)
  const message = readBody(reader)
  readFrameEnd(reader, outerEnd)
  return message
}

const clientTypes: Record<ClientMessage['kind'], number> = {
  hello: CLIENT_HELLO,
  event: CLIENT_EVENT,
  ack: CLIENT_ACK,
  refetch: CLIENT_REFETCH,
  ping: CLIENT_PING,
  pong: CLIENT_PONG,
}

function readBody(reader: Reader): ClientMessage {
  const offset = reader.offset
  const type = readUint(reader)
  switch (type) {
    case CLIENT_EVENT:
      return readEvent(reader)
    case CLIENT_ACK:
      return { kind: 'ack', ackSeq: readUint(reader) }
    case CLIENT_PING:
      return { kind: 'ping', nonce: readUint53(reader) }
    case CLIENT_PONG:
      return { kind: 'pong', nonce: readUint53(reader) }
    case CLIENT_HELLO:
      return readHello(reader)
    case CLIENT_REFETCH:
      return { kind: 'refetch', hid: readUint(reader) }
    default:
      reader.offset = offset
      throw unknownTag(reader, 'client frame type', type)
  }
}

function writeHello(writer: Writer, hello: Hello): void {
  writeUint(writer, hello.version)
  writeUint(writer, hello.resumable ? HELLO_RESUMABLE : 0)
  writeUint(writer, hello.lastSeq)
  writeString(writer, hello.token)
}

function readHello(reader: Reader): Hello {
  return {
    kind: 'hello',
    version: readUint(reader),
    resumable: (readUint(reader) & HELLO_RESUMABLE) !== 0,
    lastSeq: readUint(reader),
    token: readString(reader),
  }
}

function writeEvent(writer: Writer, event: ClientEvent): void {
  writeUint(writer, event.eventNo)
  writeUint(writer, event.ackSeq)
  writeUint(writer, event.hid)
  writeUint(writer, event.position)
  if (event.payload !== undefined) writePayload(writer, event.payload)
}

function readEvent(reader: Reader): ClientEvent {
  return {
    kind: 'event',
    eventNo: readUint(reader),
    ackSeq: readUint(reader),
    hid: readUint(reader),
    position: readUint(reader),
    payload: reader.offset < reader.end ? readPayload(reader) : undefined,
  }
}
