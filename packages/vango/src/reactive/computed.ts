/**
 * A computed: a value made from other values, when somebody asks for it and not before.
 *
 * It must never know who asks. Read `watcher.ts` next.
 */
import type { Link } from './edges.ts'
import { CycleError } from '../base/errors.ts'
import { graph } from './core.ts'
import { extendCycle, startCycle } from './cycle.ts'
import * as flags from './flags.ts'
import { type AnyOptions, isSame, nameOf, type ReadableOptions, refuseAsValue } from './options.ts'

export type ComputedOptions<T> = ReadableOptions<T>

const { CHECKING, COMPUTED, FAILED, LIVE, NEW, PENDING, RUNNING } = flags
const { track, running, run, now, isDirty } = graph

export class Computed<T> {
  // The first six fields are at the same offsets as those of `Signal`, see there.
  /** @internal */ declare flags: number
  /** @internal */ declare deps: Link | undefined
  /** @internal */ declare tail: Link | undefined
  /** @internal */ declare version: number
  /** @internal */ declare seen: number
  /** @internal */ declare subs: Link | undefined
  /** @internal With `FAILED`: what was thrown. */ declare value: T | undefined
  /** @internal */ declare fn: (previous: unknown) => T
  /** @internal */ declare via: Link | undefined
  /** @internal */ declare checkedAt: number
  /** @internal */ declare options: AnyOptions

  constructor(fn: (previous: T | undefined) => T, options: ReadableOptions<T> | undefined) {
    this.flags = COMPUTED | NEW | PENDING
    this.deps = undefined
    this.tail = undefined
    this.version = 0
    this.seen = 0
    this.subs = undefined
    this.value = undefined
    this.fn = fn as (previous: unknown) => T
    this.via = undefined
    this.checkedAt = -1
    this.options = options as AnyOptions
  }

  /**
   * The value, computed if needed. The running component, computed or effect runs again when it
   * changes.
   */
  get(): T {
    if (this.flags & (PENDING | RUNNING)) this.settle()
    track(this)
    if (this.flags & FAILED) throw this.value
    return this.value as T
  }

  /** The value, computed if needed, without subscribing anyone. */
  peek(): T {
    if (this.flags & (PENDING | RUNNING)) this.settle()
    if (this.flags & FAILED) throw this.value
    return this.value as T
  }

  /** Throws: a computed is not its value, and would show as `[object Object]`. */
  [Symbol.toPrimitive](): never {
    return refuseAsValue(this.name)
  }

  /** @internal Makes the value right, at the least cost. */
  settle(): void {
    if (this.flags & RUNNING) {
      // The asking computed has to notice when the cycle is gone. An edge to itself would tell it
      // nothing.
      if (running() !== this) track(this)
      throw startCycle(this, this.name)
    }
    if (!(this.flags & LIVE) && this.checkedAt === now()) return

    // One that is being checked already has reached itself: only running it tells whether it still
    // depends on itself.
    if (this.flags & (NEW | CHECKING)) return this.refresh()

    this.flags |= CHECKING
    const isRunNeeded = isDirty(this)
    this.flags &= ~CHECKING
    if (isRunNeeded) this.refresh()
    else if (!(this.flags & LIVE)) this.checkedAt = now()
  }

  /**
   * Runs the function. What it throws is a value too: kept, and thrown by `get` until a dependency
   * changes.
   *
   * @internal
   */
  refresh(): void {
    const start = now()
    const hasValue = !(this.flags & (FAILED | NEW))
    const old = this.value

    try {
      const next = run(this, this.fn, hasValue ? old : undefined)
      if (!hasValue || !isSame(this.options, old, next)) {
        this.value = next
        this.version++
        if (!hasValue) this.flags &= ~(FAILED | NEW)
      }
    } catch (error) {
      if (error instanceof CycleError) extendCycle(error, this, this.name)
      if (!(this.flags & FAILED) || !Object.is(old, error)) {
        this.value = error as T
        this.version++
        this.flags = (this.flags & ~NEW) | FAILED
      }
    }
    if (this.flags & LIVE) return
    this.flags |= PENDING
    this.checkedAt = start
  }

  /** @internal */
  get name(): string {
    return nameOf('computed', this.options?.name, this.fn)
  }
}

/**
 * Makes a computed from `fn`, which is called with its previous result. It may read signals and
 * other computeds and must not write any.
 */
export function createComputed<T>(
  fn: (previous: T | undefined) => T,
  options?: ComputedOptions<T>,
): Computed<T> {
  return new Computed(fn, options)
}
