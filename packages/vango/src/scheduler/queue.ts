/**
 * The run queue: dirty tasks go in, parents come out before children.
 *
 * It must never know what running a task means. Read `turn.ts` next.
 */

// Task.flags; other rooms use the bits from 1 << 2 on.
/** Waiting to be run already, so another change adds nothing. */
export const QUEUED: number = 1 << 0
/** Disposed. It may still be waiting; `take` skips it. */
export const DEAD: number = 1 << 1

export interface Task {
  /** How deep in its tree; 0 is the root. Never changes. */
  readonly depth: number
  flags: number
}

export interface RunQueue<T extends Task> {
  /** Adds a task; the caller sees to it that it is not added twice (`QUEUED`). */
  add(task: T): void
  /** Takes the shallowest waiting task, oldest first, or `undefined` if none waits. */
  take(): T | undefined
  /** Empties the queue into `target`; for a flush that must go on in a later turn. */
  drainInto(target: T[]): void
}

export function createRunQueue<T extends Task>(): RunQueue<T> {
  // One bucket per tree depth instead of a sorted list: adding is a push, and a run that dirties a
  // parent just lowers `depth`. Buckets are emptied by resetting `heads`, never by shifting, and are
  // kept for the next flush.
  const buckets: T[][] = []
  const heads: number[] = []
  let depth = 0

  function next(): T | undefined {
    while (depth < buckets.length) {
      const bucket = buckets[depth]!
      const head = heads[depth]!
      if (head < bucket.length) {
        heads[depth] = head + 1
        return bucket[head]
      }
      bucket.length = 0
      heads[depth++] = 0
    }
    depth = 0
    return undefined
  }

  return {
    add(task) {
      while (buckets.length <= task.depth) {
        buckets.push([])
        heads.push(0)
      }
      buckets[task.depth]!.push(task)
      if (task.depth < depth) depth = task.depth
    },

    take() {
      for (let task = next(); task !== undefined; task = next()) {
        task.flags &= ~QUEUED
        if ((task.flags & DEAD) === 0) return task
      }
      return undefined
    },

    drainInto(target) {
      for (let task = next(); task !== undefined; task = next()) target.push(task)
    },
  }
}
