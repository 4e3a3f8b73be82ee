/**
 * Lanes: asynchronous handlers at work, one lane for each listener that has any. What happens in one
 * lane holds up no other, so a slow handler costs its own button and nothing else.
 *
 * It must never know what a handler does. Read `dispatch.ts` for who starts them.
 */
import { errorMessage, TimeoutError } from '../base/errors.ts'

/** One call of a handler. */
export class Run {
  private controller: AbortController | undefined = undefined
  private reason: unknown = undefined
  private timer: ReturnType<typeof setTimeout> | undefined = undefined
  isAborted = false

  /** Made when it is first asked for: most handlers never do. */
  get signal(): AbortSignal {
    this.controller ??= new AbortController()
    if (this.isAborted) this.controller.abort(this.reason)
    return this.controller.signal
  }

  abort(reason: unknown): void {
    if (this.isAborted) return
    this.isAborted = true
    this.reason = reason
    this.controller?.abort(reason)
  }

  /** After `ms` it is aborted, and `onTimeout` is called. */
  limit(ms: number, onTimeout: (error: TimeoutError) => void): void {
    if (ms === 0) return
    this.timer = setTimeout(() => {
      const message = errorMessage('live/handler-timeout', { ms })
      const error = new TimeoutError('live/handler-timeout', message)
      this.abort(error)
      onTimeout(error)
    }, ms)
    this.timer.unref()
  }

  end(): void {
    clearTimeout(this.timer)
  }

  /** Whether a handler that failed with `error` has only done what it was told. */
  isAbort(error: unknown): boolean {
    if (!this.isAborted) return false
    return error === this.reason || (error instanceof Error && error.name === 'AbortError')
  }
}

/** Of the events that somebody has asked for their signal, or whose handler is asynchronous. */
const runs = new WeakMap<object, Run>()

/** The run of the handler that was called with `event`. */
export function runOf(event: object): Run {
  let run = runs.get(event)
  if (run === undefined) {
    run = new Run()
    runs.set(event, run)
  }
  return run
}

const signalProperty: PropertyDescriptor = {
  get(this: object): AbortSignal {
    return runOf(this).signal
  },
}

/** An event that says nothing but its type, as most do. A class, so that none needs a property of its own. */
export class BareEvent {
  readonly type: string

  constructor(type: string) {
    this.type = type
  }

  get signal(): AbortSignal {
    return runOf(this).signal
  }
}

/** Gives an event its `signal`, made when it is first asked for. */
export function withSignal<E extends object>(event: E): E & { readonly signal: AbortSignal } {
  const hasSignal = event instanceof BareEvent
  return (hasSignal ? event : Object.defineProperty(event, 'signal', signalProperty)) as never
}

interface Lane {
  readonly running: Set<Run>
  /** Starts the events that wait for their turn, oldest first. */
  readonly waiting: (() => void)[]
}

/** The lanes of a session. Most sessions have none. */
export class Lanes {
  private readonly lanes = new Map<number, Lane>()

  /** Whether any handler is at work. */
  get isWorking(): boolean {
    return this.lanes.size > 0
  }

  /** Whether a handler of that listener is at work. */
  isBusy(listener: number): boolean {
    return this.lanes.has(listener)
  }

  add(listener: number, run: Run): void {
    const lane = this.lanes.get(listener)
    if (lane !== undefined) lane.running.add(run)
    else this.lanes.set(listener, { running: new Set([run]), waiting: [] })
  }

  /** `start` is called when the lane is free. Returns `false` if too many wait already. */
  wait(listener: number, max: number, start: () => void): boolean {
    const { waiting } = this.lanes.get(listener)!
    if (waiting.length >= max) return false
    waiting.push(start)
    return true
  }

  /** Tells all handlers at work in a lane that a newer event has come. */
  abort(listener: number): void {
    for (const run of this.lanes.get(listener)?.running ?? []) run.abort(superseded())
  }

  /** A handler has ended; those that wait start until one is at work again. */
  remove(listener: number, run: Run): void {
    run.end()
    const lane = this.lanes.get(listener)
    if (lane === undefined || !lane.running.delete(run)) return
    if (lane.running.size > 0) return
    this.lanes.delete(listener)

    let at = 0
    while (at < lane.waiting.length && !this.isBusy(listener)) lane.waiting[at++]!()
    if (at < lane.waiting.length) this.lanes.get(listener)!.waiting.push(...lane.waiting.slice(at))
  }

  /** The session has ended: nothing that waits is started, and what is at work may stop. */
  end(): void {
    for (const { running } of this.lanes.values()) {
      for (const run of running) {
        run.end()
        run.abort(ended())
      }
    }
    this.lanes.clear()
  }
}

function superseded(): DOMException {
  return new DOMException('A newer event has come.', 'AbortError')
}

function ended(): DOMException {
  return new DOMException('The session has ended.', 'AbortError')
}
