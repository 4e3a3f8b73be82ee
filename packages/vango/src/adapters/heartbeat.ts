/**
 * One timer for all sockets. A browser that lost its network says nothing, so sockets that were
 * silent are pinged and ended when they stay silent. To ping fifty thousand sockets in one turn
 * would hold up everybody's patches: each tick takes a slice, each socket has its turn once a period.
 */
import { beat } from './socket.ts'
import type { LiveSocket } from './socket.ts'

/** Ticks per period. */
const slices = 32

/**
 * Starts it; the returned function stops it. The timer does not keep the process alive. A period of
 * 0 is no heartbeat.
 */
export function startHeartbeat(sockets: ReadonlySet<LiveSocket>, periodMs: number): () => void {
  if (periodMs === 0) return () => {}

  const next = createRound(sockets)
  // Sockets due, in fractions: three sockets are three beats a period, not one a tick.
  let due = 0

  const timer = setInterval(() => {
    due += sockets.size / slices
    for (; due >= 1; due--) {
      const live = next()
      if (live !== undefined) beat(live)
    }
  }, periodMs / slices)

  timer.unref()
  return () => clearInterval(timer)
}

/** Goes round and round through a set that changes meanwhile; `undefined` while it is empty. */
export function createRound<T>(items: ReadonlySet<T>): () => T | undefined {
  let round = items.values()

  return () => {
    const item = round.next()
    if (item.done !== true) return item.value

    round = items.values()
    return round.next().value
  }
}
