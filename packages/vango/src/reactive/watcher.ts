/**
 * A watcher: somebody above this room who reads signals and wants to hear when to look again. A
 * fiber is one, a hole bound to a signal another.
 *
 *     run ─▶ (write) ─▶ notify, once ─▶ isDirty? ─ no ─▶ waits for the next write
 *      ▲                                   └─ yes ─┐
 *      └───────────────────────────────────────────┘
 *
 * It must never know what a run does or when it happens. Read `effect.ts` next.
 */
import type { Link } from './edges.ts'
import { graph } from './core.ts'
import * as flags from './flags.ts'

const { DERIVED, DISPOSED, LIVE, PENDING } = flags
const { run, isDirty: isGraphDirty, dispose } = graph

let watcherCount = 0

export class Watcher<T extends object = object> {
  /** @internal */ declare flags: number
  /** @internal */ declare deps: Link | undefined
  /** @internal */ declare tail: Link | undefined
  /** @internal */ declare readonly notify: (target: never) => void
  /** @internal */ declare readonly target: T

  constructor(notify: (target: T) => void, target: T) {
    this.flags = LIVE
    this.deps = undefined
    this.tail = undefined
    this.notify = notify
    this.target = target
  }

  /** @internal */
  wake(): void {
    // Not `this.notify(…)`, which would hand over the watcher as `this`.
    const { notify, target } = this
    notify(target as never)
  }
}

/**
 * Makes a watcher that calls `notify(target)` when something it has read may have changed, and then
 * not again until it has been run or checked. `notify` is called in the middle of a write: it must
 * not throw, read or write signals; putting `target` on a list is what it is for.
 */
export function createWatcher<T extends object>(
  notify: (target: T) => void,
  target: T,
): Watcher<T> {
  watcherCount++
  return new Watcher(notify, target)
}

/** How many watchers have not ended: a number that grows with each page that comes and goes is a leak. */
export function countWatchers(): number {
  return watcherCount
}

/**
 * Calls `fn(arg)`; the watcher then watches what was read, and nothing else, also when `fn` throws.
 * If something it has read is written to in the meantime, it is notified again at the end.
 */
export function runWatcher<A, R>(watcher: Watcher, fn: (arg: A) => R, arg: A): R {
  return run(watcher, fn, arg)
}

/**
 * Whether something that the watcher has read has really changed; pulls computeds to find out. If
 * not, the watcher is as if it had never been notified.
 */
export function isDirty(watcher: Watcher): boolean {
  return (watcher.flags & PENDING) !== 0 && isGraphDirty(watcher)
}

/**
 * Ends a watcher. It watches nothing and is never notified again, also if it is running right now.
 */
export function disposeWatcher(watcher: Watcher): void {
  if ((watcher.flags & DISPOSED) === 0) watcherCount--
  dispose(watcher)
}

/** Whether anything can ever notify the watcher: one without dependencies need not be kept. */
export function hasDependencies(watcher: Watcher): boolean {
  return watcher.deps !== undefined
}

/** Whether anything can notify the watcher that does not itself need a change to follow from. */
export function hasOwnDependencies(watcher: Watcher): boolean {
  for (let link = watcher.deps; link !== undefined; link = link.nextDep) {
    if ((link.dep.flags & DERIVED) === 0) return true
  }
  return false
}
