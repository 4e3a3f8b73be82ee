/**
 * The load: many browsers in one process, which must cost less than the server that it keeps busy. It
 * speaks HTTP and WebSocket on bare sockets, as far as our servers do.
 */
import { type Socket, connect } from 'node:net'
import { answer } from '../child.ts'

export interface OpenRequest {
  readonly port: number
  readonly path: string
  readonly count: number
}

/** `button` is the id of the element that is clicked; `clicks` of 0 is as many as fit into `ms`. */
export interface ClickRequest {
  readonly button: string
  readonly ms: number
  readonly clicks: number
}

/** What came and went, WebSocket headers included. */
export interface Traffic {
  readonly messages: number
  readonly down: number
  readonly up: number
}

const opcodeClose = 8
const opcodePing = 9
const frameWelcome = 1
const framePatch = 2
const framePing = 5
const mask = [0x1b, 0x7c, 0xe2, 0x95]
/** The browser's client acknowledges when so many patches came and nothing went. */
const maxUnacked = 32
const parallel = 32

let clients: Client[] = []
let received = 0
let down = 0
let up = 0
let isClicking = false
let clicksLeft = 0
let onReceived = (): void => {}

class Client {
  readonly html: string
  readonly socket: Socket
  private pending: Buffer | undefined = undefined
  private seq = 0
  private ackedSeq = 0
  private eventNo = 0
  private hid = 0
  welcomed: (() => void) | undefined = undefined
  inFlight = false

  constructor(html: string, socket: Socket) {
    this.html = html
    this.socket = socket
    socket.setNoDelay(true)
    socket.on('data', (data) => this.read(data))
    socket.on('error', fail)
  }

  aim(button: string): void {
    const tag = new RegExp(`<[^>]* id="${button}"[^>]*>`).exec(this.html)?.[0] ?? ''
    this.hid = Number(/ data-hid="(\d+)"/.exec(tag)?.[1])
    if (!(this.hid > 0)) throw new Error(`There is no button ${button}.`)
  }

  click(): void {
    this.inFlight = true
    this.ackedSeq = this.seq
    this.send([2, ...uint(++this.eventNo), ...uint(this.seq), ...uint(this.hid), 0])
  }

  /** Sends one frame of the protocol, with its length in front. */
  send(frame: number[]): void {
    this.sendMessage(2, [frame.length, ...frame])
  }

  private sendMessage(opcode: number, payload: number[]): void {
    const bytes = Buffer.allocUnsafe(6 + payload.length)
    bytes[0] = 0x80 | opcode
    bytes[1] = 0x80 | payload.length
    for (let i = 0; i < 4; i++) bytes[2 + i] = mask[i]!
    for (let i = 0; i < payload.length; i++) bytes[6 + i] = payload[i]! ^ mask[i & 3]!
    up += bytes.length
    this.socket.write(bytes)
  }

  private read(data: Buffer): void {
    const bytes = this.pending === undefined ? data : Buffer.concat([this.pending, data])
    let at = 0
    for (;;) {
      const next = this.readMessage(bytes, at)
      if (next === -1) break
      at = next
    }
    this.pending = at === bytes.length ? undefined : Buffer.from(bytes.subarray(at))
  }

  /** Reads the message at `at`; returns where the next one begins, or -1 if it is not all there. */
  private readMessage(bytes: Buffer, at: number): number {
    if (bytes.length < at + 2) return -1
    let start = at + 2
    let length = bytes[at + 1]!
    if (length === 126) {
      if (bytes.length < at + 4) return -1
      length = bytes.readUInt16BE(at + 2)
      start += 2
    } else if (length === 127) {
      if (bytes.length < at + 10) return -1
      length = bytes.readUInt32BE(at + 6)
      start += 8
    }
    const end = start + length
    if (bytes.length < end) return -1

    const opcode = bytes[at]! & 0x0f
    if (opcode === opcodeClose) fail(new Error(`closed with ${bytes.readUInt16BE(start)}`))
    else if (opcode === opcodePing) this.sendMessage(10, [])
    else this.take(bytes, start, end - at)
    return end
  }

  private take(bytes: Buffer, start: number, size: number): void {
    const type = skipUint(bytes, start)
    if (bytes[type] === frameWelcome) return this.welcomed?.()
    if (bytes[type] === framePing) return this.send([6, bytes[type + 1]!])
    if (bytes[type] !== framePatch) return fail(new Error(`frame of type ${bytes[type]}`))

    this.seq = readUint(bytes, type + 1)
    received++
    down += size
    if (this.inFlight) this.afterClick()
    else if (this.seq - this.ackedSeq >= maxUnacked) this.acknowledge()
    onReceived()
  }

  private afterClick(): void {
    this.inFlight = false
    if (isClicking && clicksLeft-- > 0) this.click()
  }

  private acknowledge(): void {
    this.ackedSeq = this.seq
    this.send([3, ...uint(this.seq)])
  }
}

