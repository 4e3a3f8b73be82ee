/**
 * A live session: one mounted page of one browser tab. Messages come in, handlers run, the tree is
 * flushed, and what changed leaves as one message a turn.
 *
 * A session outlives its sockets: without one, or with a slow one, nothing is made for it; its fibers
 * stay dirty, and the next flush has the latest state. Read `dispatch.ts` next, then `resync.ts`.
 */
import type { ErrorInfo } from '../component/fiber.ts'
import { nullSink } from '../component/null-sink.ts'
import { PageRoot } from '../component/root.ts'
import type { RootOptions } from '../component/root.ts'
import type { PatchSink } from '../vdom/patch.ts'
import type { ComponentNode, Hid } from '../vdom/vnode.ts'
import { CLOSE_INTERNAL_ERROR } from '../wire/close.ts'
import { PROTOCOL_VERSION } from '../wire/message.ts'
import type { ServerMessage } from '../wire/message.ts'
import { writeServerMessage } from '../wire/server-message.ts'
import { createWriter, resetWriter, takeBytes } from '../wire/writer.ts'
import { dispatchEvent } from './dispatch.ts'
import type { ClientEvent, Dispatching } from './dispatch.ts'
import { restoreRendered } from './field.ts'
import type { Overtaken } from './field.ts'
import { Inbox } from './inbox.ts'
import type { Reception } from './inbox.ts'
import type { LiveLimits } from './limits.ts'
import { Outbox } from './outbox.ts'
import { Lost, writeResync } from './resync.ts'
import { MESSAGE_HEADROOM } from './transport.ts'
import type { Transport } from './transport.ts'
import { toPlace } from './part.ts'
import type { Part } from './part.ts'
import { createWireSink } from './wire-sink.ts'
import type { KnownTemplates } from './wire-sink.ts'

export interface LiveErrorInfo {
  readonly where: string
  readonly component?: string
  readonly session?: string
}

/** What all sessions of a hub share. */
export interface SessionHost {
  readonly limits: LiveLimits
  readonly counters: { staleEvents: number; refused: number }
  /** Asks for a flush at the end of this turn. */
  request(session: Session): void
  report(error: unknown, info: LiveErrorInfo): void
}

// Flushes are synchronous, so one sink and one scratch writer serve the whole process.
const sink = createWireSink()
const scratch = createWriter(64)

export class Session implements RootOptions, Dispatching {
  readonly id: string
  readonly env: unknown
  readonly root: PageRoot
  private readonly host: SessionHost
  private readonly outbox = new Outbox()
  private readonly inbox = new Inbox()
  private transport: Transport | undefined = undefined
  private known: KnownTemplates | undefined = undefined
  private overtaken: Overtaken[] | undefined = undefined
  /** What the browser has to be sent as a whole. */
  private lost: Lost | undefined = undefined
  private isRequested = false
  /** Who reads the parts of the page before there is a socket: told that there may be more. */
  onParts: (() => void) | undefined = undefined

  constructor(id: string, node: ComponentNode, env: unknown, host: SessionHost) {
    this.id = id
    this.host = host
    this.env = env
    this.root = new PageRoot(node, this)
  }

  get isConnected(): boolean {
    return this.transport !== undefined
  }

  /** Whether a browser may have applied messages up to `lastSeq`: no later ones were ever sent. */
  hasSent(lastSeq: number): boolean {
    return lastSeq <= this.outbox.lastSeq
  }

  /** Takes a socket, says WELCOME, and sends again what it has missed, or the whole page. */
  attach(transport: Transport, lastSeq: number): void {
    this.transport = transport
    this.outbox.acknowledge(lastSeq)
    this.inbox.ackedEvent = this.inbox.lastEvent
    this.send({
      kind: 'welcome',
      version: PROTOCOL_VERSION,
      lastEvent: this.inbox.lastEvent,
      heartbeatMs: this.host.limits.heartbeatMs,
    })
    const missed = this.outbox.after(lastSeq)
    if (missed === undefined) this.lost = new Lost(0)
    for (const message of missed ?? []) transport.send(message, MESSAGE_HEADROOM)
    this.root.start()
    if (this.needsFlush()) this.request()
    // From now on all goes by the socket.
    this.onParts?.()
  }

  /** What has loaded by now behind fallbacks, for a page that has no socket yet. */
  takePart(): Part | undefined {
    sink.begin(undefined)
    const revealed = this.root.reveal(sink)
    if (revealed.length === 0) return undefined
    // A socket that comes before the browser has this part gets it as a message.
    const message = sink.end(this.outbox.nextSeq(), this.inbox.lastEvent)
    this.outbox.push(message, this.host.limits)
    return { seq: this.outbox.lastSeq, places: revealed.map(toPlace) }
  }

