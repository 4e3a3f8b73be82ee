/**
 * The inbox: which events of the browser were handled, and whether they come too fast.
 */
import type { LiveLimits } from './limits.ts'

export type Reception = 'new' | 'duplicate' | 'gap' | 'too-many'

export class Inbox {
  /** Number of the last event taken; the first is 1. */
  lastEvent = 0
  /** Number of the last event whose effects outlive the process, as far as anything does here. */
  safeEvent = 0
  /** The last safe event that the browser was told about. */
  ackedEvent = 0
  // A token bucket. It starts full, and is filled up when it is looked at.
  private tokens = Number.POSITIVE_INFINITY
  private filledAt = 0

  /** Takes an event by its number, if it is the next one. `now` in milliseconds. */
  accept(eventNo: number, now: number, limits: LiveLimits): Reception {
    if (eventNo <= this.lastEvent) return 'duplicate'
    if (eventNo !== this.lastEvent + 1) return 'gap'

    const gained = ((now - this.filledAt) * limits.eventsPerSecond) / 1_000
    this.tokens = Math.min(limits.eventBurst, this.tokens + gained)
    this.filledAt = now
    if (this.tokens < 1) return 'too-many'

    this.tokens--
    this.lastEvent = eventNo
    return 'new'
  }
}
