/**
 * Batches, and the queue of effects that wait for the outermost one to end.
 *
 * It must never know what running an effect means: it gets tasks. Watchers that are not effects
 * (fibers, holes) are not queued here; they hear of a write at once and have a scheduler of their
 * own. Read `effect.ts` next.
 */

/** Something to do when the outermost batch ends. */
export interface Task {
  /** Does it, if it still has to be done. Must not throw but `report`. */
  settle(): void
  /** Called when it still sets off tasks after `maxRounds`: makes an end of itself and reports that. */
  giveUp(rounds: number): void
}

/** How often one effect may be run again by the writes of one flush. */
export const maxRounds: number = 100
/** Rounds before runs are counted, so that flushes as they should be do not pay for the count. */
const uncountedRounds = 10

// `queue` is refilled from 0 after each flush instead of being emptied, so that it keeps its
// memory.
const queue: (Task | undefined)[] = []
let queued = 0
let depth = 0
/** The first error of the effects that have run since the outermost batch began. */
let failure: { error: unknown } | undefined

/**
 * Runs `fn`; effects of its writes run once, after the outermost batch. Nested batches are part of
 * the outer one.
 */
export function batch<R>(fn: () => R): R {
  let result: R
  startBatch()
  try {
    result = fn()
  } catch (error) {
    endFailedBatch()
    throw error
  }
  endBatch()
  return result
}

export function startBatch(): void {
  depth++
}

/**
 * Ends a batch; the outermost one flushes, and throws the first error of an effect after all have
 * run.
 */
export function endBatch(): void {
  depth--
  flushIfIdle()
}

/** Ends a batch that has thrown: its effects still run, and its own error is the first one. */
export function endFailedBatch(): void {
  try {
    endBatch()
  } catch {
    // The caller throws what came first.
  }
}

/** Runs `task` when the outermost batch ends, or with the next flush. */
export function enqueue(task: Task): void {
  queue[queued++] = task
}

/** Keeps an error for the end of the batch, so that it stops nothing. */
export function report(error: unknown): void {
  failure ??= { error }
}

export function flushIfIdle(): void {
  if (depth === 0 && (queued > 0 || failure !== undefined)) flush()
}

function flush(): void {
  // Writes of the tasks do not start a flush of their own.
  depth++
  if (queued > 0) settleAll()
  depth--

  if (failure === undefined) return
  const { error } = failure
  failure = undefined
  throw error
}

/** Settles tasks in rounds: a task queued by one round waits for the next one. */
function settleAll(): void {
  let runs: Map<Task, number> | undefined
  let next = 0

  for (let round = 0; next < queued; round++) {
    const end = queued
    if (round === uncountedRounds) runs = new Map()

    while (next < end) {
      const task = queue[next] as Task
      queue[next++] = undefined
      const waiting = queued
      task.settle()
      // One that runs as often only because another loops sets off nothing, and is left alone.
      const isLooping = runs !== undefined && countRun(runs, task) >= maxRounds && queued > waiting
      if (isLooping) task.giveUp(maxRounds)
    }
  }
  queued = 0
}

function countRun(runs: Map<Task, number>, task: Task): number {
  const count = (runs.get(task) ?? uncountedRounds) + 1
  runs.set(task, count)
  return count
}
