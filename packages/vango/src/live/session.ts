/**
 * A live session: one mounted page of one browser tab. Messages come in, handlers run, the tree is
 * flushed, and what changed leaves as one message a turn.
 *
 * A session outlives its sockets: without one, or with a slow one, nothing is made for it; its fibers
 * stay dirty, and the next flush has the latest state.
 */
import { callHandler, findHandler } from '../component/dispatch.ts'
import type { FoundHandler } from '../component/dispatch.ts'
import type { ErrorInfo } from '../component/fiber.ts'
import { PageRoot } from '../component/root.ts'
import type { RootOptions } from '../component/root.ts'
import type { ComponentNode } from '../vdom/vnode.ts'
import { CLOSE_INTERNAL_ERROR } from '../wire/close.ts'
import { PROTOCOL_VERSION } from '../wire/message.ts'
import type { ClientMessage, ServerMessage } from '../wire/message.ts'
import { writeServerMessage } from '../wire/server-message.ts'
import { createWriter, resetWriter, takeBytes } from '../wire/writer.ts'
import { toEventData } from './event-data.ts'
import { noteTyped, restoreRendered } from './field.ts'
import type { Overtaken } from './field.ts'
import { Inbox } from './inbox.ts'
import type { Reception } from './inbox.ts'
import type { LiveLimits } from './limits.ts'
import { Outbox } from './outbox.ts'
import { MESSAGE_HEADROOM } from './transport.ts'
import type { Transport } from './transport.ts'
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

export class Session implements RootOptions {
  readonly id: string
  readonly env: unknown
  readonly root: PageRoot
  private readonly host: SessionHost
  private readonly outbox = new Outbox()
  private readonly inbox = new Inbox()
  private transport: Transport | undefined = undefined
  private known: KnownTemplates | undefined = undefined
  private overtaken: Overtaken[] | undefined = undefined
  private isRequested = false

  constructor(id: string, node: ComponentNode, env: unknown, host: SessionHost) {
    this.id = id
    this.host = host
    this.env = env
    this.root = new PageRoot(node, this)
  }

  get isConnected(): boolean {
    return this.transport !== undefined
  }

  /** Whether a browser that has applied messages up to `lastSeq` can be brought up to date. */
  canResume(lastSeq: number): boolean {
    return this.outbox.after(lastSeq) !== undefined
  }

  /** Takes a socket, says WELCOME and sends again what it has missed. Check `canResume` before. */
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
    for (const message of this.outbox.after(lastSeq) ?? []) {
      transport.send(message, MESSAGE_HEADROOM)
    }
    this.root.start()
    if (this.needsFlush()) this.request()
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

  /** Takes one event; anything but 'new' did nothing. */
  receive(event: Extract<ClientMessage, { kind: 'event' }>): Reception {
    this.outbox.acknowledge(event.ackSeq)
    const reception = this.inbox.accept(event.eventNo, performance.now(), this.host.limits)
    if (reception === 'new') this.dispatch(event)
    // A duplicate is answered too: the browser sent it because it missed the answer.
    this.inbox.ackedEvent = Math.min(this.inbox.ackedEvent, event.eventNo - 1)
    this.request()
    return reception
  }

  /** The socket has room again. */
  resume(): void {
    if (this.needsFlush()) this.request()
  }

  /** Makes and sends what has changed since the last flush; the hub calls it once a turn. */
  flush(): void {
    this.isRequested = false
    const { transport } = this
    if (transport === undefined || this.root.isDisposed) return
    if (transport.buffered > this.host.limits.maxBufferedBytes) return

    sink.begin(this.known)
    try {
      this.root.flush(sink, doNothing)
      this.restoreFields()
    } catch (error) {
      this.onError(error, { where: 'render', component: 'the page' })
      transport.close(CLOSE_INTERNAL_ERROR, 'internal error')
      this.dispose()
      return
    }
    this.sendChanges(transport)
  }

  dispose(): void {
    this.transport = undefined
    this.root.dispose()
  }

  // --- RootOptions ---

  onDirty(): void {
    this.request()
  }

  onError(error: unknown, info: ErrorInfo): void {
    this.host.report(error, { ...info, session: this.id })
  }

  // --- events ---

  private dispatch(event: Extract<ClientMessage, { kind: 'event' }>): void {
    const found = findHandler(this.root, event.hid, event.position)
    if (found === undefined) {
      // The node or its handler is gone since; the browser could not know yet.
      this.host.counters.staleEvents++
      return
    }
    const data = toEventData(found.type, event.payload)
    if (data === undefined) {
      this.host.counters.refused++
      return
    }

    const overtaken = noteTyped(found.node, event.hid, event.payload)
    this.call(found, data, () => {
      if (overtaken !== undefined) (this.overtaken ??= []).push(overtaken)
    })
  }

  /** `settled` is called when the handler has ended, an asynchronous one when its promise has. */
  private call(found: FoundHandler, data: unknown, settled: () => void): void {
    let result: unknown
    try {
      result = callHandler(this.root, found.handler, data)
    } catch (error) {
      this.reportHandler(found, error)
    }
    if (!isThenable(result)) return settled()

    result.then(
      () => this.settleLater(settled),
      (error: unknown) => {
        this.reportHandler(found, error)
        this.settleLater(settled)
      },
    )
  }

  private settleLater(settled: () => void): void {
    if (this.root.isDisposed) return
    settled()
    if (this.overtaken !== undefined) this.request()
  }

  private restoreFields(): void {
    const overtaken = this.overtaken
    if (overtaken === undefined) return
    this.overtaken = undefined
    for (const field of overtaken) restoreRendered(sink, field)
  }

  // --- sending ---

  private sendChanges(transport: Transport): void {
    const { inbox, outbox } = this
    const ackEvent = inbox.lastEvent
    if (sink.isEmpty) {
      if (inbox.ackedEvent !== ackEvent) this.send({ kind: 'ack', ackEvent })
    } else {
      this.known = sink.known
      const message = sink.end(outbox.nextSeq(), ackEvent)
      outbox.push(message, this.host.limits)
      transport.send(message, MESSAGE_HEADROOM)
    }
    inbox.ackedEvent = ackEvent
  }

  private needsFlush(): boolean {
    return (
      this.root.isDirty ||
      this.overtaken !== undefined ||
      this.inbox.ackedEvent !== this.inbox.lastEvent
    )
  }

  private request(): void {
    if (this.isRequested || this.transport === undefined) return
    this.isRequested = true
    this.host.request(this)
  }

  private reportHandler({ handler, type, tag }: FoundHandler, error: unknown): void {
    const component = `${handler.name || 'handler'} of ${type} on <${tag}>`
    this.onError(error, { where: 'handler', component })
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as PromiseLike<unknown> | undefined)?.then === 'function'
}

function doNothing(): void {}
