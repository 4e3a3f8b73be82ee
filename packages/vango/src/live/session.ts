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
import type { SubmittedField } from '../vdom/event-data.ts'
import type { PatchSink } from '../vdom/patch.ts'
import type { ComponentNode, Hid } from '../vdom/vnode.ts'
import { CLOSE_INTERNAL_ERROR } from '../wire/close.ts'
import { vangoError } from '../base/errors.ts'
import { PROTOCOL_VERSION } from '../wire/message.ts'
import type { ServerMessage } from '../wire/message.ts'
import { writeServerMessage } from '../wire/server-message.ts'
import { createWriter, resetWriter, takeBytes } from '../wire/writer.ts'
import { dispatchEvent, submitForm } from './dispatch.ts'
import type { ClientEvent, Dispatching } from './dispatch.ts'
import { noteRewrite, restoreRendered } from './field.ts'
import type { Overtaken } from './field.ts'
import { Inbox } from './inbox.ts'
import type { Reception } from './inbox.ts'
import type { Lanes } from './lanes.ts'
import type { LiveLimits } from './limits.ts'
import { Outbox } from './outbox.ts'
import { putRecord, takeRecord } from './rebuild.ts'
import { encodeRecord } from './record.ts'
import type { SessionRecord } from './record.ts'
import { Lost, writeResync } from './resync.ts'
import { MESSAGE_HEADROOM } from './transport.ts'
import type { Transport } from './transport.ts'
import { toPlace } from './part.ts'
import type { Part } from './part.ts'
import { SCRIPT_HID } from './tokens.ts'
import type { LiveTokens } from './tokens.ts'
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
  /** Events are acknowledged when they are saved, and not already when they are handled. */
  readonly keepsEvents: boolean
  readonly tokens: LiveTokens
  /** Asks for a flush at the end of this turn. */
  request(session: Session): void
  /** It may have to be saved. */
  touch(session: Session): void
  /** What the page of a session can be rendered from again. */
  addressOf(session: Session): string
  report(error: unknown, info: LiveErrorInfo): void
}

// Flushes are synchronous, so one sink and one scratch writer serve the whole process.
const sink = createWireSink()
const scratch = createWriter(64)

