/**
 * A signal: a value, and the set of those who read it.
 *
 * It must never know who refuses writes and why: that comes in by `setWriteGuard`. Read `computed.ts` next.
 */
import type { Link } from './graph.ts'
import { vangoError } from '../base/errors.ts'
import { flushIfIdle } from './batch.ts'
import { graph } from './core.ts'
import * as flags from './flags.ts'
import { isSame, type ReadableOptions } from './options.ts'

export type SignalOptions<T> = ReadableOptions<T>
export type WriteGuard = (signal: Signal<unknown>) => void

const { PENDING, SHARED } = flags
const { track, tick, tell, isComputing } = graph

let writeGuard: WriteGuard | undefined

export class Signal<T> {
  // The order is that of the fields of `Computed`, so that the graph finds them at the same offsets in both. `declare`
  // keeps each field from being written twice at creation.
  /** @internal */ declare flags: number
  /** @internal The newest value. */ declare value: T
  /** @internal Does not count a write that nobody has looked at yet: it may still be taken back. */ declare version: number
  /** @internal */ declare seen: number
  /** @internal */ declare subs: Link | undefined
  /** @internal While `PENDING`: the value that `version` stands for. */ declare base: T | undefined
  /** @internal Most signals have none, so they cost all one field. */ declare options:
    | ReadableOptions<T>
    | undefined

  constructor(value: T, options: ReadableOptions<T> | undefined) {
    this.flags = 0
    this.value = value
    this.version = 0
    this.seen = 0
    this.subs = undefined
    this.base = undefined
    this.options = options
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

  /** Replaces the value. Setting an equal value does nothing. */
  set(value: T): void {
    if (writeGuard !== undefined) writeGuard(this as unknown as Signal<unknown>)
    if (isComputing())
      throw vangoError('reactive/write-in-computed', { name: this.options?.name ?? 'signal' })

    const old = this.value
    if (isSame(this.options, old, value)) return

    this.value = value
    // Fast path: nobody has ever read it.
    if (this.seen === 0) return

    tick()
    if (this.flags & PENDING) {
      // Everyone has been told by an earlier write and nobody has looked yet. If this one takes it back, they will
      // find nothing new.
      if (isSame(this.options, this.base as T, value)) this.settle()
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

/**
 * Puts `guard` before every write; it refuses one by throwing. Gives back the guard that was there before, so that
 * guards can be stacked and taken away again.
 */
export function setWriteGuard(guard: WriteGuard | undefined): WriteGuard | undefined {
  const previous = writeGuard
  writeGuard = guard
  return previous
}

/** Marks a signal as one value for all sessions. The graph does not care; a write guard may. */
export function markShared(signal: Signal<never>): void {
  signal.flags |= SHARED
}

export function isShared(signal: Signal<never>): boolean {
  return (signal.flags & SHARED) !== 0
}
