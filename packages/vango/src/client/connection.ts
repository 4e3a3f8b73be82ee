/**
 * The socket: frames in order and once, events numbered and kept until the server has handled them,
 * and a new socket whenever the old one is lost. What patches do it must not know.
 *
 * The numbers of both directions outlive the socket: `seq` is the last PATCH applied, and event
 * `ackedEvent + 1 + i` is `queue[i]`. After each HELLO the server says how far it got, then both sides
 * send the rest again.
 */
import {
  CLOSE_FRAME_TOO_LARGE,
  CLOSE_MESSAGE_TOO_BIG,
  CLOSE_NO_SESSION,
  CLOSE_PROTOCOL_ERROR,
  CLOSE_REPLACED,
  CLOSE_UNAUTHORIZED,
} from '../wire/close.ts'
import {
  CLIENT_ACK,
  CLIENT_EVENT,
  CLIENT_HELLO,
  CLIENT_PONG,
  CLIENT_REFETCH,
  HELLO_RESUMABLE,
  PROTOCOL_VERSION,
  SERVER_ACK,
  SERVER_FULL_RESYNC,
  SERVER_HANDLED,
  SERVER_PATCH,
  SERVER_PING,
  SERVER_WELCOME,
} from '../wire/message.ts'
import { offset, readString, readUint, skipTo, startReading } from './read.ts'
import { write, writeFrame } from './write.ts'

type Timer = ReturnType<typeof setTimeout>

/** What the server has written on the client's `<script>`. */
export interface ConnectionConfig {
  readonly session?: string
  readonly token?: string
  readonly path?: string
  /** The address of `more.ts`. */
  readonly more?: string
  /** How many parts the page has been given with its HTML: they count as patches. */
  part?: string
}

/** Puts HTML in the place of an element, 0 for the page. `false`: there is no such element. */
export type Resync = (hid: number, html: string) => boolean

/** The server refuses frames above 64 KiB. A message may be twice as long. */
export const maxEventBytes = 65_000
const maxQueuedEvents = 1_000
const maxUnackedFrames = 32
const ackDelayMs = 1_000
const retrySeconds = [1, 2, 5, 10]
/** A younger page does not reload: it may come from a reload, and would go on like this for ever. */
const minAgeMs = 10_000
/** The server would say the same again, whatever we sent again: only a new page helps. */
const reloadCodes: readonly number[] = [
  CLOSE_PROTOCOL_ERROR,
  CLOSE_UNAUTHORIZED,
  CLOSE_NO_SESSION,
  CLOSE_FRAME_TOO_LARGE,
  CLOSE_MESSAGE_TOO_BIG,
]

let config: ConnectionConfig
/** Applies the operations up to `end`. */
let apply: (end: number) => void
/** Loads `more.ts`. */
let load: (path: string) => Promise<Resync>
let socket: WebSocket | undefined
let isOffline = false
let attempts = 0
/** Until the server says otherwise; it also bounds how long connecting may take. */
let heartbeatMs = 10_000
let ackTimer: Timer | undefined
/** With a socket: gives it up if nothing is heard. Without: opens the next one. */
let socketTimer: Timer | undefined

const queue: number[][] = []
/** How many of the queue this socket was given. Until the WELCOME it may be given none. */
let sent = Infinity
let seq = 0
/** The last PATCH the server knows to be applied. */
let ackedSeq = 0
/** The last event that is safe, wherever the server goes. */
let ackedEvent = 0
/** The last event that the server has handled, and whose changes are here. */
export let handledEvent = 0
/** A message is being read and applied. */
export let isReceiving = false
/** The messages behind a FULL_RESYNC, which takes its time. */
let waiting: Uint8Array[] | undefined
/** The server was asked for what is missing here. */
let isRefetching = false

// --- socket ---

export function connect(
  given: ConnectionConfig,
  applyPatches: typeof apply,
  loadMore: typeof load,
): void {
  config = given
  // Parts still to come will come by the socket; the page's own script sees that the count is gone.
  seq = (given.part as unknown as number) | 0
  delete given.part
  apply = applyPatches
  load = loadMore
  open()
  for (const type of ['online', 'pageshow', 'visibilitychange']) addEventListener(type, open)
}

/** Opens a socket now, unless there is one or there must be none. */
function open(): void {
  if (socket) return
  const url = new URL((config.path ?? '/vango/live/') + config.session, location.href)
  // `http:` → `ws:`, `https:` → `wss:`.
  const opened = (socket = new WebSocket(url.href.replace('http', 'ws')))
  opened.binaryType = 'arraybuffer'
  opened.onopen = () => {
    ackedSeq = seq
    post(write(CLIENT_HELLO, PROTOCOL_VERSION, HELLO_RESUMABLE, seq, config.token!))
  }
  // A socket that was given up may still have something to say.
  opened.onmessage = ({ data }) => socket === opened && receive(new Uint8Array(data as ArrayBuffer))
  opened.onclose = ({ code }) => socket === opened && lose(code)
  restartTimer()
}

function post(body: number[]): void {
  socket!.send(new Uint8Array(writeFrame(body)))
}

/** Gives up the socket, even if it is still open: a dead one may take minutes to close. */
function lose(code: number): void {
  clearTimeout(socketTimer)
  showOffline(true)
  // The socket stays where it is, so that no other is ever opened.
  if (code === CLOSE_REPLACED) return

  socket = waiting = undefined
  isRefetching = false
  sent = Infinity
  socketTimer = setTimeout(open, (retrySeconds[attempts++] ?? 30) * (Math.random() + 2) * 400)
  if (reloadCodes.includes(code)) reload()
}

