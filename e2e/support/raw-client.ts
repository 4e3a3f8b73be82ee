/** A client without a browser, and without manners: it sends whatever bytes a spec wants. */
import { WebSocket } from 'ws'
import { encodeClientMessages, decodeServerMessages } from 'vango/wire'
import type { ClientMessage, ServerMessage } from 'vango/wire'

export interface RawClient {
  /** Sends bytes as one binary message, or a string as one text message. */
  send(message: Uint8Array | string): void
  /** Sends messages of the protocol, all in one WebSocket message. */
  say(...messages: ClientMessage[]): void
  readonly received: readonly ServerMessage[]
  /** The code the server closed the socket with. */
  readonly closed: Promise<number>
  close(): void
}

export interface Ticket {
  readonly origin: string
  readonly session: string
  readonly token: string
  /** What the page set, as a browser would send it back. */
  readonly cookie: string
  /** The page's HTML. */
  readonly html: string
}

/** Loads a page as a browser would, and keeps what its script would use to connect. */
export async function loadTicket(url: string): Promise<Ticket> {
  const response = await fetch(url)
  const html = await response.text()
  const cookies = response.headers.getSetCookie().map((line) => line.split(';', 1)[0])
  const session = /data-session="([^"]+)"/.exec(html)?.[1]
  const token = /data-token="([^"]+)"/.exec(html)?.[1]
  if (session === undefined || token === undefined) throw new Error(`${url} is not a live page`)

  return { origin: new URL(url).origin, session, token, cookie: cookies.join('; '), html }
}

/** Opens the live socket of a page, as a page of `origin` would; by default as its own. */
export async function connectRaw(ticket: Ticket, origin = ticket.origin): Promise<RawClient> {
  const url = `${ticket.origin.replace('http', 'ws')}/vango/live/${ticket.session}`
  const socket = new WebSocket(url, { origin, headers: { cookie: ticket.cookie } })
  const received: ServerMessage[] = []
  const closed = new Promise<number>((resolve) => socket.on('close', (code) => resolve(code)))
  socket.on('message', (data: Buffer) => received.push(...decodeServerMessages(data)))
  await new Promise((resolve, reject) => {
    socket.on('open', resolve)
    // Also what comes after it is open, and is then of no interest.
    socket.on('error', reject)
  })

  return {
    send: (message) => socket.send(message),
    say: (...messages) => socket.send(encodeClientMessages(messages)),
    received,
    closed,
    close: () => socket.close(),
  }
}

export function hello(ticket: Ticket): ClientMessage {
  return { kind: 'hello', version: 1, resumable: false, lastSeq: 0, token: ticket.token }
}

export function click(eventNo: number, hid: number): ClientMessage {
  return { kind: 'event', eventNo, ackSeq: 0, hid, position: 0, payload: undefined }
}
