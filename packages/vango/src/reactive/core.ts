/**
 * The one graph of this process, with the effects it needs. All sessions share it: what is running
 * is a fact of the current call stack only, and never survives an `await`.
 *
 * Read `signal.ts`, `computed.ts` and `watcher.ts` next.
 */
import type { Source, Subscriber } from './edges.ts'
import { createGraph, type Graph } from './graph.ts'
import { PENDING } from './flags.ts'

/** A source of this room. */
export interface RefreshableSource extends Source {
  /** Brings itself up to date. */
  refresh(): void
}

/** A watcher of this room. */
export interface WakeableSubscriber extends Subscriber {
  /** Hears that it may be dirty. */
  wake(): void
}

export const graph: Graph = createGraph({
  update(node) {
    ;(node as RefreshableSource).refresh()
  },

  notify(watcher) {
    ;(watcher as WakeableSubscriber).wake()
  },

  unwatched(node) {
    // From now on it answers by the clock: right until the next write, or not known to be right.
    node.checkedAt = node.flags & PENDING ? -1 : graph.now()
    node.flags |= PENDING
  },
})

/** Calls `fn`; what it reads is not tracked, and it may write even inside a computed. */
export function untrack<R>(fn: () => R): R {
  return graph.untrack(fn)
}
