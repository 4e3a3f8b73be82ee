/**
 * Patches that a later one of the same message overrides: an effect that derives a value makes a
 * second patch for a place that has one already. Only the last is sent.
 *
 *     operations:   text 4 │ text 7 │ text 4 │ insert …        the first `text 4` is left out
 *
 * Between two patches of one place there must be none that moves, adds or removes nodes: what the
 * first one wrote might matter to it.
 */
import type { Writer } from '../wire/writer.ts'
import { writeBytes } from '../wire/writer.ts'

/** What is set: the text of a node, or one of its attributes or properties (`hid name`). */
export type Place = number | string

export interface Overridden {
  /** A new message. */
  reset(): void
  /** A round of rendering begins: the first patches each place once, only others can override. */
  nextRound(): void
  /** The bytes of `operations` from `start` to its end set `place`. */
  note(place: Place, start: number): void
  /** What was set so far may matter to what comes next. */
  keep(): void
  /** Appends `operations` to `target`, without what was overridden. */
  writeTo(target: Writer): void
}

export function createOverridden(operations: Writer): Overridden {
  // What was noted, in order; `undefined` is a call of `keep`. Kept for the next message.
  const places: (Place | undefined)[] = []
  const starts: number[] = []
  const ends: number[] = []
  let count = 0
  let round = 0

  /** Indices of what is overridden, in order. */
  function find(): number[] {
    const found: number[] = []
    const last = new Map<Place, number>()
    for (let i = 0; i < count; i++) {
      const place = places[i]
      if (place === undefined) {
        last.clear()
        continue
      }
      const earlier = last.get(place)
      if (earlier !== undefined) found.push(earlier)
      last.set(place, i)
    }
    return found.toSorted((left, right) => left - right)
  }

  return {
    reset() {
      count = 0
      round = 0
    },

    nextRound() {
      round++
    },

    note(place, start) {
      places[count] = place
      starts[count] = start
      ends[count++] = operations.length
    },

    keep() {
      if (count > 0 && places[count - 1] !== undefined) places[count++] = undefined
    },

    writeTo(target) {
      let from = 0
      // Fast path: one round, as nearly always.
      for (const index of round > 1 ? find() : []) {
        writeBytes(target, operations.bytes.subarray(from, starts[index]))
        from = ends[index]!
      }
      writeBytes(target, operations.bytes.subarray(from, operations.length))
    },
  }
}
