/**
 * What the server says, as bytes and back. A live session writes PATCH frames without a message
 * object: `writePatchStart`, then patches straight into the writer, then `writeFrameEnd`.
 */
import type { Limits } from './limits.ts'
import type { ServerMessage } from './message.ts'
import type { Reader } from './reader.ts'
import type { Writer } from './writer.ts'
import {
  checkMessageSize,
  readFrameEnd,
  readFrameStart,
  writeFrameEnd,
  writeFrameStart,
} from './frame.ts'
import { serverMessageLimits } from './limits.ts'
import {
  SERVER_ACK,
  SERVER_FULL_RESYNC,
  SERVER_HANDLED,
  SERVER_PATCH,
  SERVER_PING,
  SERVER_PONG,
  SERVER_WELCOME,
} from './message.ts'
import { createReader, readRest, readString, readUint, readUint53, unknownTag } from './reader.ts'
import {
  createWriter,
  takeBytes,
  writeBytes,
  writeString,
  writeUint,
  writeUint53,
} from './writer.ts'

/** The bytes of one WebSocket message. */
export function encodeServerMessages(messages: readonly ServerMessage[]): Uint8Array<ArrayBuffer> {
  const writer = createWriter()
  for (const message of messages) writeServerMessage(writer, message)
  return takeBytes(writer)
}

/** The messages in one WebSocket message, each decoded when it is asked for. */
export function* decodeServerMessages(
  bytes: Uint8Array,
  limits: Limits = serverMessageLimits,
): Generator<ServerMessage, void> {
  const reader = createReader(bytes, limits)
  checkMessageSize(reader)
  while (reader.offset < reader.end) yield readServerMessage(reader)
}

/** Writes one whole frame. */
export function writeServerMessage(writer: Writer, message: ServerMessage): void {
  const start = writeFrameStart(writer, serverTypes[message.kind])
  switch (message.kind) {
    case 'welcome':
      writeUint(writer, message.version)
      writeUint(writer, message.lastEvent)
      writeUint(writer, message.heartbeatMs)
      break
    case 'patch':
      writeUint(writer, message.seq)
      writeUint(writer, message.ackEvent)
      writeBytes(writer, message.ops)
      break
    case 'ack':
      writeUint(writer, message.ackEvent)
      break
    case 'full-resync':
      writeUint(writer, message.seq)
      writeUint(writer, message.ackEvent)
      writeUint(writer, message.hid)
      writeString(writer, message.html)
      break
    case 'handled':
      writeUint(writer, message.lastEvent)
      break
    default:
      writeUint53(writer, message.nonce)
  }
  writeFrameEnd(writer, start)
}

/** Reads one whole frame. The patches of a PATCH are not looked into: see `readPatches`. */
export function readServerMessage(reader: Reader): ServerMessage {
  const outerEnd = readFrameStart(reader)
  const message = readBody(reader)
  readFrameEnd(reader, outerEnd)
  return message
}

/** Starts a PATCH frame; patches and `writeFrameEnd(writer, start)` follow. Returns `start`. */
export function writePatchStart(writer: Writer, seq: number, ackEvent: number): number {
  const start = writeFrameStart(writer, SERVER_PATCH)
  writeUint(writer, seq)
  writeUint(writer, ackEvent)
  return start
}

const serverTypes: Record<ServerMessage['kind'], number> = {
  welcome: SERVER_WELCOME,
  patch: SERVER_PATCH,
  ack: SERVER_ACK,
  'full-resync': SERVER_FULL_RESYNC,
  ping: SERVER_PING,
  pong: SERVER_PONG,
  handled: SERVER_HANDLED,
}

function readBody(reader: Reader): ServerMessage {
  const offset = reader.offset
  const type = readUint(reader)
  switch (type) {
    case SERVER_PATCH:
      return {
        kind: 'patch',
        seq: readUint(reader),
        ackEvent: readUint(reader),
        ops: readRest(reader),
      }
    case SERVER_ACK:
      return { kind: 'ack', ackEvent: readUint(reader) }
    case SERVER_PING:
      return { kind: 'ping', nonce: readUint53(reader) }
    case SERVER_PONG:
      return { kind: 'pong', nonce: readUint53(reader) }
    case SERVER_WELCOME:
      return {
        kind: 'welcome',
        version: readUint(reader),
        lastEvent: readUint(reader),
        heartbeatMs: readUint(reader),
      }
    case SERVER_FULL_RESYNC:
      return {
        kind: 'full-resync',
        seq: readUint(reader),
        ackEvent: readUint(reader),
        hid: readUint(reader),
        html: readString(reader),
      }
    case SERVER_HANDLED:
      return { kind: 'handled', lastEvent: readUint(reader) }
    default:
      reader.offset = offset
      throw unknownTag(reader, 'server frame type', type)
  }
}
