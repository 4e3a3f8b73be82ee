/**
 * The bound: what one would write by hand with `http` and `ws`, for one page and nothing else. Page,
 * handshake and the heads of messages are the very bytes that Vango's server sends, so the load client
 * need not know whom it talks to.
 */
import { randomBytes } from 'node:crypto'
import { type IncomingMessage, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'

export interface RawSession<T> {
  readonly data: T
  seq: number
}

export interface RawServer<T> {
  readonly sockets: ReadonlyMap<WebSocket, RawSession<T>>
  listen(): Promise<number>
  /** Pages to serve from now on are `html` with a session and a token of their own. */
  setPage(html: string): void
}

export interface RawOptions<T> {
  readonly create: () => T
  readonly click: (ws: WebSocket, session: RawSession<T>, eventNo: number, hid: number) => void
}

const maxWaiting = 10_000
const welcome = Buffer.from([6, 1, 1, 0, 0xa8, 0xc3, 0x01])

export function createRawServer<T>({ create, click }: RawOptions<T>): RawServer<T> {
  const sessions = new Map<string, RawSession<T>>()
  const sockets = new Map<WebSocket, RawSession<T>>()
  /** The page, cut at its session and its token. */
  let page: readonly string[] = []

  const http = createServer((_request, response) => {
    const id = randomBytes(16).toString('base64url')
    const token = randomBytes(16).toString('base64url')
    sessions.set(id, { data: create(), seq: 0 })
    if (sessions.size > maxWaiting) sessions.delete(sessions.keys().next().value!)
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.setHeader('cache-control', 'no-store')
    response.end(page[0]! + id + page[1]! + token + page[2]!)
  })
  const wss = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
  })

  http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const id = request.url!.slice('/vango/live/'.length)
    const session = sessions.get(id)
    if (session === undefined) return void socket.destroy()
    sessions.delete(id)
    wss.handleUpgrade(request, socket, head, (ws) => open(ws, session))
  })

  function open(ws: WebSocket, session: RawSession<T>): void {
    sockets.set(ws, session)
    ws.on('message', (data: Buffer) => {
      if (data[1] === 1) ws.send(welcome)
      else if (data[1] === 2) receiveEvent(ws, session, data)
    })
    ws.on('close', () => sockets.delete(ws))
    ws.on('error', () => {})
  }

  /** [length][type][eventNo][ackSeq][hid][position] */
  function receiveEvent(ws: WebSocket, session: RawSession<T>, data: Buffer): void {
    const eventNo = readUint(data, 2)
    const hidAt = skipUint(data, skipUint(data, 2))
    click(ws, session, eventNo, readUint(data, hidAt))
  }

  return {
    sockets,
    listen: () =>
      new Promise((resolve) => {
        http.listen(0, '127.0.0.1', () => resolve((http.address() as AddressInfo).port))
      }),
    setPage(html) {
      page = html.split(/(?<=data-session=")[^"]+|(?<=data-token=")[^"]+/)
    },
  }
}

/** Writes [length][type][seq][ackEvent], then what `writeBody` does, and sends it. */
export function sendFrame<T>(
  ws: WebSocket,
  session: RawSession<T>,
  ackEvent: number,
  { size, writeBody }: { size: number; writeBody: (bytes: Buffer, start: number) => number },
): void {
  const bytes = Buffer.allocUnsafe(16 + size)
  // Room for a length of two bytes; most need one.
  bytes[2] = 2
  let end = writeUint(bytes, 3, ++session.seq)
  end = writeUint(bytes, end, ackEvent)
  end = writeBody(bytes, end)

  const length = end - 2
  const start = length < 0x80 ? 1 : 0
  writeUint(bytes, start, length)
  ws.send(bytes.subarray(start, end))
}

/** Writes a varint; returns where the next byte goes. */
export function writeUint(bytes: Buffer, start: number, value: number): number {
  let end = start
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 0x80) {
      bytes[end++] = rest
      return end
    }
    bytes[end++] = (rest & 0x7f) | 0x80
  }
}

/** Writes ASCII with its length in front. */
export function writeText(bytes: Buffer, start: number, text: string): number {
  bytes[start] = text.length
  return start + 1 + bytes.write(text, start + 1, 'latin1')
}

function readUint(bytes: Buffer, start: number): number {
  let value = 0
  for (let shift = 0, at = start; ; shift += 7) {
    const byte = bytes[at++]!
    value |= (byte & 0x7f) << shift
    if (byte < 0x80) return value
  }
}

function skipUint(bytes: Buffer, start: number): number {
  let at = start
  while (bytes[at++]! > 0x7f);
  return at
}
