/**
 * One live socket: `ws` reads it and does the control frames; what the session sends goes past `ws`
 * straight to the network socket, header and payload in one write, without a copy.
 *
 * There are as many of these as open pages, nearly all idle: no timer, no closure and no listener
 * of its own each. The listeners are the functions below, which find their record on `this`.
 */
import type { Socket } from 'node:net'
import type { WebSocket } from 'ws'

import type { Connection, Transport } from '../live/transport.ts'
import { CLOSE_PROTOCOL_ERROR } from '../wire/close.ts'

const record: unique symbol = Symbol('vango.live')

interface Recorded {
  [record]: LiveSocket
}

const isOpen = 1
const finalBinary = 0x82
const nothing = Buffer.alloc(0)
/** A close frame holds 125 bytes, two of them the code. */
const maxReasonBytes = 123

/** A class for its memory: methods on the prototype, one object per page. */
export class LiveSocket implements Transport {
  readonly ws: WebSocket
  readonly socket: Socket
  /** The set that this socket is in while it is open. */
  readonly peers: Set<LiveSocket>
  connection: Connection | undefined
  isAwaitingFlush: boolean

  constructor(ws: WebSocket, socket: Socket, peers: Set<LiveSocket>) {
    this.ws = ws
    this.socket = socket
    this.peers = peers
    this.connection = undefined
    this.isAwaitingFlush = false
  }

  send(buffer: Uint8Array, start: number): void {
    // After a close frame nothing may follow. The session keeps the frame for replay.
    if (this.ws.readyState !== isOpen) return

    const begin = writeHeader(buffer, start)
    const message = Buffer.from(buffer.buffer, buffer.byteOffset + begin, buffer.length - begin)
    const isBelowMark = this.socket.write(message)

    // 'drain' is promised only when `write` said no, and from Node 22 on its mark lies above ours.
    // An empty write behind the rest tells us of the end of anything smaller that has got stuck.
    if (isBelowMark && !this.isAwaitingFlush && this.socket.writableLength > 0) {
      this.isAwaitingFlush = true
      this.socket.write(nothing, () => {
        this.isAwaitingFlush = false
        this.connection?.drained()
      })
    }
  }

  close(code: number, reason: string): void {
    const bytes = Buffer.from(reason)
    this.ws.close(code, bytes.length > maxReasonBytes ? '' : bytes)
  }

  get buffered(): number {
    return this.socket.writableLength
  }
}

/** Gives an upgraded socket to its session. */
export function openSocket(
  ws: WebSocket,
  socket: Socket,
  peers: Set<LiveSocket>,
  connect: (transport: Transport) => Connection,
): void {
  const live = new LiveSocket(ws, socket, peers)
  peers.add(live)
  ;(ws as unknown as Recorded)[record] = live
  ;(socket as unknown as Recorded)[record] = live

  ws.on('message', onMessage)
  ws.on('close', onClose)
  ws.on('error', onError)
  socket.on('drain', onDrain)

  live.connection = connect(live)
}

/** Writes the header of an unmasked binary message right before `start`; returns where it begins. */
export function writeHeader(buffer: Uint8Array, start: number): number {
  const length = buffer.length - start

  if (length < 126) {
    buffer[start - 2] = finalBinary
    buffer[start - 1] = length
    return start - 2
  }
  if (length < 65_536) {
    buffer[start - 4] = finalBinary
    buffer[start - 3] = 126
    buffer[start - 2] = length >>> 8
    buffer[start - 1] = length
    return start - 4
  }

  const begin = start - 10
  const view = new DataView(buffer.buffer, buffer.byteOffset + begin, 10)
  view.setUint8(0, finalBinary)
  view.setUint8(1, 127)
  view.setUint32(2, Math.floor(length / 2 ** 32))
  view.setUint32(6, length >>> 0)
  return begin
}

function onMessage(this: WebSocket, data: unknown, isBinary: boolean): void {
  const live = (this as unknown as Recorded)[record]
  // What arrives after we have said goodbye is of no use to anybody.
  if (this.readyState !== isOpen) return
  if (!isBinary) return live.close(CLOSE_PROTOCOL_ERROR, 'binary messages only')

  live.connection?.receive(data as Buffer)
}

function onClose(this: WebSocket): void {
  const live = (this as unknown as Recorded)[record]
  live.peers.delete(live)
  live.connection?.closed()
  live.connection = undefined
}

/** `ws` closes the socket by itself, with 1009 for a message above the limit; 'close' follows. */
function onError(): void {}

function onDrain(this: Socket): void {
  ;(this as unknown as Recorded)[record].connection?.drained()
}