  /** Lets go of the socket, if it still is this one; returns whether it was. */
  detach(transport: Transport): boolean {
    if (this.transport !== transport) return false
    this.transport = undefined
    return true
  }

  /** The socket the session talks through; undefined while the browser is away. */
  get socket(): Transport | undefined {
    return this.transport
  }

  send(message: ServerMessage): void {
    resetWriter(scratch)
    writeServerMessage(scratch, message)
    this.transport?.send(takeBytes(scratch, MESSAGE_HEADROOM), MESSAGE_HEADROOM)
  }

  /** The browser has applied all messages up to `seq`. */
  acknowledge(seq: number): void {
    this.outbox.acknowledge(seq)
  }

  /** The browser does not know the node `hid`; 0 is the page. */
  refetch(hid: Hid): void {
    this.lose(hid)
    this.request()
  }

  /** Takes one event; anything but 'new' did nothing. */
  receive(event: ClientEvent): Reception {
    this.outbox.acknowledge(event.ackSeq)
    const reception = this.inbox.accept(event.eventNo, performance.now(), this.host.limits)
    if (reception === 'new') dispatchEvent(this, event)
    // A duplicate is answered too: the browser sent it because it missed the answer.
    this.inbox.ackedEvent = Math.min(this.inbox.ackedEvent, event.eventNo - 1)
    this.request()
    return reception
  }

  /** There is room in the socket again, or time has gone by. */
  resume(): void {
    if (this.needsFlush()) this.request()
  }

  /**
   * Makes and sends what has changed since the last flush; the hub calls it once a turn. After it has
   * thrown, the session can only be ended.
   */
  flush(): void {
    this.isRequested = false
    const { transport } = this
    if (transport === undefined || this.root.isDisposed) return
    if (transport.buffered > this.host.limits.maxBufferedBytes) return

    try {
      if (this.lost?.hid === 0) {
        // All that would be sent is in the page; until its time has come the tree stays dirty.
        if (!this.lost.isDue(performance.now(), this.host.limits)) return
        this.flushInto(nullSink)
      } else {
        sink.begin(this.known)
        this.flushInto(sink)
        this.sendChanges(transport)
      }
      this.sendLost(transport)
    } catch (error) {
      // Nobody knows what the browser shows now: its next socket must find no session.
      transport.close(CLOSE_INTERNAL_ERROR, 'internal error')
      throw error
    }
  }

  dispose(): void {
    this.transport = undefined
    this.root.dispose()
    this.onParts?.()
  }

  // --- RootOptions, Dispatching ---

  get counters(): SessionHost['counters'] {
    return this.host.counters
  }

  onDirty(): void {
    this.request()
  }

  onError(error: unknown, info: ErrorInfo): void {
    this.host.report(error, { ...info, session: this.id })
  }

  begin(): void {}

  settle(overtaken: Overtaken | undefined): void {
    if (overtaken === undefined || this.root.isDisposed) return
    ;(this.overtaken ??= []).push(overtaken)
    this.request()
  }

  // --- sending ---

  private flushInto(target: PatchSink): void {
    this.root.flush(target, doNothing)
    const { overtaken } = this
    if (overtaken === undefined) return
    this.overtaken = undefined
    for (const field of overtaken) restoreRendered(target, field)
  }

  private sendChanges(transport: Transport): void {
    const { inbox } = this
    const ackEvent = inbox.lastEvent
    if (!sink.isEmpty) {
      this.known = sink.known
      this.sendNumbered(transport, sink.end(this.outbox.nextSeq(), ackEvent))
    } else if (inbox.ackedEvent !== ackEvent) {
      this.send({ kind: 'ack', ackEvent })
    }
    inbox.ackedEvent = ackEvent
  }

  private sendLost(transport: Transport): void {
    const { inbox, lost } = this
    if (lost?.isDue(performance.now(), this.host.limits) !== true) return
    lost.sentAt = performance.now()
    const { lastEvent } = inbox
    const message = writeResync(this.root, lost.take(), this.outbox.nextSeq(), lastEvent)
    inbox.ackedEvent = lastEvent
    this.sendNumbered(transport, message)
  }

  private sendNumbered(transport: Transport, message: Uint8Array): void {
    this.outbox.push(message, this.host.limits)
    transport.send(message, MESSAGE_HEADROOM)
  }

  private lose(hid: Hid): void {
    if (this.lost === undefined) this.lost = new Lost(hid)
    else this.lost.add(hid)
  }

  private needsFlush(): boolean {
    return (
      this.root.isDirty ||
      this.overtaken !== undefined ||
      this.lost?.hid !== undefined ||
      this.inbox.ackedEvent !== this.inbox.lastEvent
    )
  }

  private request(): void {
    if (this.transport === undefined) return this.onParts?.()
    if (this.isRequested) return
    this.isRequested = true
    this.host.request(this)
  }
}

function doNothing(): void {}