function hangUp(code?: number): void {
  socket!.close(code)
  lose(0)
}

function restartTimer(): void {
  clearTimeout(socketTimer)
  // "Off" is 23 days, about the longest there is.
  socketTimer = setTimeout(hangUp, 2 * heartbeatMs || 2e9)
}

function showOffline(next: boolean): void {
  document.body.classList.toggle('vango-offline', next)
  if (next !== isOffline) dispatchEvent(new Event(`vango:o${next ? 'ff' : 'n'}line`))
  isOffline = next
}

function reload(): void {
  if (performance.now() > minAgeMs) location.reload()
}

// --- receiving ---

function receive(message: Uint8Array): void {
  restartTimer()
  if (waiting) return void waiting.push(message)

  change(() => {
    startReading(message)
    while (socket && offset < message.length) {
      const end = readUint() + offset
      receiveFrame(end)
      if (offset !== end && socket) throw Error()
    }
  })
}

/** Does something to the page that is not the user's doing. */
function change(work: () => void): void {
  const focused = document.activeElement as HTMLElement | null
  isReceiving = true
  try {
    work()
    // Where a move could not keep the focus. What is gone takes none.
    if (focused !== document.activeElement) focused!.focus({ preventScroll: true })
  } catch (error) {
    // Half of it is done: what is on the screen cannot be trusted any more.
    hangUp(CLOSE_PROTOCOL_ERROR)
    reload()
    throw error
  } finally {
    isReceiving = false
  }
}

function receiveFrame(end: number): void {
  switch (readUint()) {
    case SERVER_PATCH:
      return receivePatch(readUint(), readUint(), end)
    case SERVER_ACK:
      return acknowledge(readUint())
    case SERVER_PING:
      return post(write(CLIENT_PONG, readUint()))
    case SERVER_WELCOME:
      // A server that cannot talk to this version closes the socket instead.
      return welcome(readUint(), readUint(), readUint())
    case SERVER_HANDLED:
      return void (handledEvent = readUint())
    case SERVER_FULL_RESYNC:
      return resync(readUint(), readUint(), readUint(), readString())
  }
  // Any other type is refused: its body was not read.
}

function welcome(_version: number, lastEvent: number, nextHeartbeatMs: number): void {
  acknowledge(lastEvent)
  // A server that was not there before may have handled less than the one before it.
  handledEvent = lastEvent
  heartbeatMs = nextHeartbeatMs
  restartTimer()
  attempts = sent = 0
  showOffline(false)
  sendQueue()
  // The end of what is sent again.
  post(write(CLIENT_ACK, seq))
}

function receivePatch(next: number, lastEvent: number, end: number): void {
  acknowledge(lastEvent)
  if (next > seq + 1) return hangUp(CLOSE_PROTOCOL_ERROR)
  // Sent again, but not lost after all.
  if (next <= seq) return skipTo(end)

  apply(end)
  seq = next
  if (seq - ackedSeq >= maxUnackedFrames) sendAck()
  else ackTimer ??= setTimeout(sendAck, ackDelayMs)
}

function resync(next: number, lastEvent: number, hid: number, html: string): void {
  const messages: Uint8Array[] = (waiting = [])
  acknowledge(lastEvent)
  isRefetching = false
  load(config.more!).then(
    (putInPlace) => {
      // Not if that socket is gone: the next one brings the page again.
      if (waiting !== messages) return
      waiting = undefined
      change(() => putInPlace(hid, html) || refetch(0))
      seq = next
      messages.forEach(receive)
    },
    () => waiting === messages && hangUp(),
  )
}

/** Asks for a node that is not here; one at a time, as a lost node seldom is lost alone. */
export function refetch(hid: number): void {
  if (!isRefetching) post(write(CLIENT_REFETCH, hid))
  isRefetching = true
}

function acknowledge(lastEvent: number): void {
  if (lastEvent > handledEvent) handledEvent = lastEvent
  const count = lastEvent - ackedEvent
  if (count > 0) {
    queue.splice(0, count)
    sent -= count
    ackedEvent = lastEvent
  }
}

// --- sending ---

/** Takes hid, position and payload as bytes. Returns the event's number, 0 if it was refused. */
export function send(event: number[]): number {
  if (queue.length === maxQueuedEvents || event.length > maxEventBytes) {
    // oxlint-disable-next-line no-console -- for whoever wonders why nothing happens
    console.warn('vango:overflow')
    dispatchEvent(new Event('vango:overflow'))
    return 0
  }
  queueMicrotask(sendQueue)
  return ackedEvent + queue.push(event)
}

/** Sends what the queue has and this socket was not given: the events of a task in one message. */
function sendQueue(): void {
  const message: number[] = []
  while (sent < queue.length && message.length < maxEventBytes) {
    const event = queue[sent++]!
    const head = write(CLIENT_EVENT, ackedEvent + sent, seq)
    message.push(...writeFrame([...head, ...event]))
  }
  if (message.length) {
    ackedSeq = seq
    socket!.send(new Uint8Array(message))
    // What did not fit into one message.
    sendQueue()
  }
}

function sendAck(): void {
  ackTimer = undefined
  if (ackedSeq < seq && sent <= queue.length) {
    ackedSeq = seq
    post(write(CLIENT_ACK, seq))
  }
}
