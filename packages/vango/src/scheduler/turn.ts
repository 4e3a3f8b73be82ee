/**
 * Turns: what became dirty in one turn of the event loop is flushed once, at its end, so that all
 * changes of a turn leave together. Owners take their turns in the order in which they asked; when a
 * turn has lasted long enough, the rest waits for the next one and input is read in between.
 */

export interface TurnLoop<T> {
  /** Asks for one flush of `owner` at the end of this turn. Ask once until it was flushed. */
  request(owner: T): void
}

export interface TurnLoopOptions<T> {
  readonly flush: (owner: T) => void
  /** Runs a function after the current turn's input, `setImmediate` for instance. */
  readonly defer: (run: () => void) => void
  /** After so many milliseconds the owners still waiting get the next turn. Default 10. */
  readonly budgetMs?: number
  readonly now?: () => number
}

export function createTurnLoop<T>(options: TurnLoopOptions<T>): TurnLoop<T> {
  const { flush, defer, budgetMs = 10, now = () => performance.now() } = options
  let waiting: T[] = []
  let spare: T[] = []
  let isDeferred = false

  function requestTurn(): void {
    if (isDeferred) return
    isDeferred = true
    defer(runTurn)
  }

  function runTurn(): void {
    isDeferred = false
    const owners = waiting
    waiting = spare
    const end = now() + budgetMs

    let at = 0
    try {
      while (at < owners.length) {
        flush(owners[at++]!)
        if (at < owners.length && now() > end) break
      }
    } finally {
      // Those who did not get a turn come before those who asked during it.
      if (at < owners.length) waiting = [...owners.slice(at), ...waiting]
      owners.length = 0
      spare = owners
      if (waiting.length > 0) requestTurn()
    }
  }

  return {
    request(owner) {
      waiting.push(owner)
      requestTurn()
    },
  }
}
