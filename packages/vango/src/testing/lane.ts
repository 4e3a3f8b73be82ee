/**
 * A lane: one direction of one connection. What is put in comes out in order, after as long as the
 * chaos says, or not at all.
 */
import type { Chaos } from './chaos.ts'

export interface Lane<T> {
  push(item: T): void
  /** Keeps everything from now on until `release`. */
  hold(): void
  release(): void
  /** Gives up everything that is on its way. */
  clear(): void
  /** How much is on its way and will arrive by itself. */
  readonly moving: number
  /** What is kept back. */
  readonly held: readonly T[]
}

export interface LaneOptions<T> {
  readonly chaos: () => Chaos
  readonly deliver: (item: T) => void
  /** The chaos lost a message, and with it the connection. */
  readonly broken: () => void
}

export function createLane<T>({ chaos, deliver, broken }: LaneOptions<T>): Lane<T> {
  // Arrivals are triggers, not items: each takes the oldest, so that jitter never reorders.
  let queue: T[] = []
  let held: T[] = []
  let isHolding = false
  let lastArrival = 0
  let generation = 0

  function arrive(startedAs: number): void {
    if (startedAs !== generation) return
    deliver(queue.shift() as T)
  }

  return {
    push(item) {
      if (isHolding) {
        held.push(item)
        return
      }
      const ms = chaos().next()
      if (ms === undefined) return broken()

      queue.push(item)
      const now = performance.now()
      lastArrival = Math.max(lastArrival, now + ms)
      const arrival = arrive.bind(undefined, generation)
      if (lastArrival <= now) queueMicrotask(arrival)
      else setTimeout(arrival, lastArrival - now)
    },
    hold() {
      isHolding = true
    },
    release() {
      isHolding = false
      const kept = held
      held = []
      for (const item of kept) this.push(item)
    },
    clear() {
      generation++
      queue = []
      held = []
      lastArrival = 0
    },
    get moving() {
      return queue.length
    },
    get held() {
      return held
    },
  }
}
