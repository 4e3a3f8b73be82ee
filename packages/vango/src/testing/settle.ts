/** When a page is at rest: nothing is on its way, and the server has answered all it was told. */
import type { PageNetwork } from './network.ts'
import type { TrafficRecorder } from './traffic.ts'
import { vangoError } from '../base/errors.ts'
import { isTimeStopped } from './clock.ts'
import { turn } from './turn.ts'

export interface Unrest {
  readonly network: PageNetwork
  readonly traffic: TrafficRecorder
  /** Documents that are being loaded. */
  readonly loading: () => number
  /** The session has something to flush. */
  readonly isDirty: () => boolean
  /** A handler of the session waits for something. */
  readonly isWorking: () => boolean
  /** Nobody need answer. */
  readonly isScripted: boolean
  readonly label: () => string
}

/** In turns. Far more than any answer takes that comes by itself, and over in an instant. */
const maxSilentTurns = 1_000
/** So many turns in which a page changes itself are an endless loop. */
const maxTurns = 100_000

/**
 * Waits until nothing more can happen by itself, asynchronous handlers included. What waits for a clock
 * that a test has stopped, for a network that it holds, or for a server that it took away, is at rest
 * too.
 */
export async function settle(page: Unrest): Promise<void> {
  let silentTurns = 0
  for (let turns = 0; turns < maxTurns; turns++) {
    // What it waits for takes its time; the limit of handlers ends it.
    if (page.isWorking() && !isTimeStopped()) turns = 0
    const before = page.traffic.activity
    await turn()
    const reason = unrestOf(page)
    if (page.traffic.activity !== before) silentTurns = 0
    else if (reason === undefined) return
    else if (reason.isCertain) silentTurns = 0
    else silentTurns++
    if (silentTurns > maxSilentTurns) {
      throw vangoError('testing/not-settled', { page: page.label(), waiting: reason!.what })
    }
  }
  throw vangoError('testing/not-settled', { page: page.label(), waiting: 'it goes on and on' })
}

/** `isCertain`: it ends by itself, however long it takes. */
function unrestOf(page: Unrest): { what: string; isCertain: boolean } | undefined {
  const { network, traffic } = page
  if (page.loading() > 0) return { what: 'a document loads', isCertain: true }
  if (network.isHolding) return undefined
  if (network.moving > 0) {
    return isTimeStopped() ? undefined : { what: 'messages are on their way', isCertain: true }
  }
  if (page.isWorking()) {
    return isTimeStopped() ? undefined : { what: 'a handler is at work', isCertain: true }
  }
  if (!network.isConnected || page.isScripted) return undefined
  if (traffic.lastEvent > traffic.ackedEvent) {
    const what = `event ${traffic.lastEvent} has no answer`
    return { what, isCertain: false }
  }
  return page.isDirty() ? { what: 'the session is dirty', isCertain: false } : undefined
}