function uint(value: number): number[] {
  const bytes: number[] = []
  let rest = value
  for (; rest > 0x7f; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80)
  bytes.push(rest)
  return bytes
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

function fail(error: Error): void {
  console.error('The load client:', error.message)
  process.exit(1)
}

// --- HTTP ---

/** A kept-alive connection that asks for one page after the other. */
class Fetcher {
  private readonly socket: Socket
  private readonly request: string
  private parts: Buffer[] = []
  private settle: ((html: string) => void) | undefined = undefined

  constructor(port: number, path: string) {
    this.socket = connect(port, '127.0.0.1')
    this.socket.setNoDelay(true)
    this.socket.on('data', (data) => this.read(data))
    this.socket.on('error', fail)
    this.request = `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAccept: text/html\r\n\r\n`
  }

  fetch(): Promise<string> {
    this.socket.write(this.request)
    return new Promise((resolve) => (this.settle = resolve))
  }

  close(): void {
    this.socket.destroy()
  }

  private read(data: Buffer): void {
    this.parts.push(data)
    const text = Buffer.concat(this.parts).toString('latin1')
    const bodyAt = text.indexOf('\r\n\r\n') + 4
    const length = /\r\ncontent-length: (\d+)/i.exec(text.slice(0, bodyAt))?.[1]
    const isWhole =
      length === undefined
        ? text.endsWith('\r\n0\r\n\r\n')
        : text.length === bodyAt + Number(length)
    if (!isWhole) return

    this.parts = []
    this.settle!(text)
  }
}

async function openClient(fetcher: Fetcher, port: number): Promise<Client> {
  const html = await fetcher.fetch()
  const session = /data-session="([^"]+)"/.exec(html)?.[1]
  const token = /data-token="([^"]+)"/.exec(html)?.[1]
  if (session === undefined || token === undefined) throw new Error(`not a live page: ${html}`)

  const cookie = /\r\nset-cookie: ([^;\r]+)/i.exec(html)?.[1] ?? ''
  const client = new Client(html, await upgrade(port, session, cookie))
  const welcomed = new Promise<void>((resolve) => (client.welcomed = resolve))
  client.send([1, 1, 0, 0, token.length, ...Buffer.from(token)])
  await welcomed
  return client
}

async function upgrade(port: number, session: string, cookie: string): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', fail)
  socket.write(
    `GET /vango/live/${session} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n` +
      `Origin: http://127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      `Cookie: ${cookie}\r\n` +
      `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
  )
  const answered = await new Promise<Buffer>((resolve) => socket.once('data', resolve))
  if (!answered.toString('latin1').startsWith('HTTP/1.1 101')) throw new Error(String(answered))
  return socket
}

// --- what the parent may ask ---

async function inParallel(
  port: number,
  path: string,
  work: (fetcher: Fetcher) => Promise<void>,
): Promise<void> {
  const fetchers = Array.from({ length: parallel }, () => new Fetcher(port, path))
  await Promise.all(fetchers.map(work))
  for (const fetcher of fetchers) fetcher.close()
}

function resetTraffic(): void {
  received = down = up = 0
}

answer({
  /** Opens pages, each with its socket, beside those that are open. */
  async open({ port, path, count }: OpenRequest) {
    let left = count
    await inParallel(port, path, async (fetcher) => {
      while (left-- > 0) clients.push(await openClient(fetcher, port))
    })
    resetTraffic()
  },

  /** Clicks in all pages, each again as soon as it is answered. */
  click({ button, ms, clicks }: ClickRequest): Promise<Traffic> {
    resetTraffic()
    for (const client of clients) client.aim(button)
    isClicking = true
    clicksLeft = clicks === 0 ? Number.POSITIVE_INFINITY : (clicks - 1) * clients.length
    for (const client of clients) client.click()

    return new Promise((resolve) => {
      onReceived = () => {
        if (isClicking && clicksLeft > 0) return
        if (clients.some(({ inFlight }) => inFlight)) return
        onReceived = () => {}
        resolve({ messages: received, down, up })
      }
      if (clicks === 0) setTimeout(() => (isClicking = false), ms)
    })
  },

  /** Waits until every page has had a message since the last question. */
  everyone(): Promise<Traffic> {
    return new Promise((resolve) => {
      onReceived = () => {
        if (received < clients.length) return
        onReceived = () => {}
        const traffic = { messages: received, down, up }
        resetTraffic()
        resolve(traffic)
      }
      onReceived()
    })
  },

  /** Asks for pages for so many milliseconds; returns how many came. */
  async get({ port, path, ms }: { port: number; path: string; ms: number }): Promise<number> {
    const end = performance.now() + ms
    let pages = 0
    await inParallel(port, path, async (fetcher) => {
      while (performance.now() < end) {
        await fetcher.fetch()
        pages++
      }
    })
    return pages
  },

  close() {
    for (const { socket } of clients) socket.destroy()
    clients = []
  },
})
