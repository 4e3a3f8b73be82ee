/**
 * A cursor: where one subscriber stands in the history of one key. It makes one ordered sequence of
 * two sources that race each other: messages, each as it happens, and snapshots, read on request.
 *
 *     watch from here on ──▶ messages 7, 8 ──┐
 *     then read ───────────▶ snapshot 7 ─────┴─▶ 7, 8     (a snapshot never overtakes a message)
 *
 * Because the watch begins before the snapshot is read, no write can fall between the two.
 *
 * It must never know where entries come from. Read `subscriptions.ts` next.
 */
import type { Entry } from './backplane.ts'

export interface Cursor {
  /** The entry handed out last. */
  readonly entry: Entry | undefined
  /** A snapshot is on its way: messages wait for it. Called again at each new connection. */
  load(): void
  /** What happened. What is not newer than what was handed out is dropped. */
  message(entry: Entry): void
  /** The answer to `load`: what the engine has now, even if that is older than what it had. */
  snapshot(entry: Entry): void
}

export function createCursor(emit: (entry: Entry) => void): Cursor {
  let entry: Entry | undefined
  let isLoading = true
  let waiting: Entry | undefined

  function hand(next: Entry): void {
    entry = next
    emit(next)
  }

  return {
    get entry() {
      return entry
    },

    load() {
      isLoading = true
      waiting = undefined
    },

    message(next) {
      if (isLoading) {
        if (waiting === undefined || next.revision > waiting.revision) waiting = next
      } else if (entry === undefined || next.revision > entry.revision) {
        hand(next)
      }
    },

    snapshot(read) {
      const newest = waiting !== undefined && waiting.revision > read.revision ? waiting : read
      isLoading = false
      waiting = undefined
      if (newest.revision !== entry?.revision) hand(newest)
    },
  }
}
