/**
 * Leaks: subscriptions that outlive the pages that made them. They are counted for the process, so one
 * looks when the last of the pages that overlap has gone.
 */
import { countWatchers } from '../reactive/watcher.ts'

let pages = 0
let base = 0
/** Sessions of somebody else's app came meanwhile, and stay. */
let isDisturbed = false

/** A page begins. `end`, called when all of it is gone, returns how many subscriptions are left. */
export function watchLeaks(): { end(): number } {
  if (pages++ === 0) {
    base = countWatchers()
    isDisturbed = false
  }
  return {
    end() {
      if (--pages > 0 || isDisturbed) return 0
      return Math.max(0, countWatchers() - base)
    },
  }
}

/** Subscriptions are made from now on that stay longer than any page of ours. */
export function disturbLeaks(): void {
  isDisturbed = true
}
