/**
 * What one node of the signal graph can be, as bits of one number.
 *
 * Plain consts, not an object, so that minifiers inline them. There is no bit for signals and
 * watchers: a dependency without `COMPUTED` is a signal, a subscriber without it is a watcher or an
 * effect.
 */

// ReactiveNode.flags
/** Both ends of edges: it is read, and it reads. */
export const COMPUTED: number = 1 << 0
/**
 * It stands in the lists of its dependencies and is told about writes. Watchers always, computeds
 * while watched.
 */
export const LIVE: number = 1 << 1
/**
 * Look before you trust. Signal: written, and the version does not count the write yet. Watcher:
 * told, and neither run nor checked since. Computed: the same as a watcher while live, always while
 * not live.
 */
export const PENDING: number = 1 << 2
/** Its function is on the call stack right now. */
export const RUNNING: number = 1 << 3
/** Computed: `isDirty` stands on it or below it, and uses its `via`. */
export const CHECKING: number = 1 << 4
/** Computed: never run, so there is nothing to check. */
export const NEW: number = 1 << 5
/** Computed: `value` is what the function threw. */
export const FAILED: number = 1 << 6
/** Watcher or effect: has ended. Reads during the rest of its run leave no edge. */
export const DISPOSED: number = 1 << 7
/** Signal: one value for all sessions; `markShared`. */
export const SHARED: number = 1 << 8
/** Signal: changes only in consequence of other changes; `markDerived`. */
export const DERIVED: number = 1 << 9
