/**
 * A signal: a value, and the set of those who read it.
 *
 * It must never know who refuses writes and why: that comes in by `setWriteGuard`. Read
 * `computed.ts` next.
 */
import type { Derived, Link } from './edges.ts'
import { vangoError } from '../base/errors.ts'
import { flushIfIdle } from './batch.ts'
import { graph } from './core.ts'
import * as flags from './flags.ts'
import { type AnyOptions, isSame, type ReadableOptions, refuseAsValue } from './options.ts'
import { Watcher } from './watcher.ts'

export type SignalOptions<T> = ReadableOptions<T>
export type WriteGuard = (signal: Signal<unknown>) => void
/** `target` is a watcher's, `value` what the signal had and was set to again. */
export type RewriteListener = (target: object, value: unknown) => void

const { COMPUTED, DERIVED, PENDING, SHARED } = flags
const { track, tick, tell, isComputing, running } = graph

let writeGuard: WriteGuard | undefined
let rewriteListener: RewriteListener | undefined

export class Signal<T> {
  // The first six fields of `Computed` are at the same offsets, so that the graph need not ask
  // which of the two it has. `declare` keeps each field from being written twice at creation.
  /** @internal */ declare flags: number
  /** @internal The newest value. */ declare value: T
  /** @internal While `PENDING`: the value that `version` stands for. */ declare base: T | undefined
  /** @internal Does not yet count a write that nobody has looked at. */ declare version: number
  /** @internal */ declare seen: number
  /** @internal */ declare subs: Link | undefined
  /** @internal Most have none: one field for all. */ declare options: AnyOptions

  constructor(value: T, options: ReadableOptions<T> | undefined) {
    this.flags = 0
    this.value = value
    this.base = undefined
    this.version = 0
    this.seen = 0
    this.subs = undefined
    this.options = options as AnyOptions
  }

  /** The value. The running component, computed or effect runs again when it changes. */
  get(): T {
    track(this)
    return this.value
  }

  /** The value, without subscribing anyone. */
  peek(): T {
    return this.value
  }

  /** Replaces the value. Setting an equal value runs nothing. */
  set(value: T): void {
    if (writeGuard !== undefined) writeGuard(this)
    if (isComputing()) refuseWrite(this.options?.name ?? 'signal')

    const old = this.value
    if (isSame(this.options, old, value)) return tellRewrite(this.subs, value)

    this.value = value
    // Fast path: nobody has ever read it.
    if (this.seen === 0) return

    tick()
    if (this.flags & PENDING) {
      // Everyone has been told by an earlier write and nobody has looked yet. If this one takes it
      // back, they will find nothing new.
      if (isSame(this.options, this.base, value)) {
        this.settle()
        tellRewrite(this.subs, value)
      }
      return
    }

    this.flags |= PENDING
    this.base = old
    if (this.subs === undefined) return

    tell(this.subs)
    flushIfIdle()
  }

  /** Replaces the value by what `fn` makes of it. */
  update(fn: (value: T) => T): void {
    this.set(fn(this.value))
  }

  /** Throws: a signal is not its value, and would show as `[object Object]`. */
  [Symbol.toPrimitive](): never {
    return refuseAsValue(this.options?.name)
  }

  /** @internal Somebody looks at the value: from now on the version counts it. */
  refresh(): void {
    this.version++
    this.settle()
  }

  /** @internal */
  settle(): void {
    this.flags &= ~PENDING
    this.base = undefined
  }
}

export function createSignal<T>(initial: T, options?: ReadableOptions<T>): Signal<T> {
  return new Signal(initial, options)
}

/** Throws what a write of `name` by a computed gets. */
export function refuseWrite(name: string): never {
  const { name: computed = 'computed' } = running() as { name?: string }
  throw vangoError('reactive/write-in-computed', { computed, name })
}

/**
 * Puts `guard` before every write; it refuses one by throwing. Gives back the guard that was there
 * before, so that guards can be stacked and taken away again.
 */
export function setWriteGuard(guard: WriteGuard | undefined): WriteGuard | undefined {
  const previous = writeGuard
  writeGuard = guard
  return previous
}

/**
 * Tells `listener` of each watcher that reads, itself or through computeds, a signal that was set to
 * what it had: nothing has changed here, but what the value was for may have. It must not throw, nor
 * read or write signals.
 */
export function setRewriteListener(listener: RewriteListener | undefined): void {
  rewriteListener = listener
}

function tellRewrite(first: Link | undefined, value: unknown): void {
  if (rewriteListener === undefined || first === undefined) return
  // Grows while it is walked: computeds stand on each other, and meet again.
  const heads = new Set([first])
  for (const head of heads) {
    for (let link: Link | undefined = head; link !== undefined; link = link.nextSub) {
      const { sub } = link
      if (sub instanceof Watcher) rewriteListener(sub.target, value)
      else if ((sub.flags & COMPUTED) !== 0) heads.add((sub as Derived).subs!)
    }
  }
}

/** Marks a signal as one value for all sessions. The graph does not care; a write guard may. */
export function markShared(signal: Signal<unknown>): void {
  signal.flags |= SHARED
}

/**
 * Marks a signal that changes by itself only to what was promised, and else in consequence of other
 * changes: the state of a fetch. See `hasOwnDependencies`.
 */
export function markDerived(signal: Signal<unknown>): void {
  signal.flags |= DERIVED
}

export function isShared(signal: Signal<unknown>): boolean {
  return (signal.flags & SHARED) !== 0
}