export class Session implements RootOptions, Dispatching {
  readonly id: string
  readonly env: unknown
  readonly root: PageRoot
  /** Of the token that its page carries, if that cannot be checked without; else empty. */
  tokenHash = ''
  /** Of its record in the store; 0 is none. */
  revision = 0
  /** A record that may have got into the store or not. */
  unsure: Uint8Array | undefined = undefined
  private readonly host: SessionHost
  private readonly outbox = new Outbox()
  private readonly inbox = new Inbox()
  private transport: Transport | undefined = undefined
  private known: KnownTemplates | undefined = undefined
  private overtaken: Overtaken[] | undefined = undefined
  lanes: Lanes | undefined = undefined
  /** What the browser has to be sent as a whole. */
  private lost: Lost | undefined = undefined
  /** Nothing is sent before the browser has sent again what it has; see `replay`. */
  private isReplaying = false
  /** Handlers that have not ended, and since when there was something to do. */
  private running = 0
  private busySince = 0
  /** Since the last flush. */
  private hasNewEvents = false
  private isRequested = false
  /** Who reads the parts of the page before there is a socket: told that there may be more. */
  onParts: (() => void) | undefined = undefined
  /** When its page got its token. */
  private tokenAt = performance.now()
  /** One that the page does not have yet. */
  private freshToken: string | undefined = undefined
  /** It has, or had, a socket. */
  isAdopted = false

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
    const { inbox, outbox } = this
    this.transport = transport
    this.isAdopted = true
    outbox.acknowledge(lastSeq)
    inbox.ackedEvent = this.safeEvent
    this.send({
      kind: 'welcome',
      version: PROTOCOL_VERSION,
      lastEvent: inbox.ackedEvent,
      heartbeatMs: this.host.limits.heartbeatMs,
    })
    const missed = outbox.after(lastSeq)
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
    const { lastEvent } = this.inbox
    const message = sink.end(this.outbox.nextSeq(), lastEvent, lastEvent)
    this.outbox.push(message, this.host.limits)
    return { seq: this.outbox.lastSeq, places: revealed.map(toPlace) }
  }

  // --- records ---

  /** What is written down of it. It should not be busy. */
  toRecord(): { readonly bytes: Uint8Array; readonly lastEvent: number } {
    const { lastEvent } = this.inbox
    if (this.root.isDirty) {
      // Nobody takes patches just now, and a tree that is behind its state could not be put back.
      this.lost = new Lost(0)
      this.flushInto(nullSink)
    }
    const head = {
      address: this.host.addressOf(this),
      tokenHash: this.tokenHash,
      lastEvent,
      lastSeq: this.outbox.lastSeq,
    }
    const bytes = encodeRecord(takeRecord(this.root, head), (key, cause) =>
      this.host.report(vangoError('live/unsaved-state', { key }, cause), {
        where: 'session store',
        session: this.id,
      }),
    )
    return { bytes, lastEvent }
  }

  /**
   * Makes a session whose page was just mounted go on where the record's has ended. `lastSeq` is the
   * last message that the browser has applied.
   */
  continue(record: SessionRecord, lastSeq: number): void {
    const likeness = putRecord(this.root, record, lastSeq)
    this.tokenHash = record.tokenHash
    this.inbox.lastEvent = this.inbox.safeEvent = record.lastEvent
    this.outbox.lastSeq = lastSeq
    if (likeness === 'same') return
    this.lost = new Lost(0)
    // What was there after the record comes back with the events that are sent again: only then the
    // browser is sent the page, so it never sees itself fall back. Unless no hid means anything now.
    this.isReplaying = likeness === 'alike'
  }

  /** The browser has sent again what it had. */
  endReplay(): void {
    if (!this.isReplaying) return
    this.isReplaying = false
    this.request()
  }

  /** Whether it is in the midst of an event, or about to send; not if that takes very long. */
  isBusy(now: number): boolean {
    const isAtWork = this.running > 0 || (this.root.isDirty && this.transport !== undefined)
    return isAtWork && now - this.busySince < this.host.limits.handlerMs
  }

  /** All events up to `lastEvent` outlive this process. */
  onSaved(lastEvent: number): void {
    if (lastEvent <= this.inbox.safeEvent) return
    this.inbox.safeEvent = lastEvent
    this.request()
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
    // It may be for something that one before it has made.
    if (this.isReplaying) this.flushInto(nullSink)
    const reception = this.inbox.accept(event.eventNo, performance.now(), this.host.limits)
    if (reception === 'new') {
      this.hasNewEvents = true
      dispatchEvent(this, event)
      this.host.touch(this)
    }
    // A duplicate is answered too: the browser sent it because it missed the answer.
    this.inbox.ackedEvent = Math.min(this.inbox.ackedEvent, event.eventNo - 1)
    this.request()
    return reception
  }

  /** Gives an open page a new token before its own is too old. */
  renewToken(now: number): void {
    if (now - this.tokenAt < this.host.tokens.renewMs) return
    this.tokenAt = now
    this.freshToken = this.host.tokens.issue(this.id, this.env)
    this.request()
  }

  /** Runs the handler of a form that was posted the plain way; `false` if there is no such form. */
  async submit(name: string, fields: readonly SubmittedField[]): Promise<boolean> {
    const isFound = await submitForm(this.root, name, fields, this.host.limits.maxHandlerMs)
    if (isFound) this.root.settle()
    return isFound
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
    if (transport === undefined || this.root.isDisposed || this.isReplaying) return
    if (transport.buffered > this.host.limits.maxBufferedBytes) return

    try {
      if (this.lost?.hid === 0) {
        // All that would be sent is in the page; until its time has come the tree stays dirty.
        if (!this.lost.isDue(performance.now(), this.host.limits)) return
        this.flushInto(nullSink)
      } else {
        sink.begin(this.known)
        this.flushInto(sink)
        if (this.freshToken !== undefined) {
          sink.setAttribute(SCRIPT_HID, 'data-token', this.freshToken)
          this.freshToken = undefined
        }
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
    this.lanes?.end()
    this.onParts?.()
  }

  // --- RootOptions, Dispatching ---

  get counters(): SessionHost['counters'] {
    return this.host.counters
  }

  get limits(): LiveLimits {
    return this.host.limits
  }

  onDirty(): void {
    if (this.running === 0) this.busySince = performance.now()
    this.host.touch(this)
    this.request()
  }

  onError(error: unknown, info: ErrorInfo): void {
    this.host.report(error, { ...info, session: this.id })
  }

  begin(): void {
    if (this.running++ === 0) this.busySince = performance.now()
    // Only handlers set what the user is to see; a value that comes in by itself overwrites nothing.
    this.root.onRewrite ??= (task, value) => this.restoreLater(noteRewrite(task, value))
  }

  settle(overtaken: readonly Overtaken[]): void {
    if (--this.running === 0) this.root.onRewrite = undefined
    this.restoreLater(overtaken)
  }

  private restoreLater(overtaken: readonly Overtaken[]): void {
    if (overtaken.length === 0 || this.root.isDisposed) return
    ;(this.overtaken ??= []).push(...overtaken)
    this.request()
  }

  // --- sending ---

  private flushInto(target: PatchSink): void {
    const { root } = this
    const first = root.nextHid
    // Hids that no event has led to must not come again when events are handled again: what is clicked
    // on would then be something else. A gap that nobody can foresee sees to it.
    const gap =
      this.host.keepsEvents && !this.hasNewEvents ? 1 + Math.trunc(Math.random() * 1_024) : 0
    this.hasNewEvents = false
    root.nextHid += gap
    root.flush(target, sink.endRound)
    if (root.nextHid === first + gap) root.nextHid = first
    const { overtaken } = this
    if (overtaken === undefined) return
    this.overtaken = undefined
    for (const field of overtaken) restoreRendered(target, field)
  }

  private sendChanges(transport: Transport): void {
    const { inbox } = this
    const ackEvent = this.safeEvent
    if (!sink.isEmpty) {
      this.known = sink.known
      this.sendNumbered(transport, sink.end(this.outbox.nextSeq(), ackEvent, inbox.lastEvent))
    } else if (inbox.ackedEvent !== ackEvent) {
      this.send({ kind: 'ack', ackEvent })
    }
    inbox.ackedEvent = ackEvent
  }

  private sendLost(transport: Transport): void {
    const { inbox, lost } = this
    if (lost?.isDue(performance.now(), this.host.limits) !== true) return
    lost.sentAt = performance.now()
    const ackEvent = this.safeEvent
    const { lastEvent } = inbox
    const numbers = { seq: this.outbox.nextSeq(), ackEvent, lastEvent }
    this.sendNumbered(transport, writeResync(this.root, lost.take(), numbers))
    inbox.ackedEvent = ackEvent
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
      this.freshToken !== undefined ||
      this.inbox.ackedEvent !== this.safeEvent
    )
  }

  private get safeEvent(): number {
    return this.host.keepsEvents ? this.inbox.safeEvent : this.inbox.lastEvent
  }

  private request(): void {
    if (this.transport === undefined) return this.onParts?.()
    if (this.isRequested) return
    this.isRequested = true
    this.host.request(this)
  }
}
