/**
 * Events at work: from an EVENT to the handler that this page has rendered for it, and to the end of
 * what the handler does, which may be much later.
 */
import { createHash } from 'node:crypto'
import { vangoError } from '../base/errors.ts'
import { callHandler, findHandler } from '../component/dispatch.ts'
import type { FoundHandler } from '../component/dispatch.ts'
import { findForms } from '../component/forms.ts'
import type { ErrorInfo } from '../component/fiber.ts'
import type { PageRoot } from '../component/root.ts'
import { createSubmitData } from '../vdom/event-data.ts'
import type { EventFacts, SubmittedField } from '../vdom/event-data.ts'
import type { ClientMessage } from '../wire/message.ts'
import { toEventData } from './event-data.ts'
import { noteTyped } from './field.ts'
import type { Overtaken } from './field.ts'
import { Lanes, runOf, withSignal } from './lanes.ts'
import type { LiveLimits } from './limits.ts'

export type ClientEvent = Extract<ClientMessage, { kind: 'event' }>

/** What a session is to its events. */
export interface Dispatching {
  readonly id: string
  readonly root: PageRoot
  readonly counters: { staleEvents: number; refused: number }
  readonly limits: LiveLimits
  /** Its asynchronous handlers, once it has had any. */
  lanes: Lanes | undefined
  /** A handler has begun, … */
  begin(): void
  /** … and has ended, an asynchronous one when its promise has. */
  settle(overtaken: readonly Overtaken[]): void
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

/** An event that has a handler, and what is to be done when that has ended. */
interface Task {
  readonly event: ClientEvent
  readonly facts: EventFacts
  readonly overtaken: readonly Overtaken[]
}

/** Calls the handler of an event, if it still has one, now or when its policy says. */
export function dispatchEvent(session: Dispatching, event: ClientEvent): void {
  const found = findHandler(session.root, event.hid, event.position)
  if (found === undefined) {
    // The node or its handler is gone since; the browser could not know yet.
    session.counters.staleEvents++
    return
  }
  const facts = toEventData(found.type, event.payload)
  if (facts === undefined) {
    session.counters.refused++
    return
  }

  const overtaken = noteTyped(session.root.node, found, event.hid, event.payload)
  session.begin()
  schedule(session, found, { event, facts, overtaken })
}

function schedule(session: Dispatching, found: FoundHandler, task: Task): void {
  const listener = listenerOf(task.event)
  // Fast path: nothing asynchronous is at work.
  if (session.lanes?.isBusy(listener) !== true) return start(session, found, task)

  switch (found.policy) {
    case 'drop':
      return session.settle(task.overtaken)
    case 'latest':
      session.lanes.abort(listener)
      return start(session, found, task)
    case 'parallel':
      return start(session, found, task)
    case 'serial':
      return waitForTurn(session, session.lanes, found, task)
  }
}

function waitForTurn(session: Dispatching, lanes: Lanes, found: FoundHandler, task: Task): void {
  const { event, overtaken } = task
  const max = session.limits.maxWaitingEvents
  const isWaiting = lanes.wait(listenerOf(event), max, () => {
    // What is rendered there by then: an older closure may see older props.
    const latest = findHandler(session.root, event.hid, event.position)
    if (latest?.type === found.type) return start(session, latest, task)
    session.counters.staleEvents++
    session.settle(overtaken)
  })
  if (isWaiting) return

  session.counters.refused++
  report(session, found, vangoError('live/too-many-waiting', { max }))
  session.settle(overtaken)
}

function start(session: Dispatching, found: FoundHandler, task: Task): void {
  const { event, overtaken } = task
  const data = withSignal(task.facts)
  const result = call(session, found, event, data)
  // Fast path: it is over.
  if (result === undefined) return session.settle(overtaken)

  const run = runOf(data)
  const lanes = (session.lanes ??= new Lanes())
  const listener = listenerOf(event)
  let isOver = false
  function end(): void {
    if (isOver) return
    isOver = true
    session.settle(overtaken)
    lanes.remove(listener, run)
  }
  lanes.add(listener, run)
  run.limit(session.limits.maxHandlerMs, (error) => {
    report(session, found, error)
    end()
  })
  result.then(end, (error: unknown) => {
    if (!isOver && !run.isAbort(error)) report(session, found, error)
    end()
  })
}

/** Hids leave room: an element has at most 32 listeners. */
function listenerOf({ hid, position }: ClientEvent): number {
  return hid * 32 + position
}

/**
 * Calls the handler of a form that was posted the plain way, and waits until it has ended. `false` if the
 * page has no such form. Throws what the handler threw, and `live/handler-timeout` for one that takes
 * longer than `maxMs`.
 */
export async function submitForm(
  root: PageRoot,
  name: string,
  fields: readonly SubmittedField[],
  maxMs: number,
): Promise<boolean> {
  const form = findForms(root.node).find((each) => each.name === name)
  const found = form && findHandler(root, form.hid, form.position)
  if (found === undefined) return false

  const data = withSignal(createSubmitData('submit', fields))
  const result = callHandler(root, found.handler, data)
  if (!isThenable(result)) return true

  const run = runOf(data)
  await new Promise((resolve, reject) => {
    run.limit(maxMs, reject)
    Promise.resolve(result)
      .then(resolve, reject)
      .finally(() => run.end())
  })
  return true
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
