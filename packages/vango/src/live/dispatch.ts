/**
 * Events at work: from an EVENT to the handler that this page has rendered for it, and to the end of
 * what the handler does, which may be much later.
 */
import { createHash } from 'node:crypto'
import { vangoError } from '../base/errors.ts'
import { callHandler, findHandler } from '../component/dispatch.ts'
import type { FoundHandler } from '../component/dispatch.ts'
import type { ErrorInfo } from '../component/fiber.ts'
import type { PageRoot } from '../component/root.ts'
import type { ClientMessage } from '../wire/message.ts'
import { toEventData } from './event-data.ts'
import { noteTyped } from './field.ts'
import type { Overtaken } from './field.ts'

export type ClientEvent = Extract<ClientMessage, { kind: 'event' }>

/** What a session is to its events. */
export interface Dispatching {
  readonly id: string
  readonly root: PageRoot
  readonly counters: { staleEvents: number; refused: number }
  /** A handler has begun, … */
  begin(): void
  /** … and has ended, an asynchronous one when its promise has. */
  settle(overtaken: Overtaken | undefined): void
  onError(error: unknown, info: ErrorInfo): void
}

let current: { readonly session: string; readonly eventNo: number } | undefined

/**
 * The idempotency key of the event that the running handler was called for: the same whenever that event
 * is handled again, which happens only if a server crashed before what it had done was safe. Hand it to
 * whatever must not happen twice: a payment, a mail.
 *
 * Throws `live/no-event` outside of a handler, and in one after an `await`.
 */
export function eventKey(): string {
  if (current === undefined) throw vangoError('live/no-event', {})
  // Not the id itself: it is half of what opens the session.
  const session = createHash('sha256').update(current.session).digest('base64url').slice(0, 22)
  return `${session}-${current.eventNo}`
}

/** Calls the handler of an event, if it still has one. */
export function dispatchEvent(session: Dispatching, event: ClientEvent): void {
  const found = findHandler(session.root, event.hid, event.position)
  if (found === undefined) {
    // The node or its handler is gone since; the browser could not know yet.
    session.counters.staleEvents++
    return
  }
  const data = toEventData(found.type, event.payload)
  if (data === undefined) {
    session.counters.refused++
    return
  }

  const overtaken = noteTyped(found.node, event.hid, event.payload)
  session.begin()
  const result = call(session, found, event, data)
  if (result === undefined) return session.settle(overtaken)
  result.then(
    () => session.settle(overtaken),
    (error: unknown) => {
      report(session, found, error)
      session.settle(overtaken)
    },
  )
}

/** What an asynchronous handler will have done; nothing for any other. */
function call(
  session: Dispatching,
  found: FoundHandler,
  { eventNo }: ClientEvent,
  data: unknown,
): Promise<unknown> | undefined {
  current = { session: session.id, eventNo }
  try {
    const result = callHandler(session.root, found.handler, data)
    // A thenable of the app's may throw when it is looked at, or call back at once.
    return isThenable(result) ? Promise.resolve(result) : undefined
  } catch (error) {
    report(session, found, error)
    return undefined
  } finally {
    current = undefined
  }
}

function report(session: Dispatching, { handler, type, tag }: FoundHandler, error: unknown): void {
  const component = `${handler.name || 'handler'} of ${type} on <${tag}>`
  session.onError(error, { where: 'handler', component })
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as PromiseLike<unknown> | undefined)?.then === 'function'
}
