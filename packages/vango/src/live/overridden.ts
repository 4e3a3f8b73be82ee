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
  /** The bytes of `operations` from `start` to its end set `place`. */
  note(place: Place, start: number): void
  /** What was set so far may matter to what comes next. */
  keep(): void
  /** Appends `operations` to `target`, without what was overridden. */
  writeTo(target: Writer): void
}

export function createOverridden(operations: Writer): Overridden {
  /** Where the last patch of each place begins. */
  const starts = new Map<Place, number>()
  /** Where patches end, by where they begin; only those that may still be overridden. */
  const ends = new Map<number, number>()
  /** The parts to leave out, each `[start, end]`. */
  let gaps: [start: number, end: number][] = []

  return {
    reset() {
      starts.clear()
      ends.clear()
      gaps = []
    },

    note(place, start) {
      const earlier = starts.get(place)
      if (earlier !== undefined) gaps.push([earlier, ends.get(earlier)!])
      starts.set(place, start)
      ends.set(start, operations.length)
    },

    keep() {
      if (starts.size === 0) return
      starts.clear()
      ends.clear()
    },

    writeTo(target) {
      let from = 0
      // Fast path: nothing to sort.
      if (gaps.length > 1) gaps.sort((left, right) => left[0] - right[0])
      for (const [start, end] of gaps) {
        writeBytes(target, operations.bytes.subarray(from, start))
        from = end
      }
      writeBytes(target, operations.bytes.subarray(from, operations.length))
    },
  }
}
