/** The timers of a page: the process's own, or those of a test's clock, until the page is left. */
type Timer = ReturnType<typeof setTimeout>

export interface PageTimers {
  /** `setTimeout` and its kin, as the page's scripts see them. */
  readonly globals: Readonly<Record<string, unknown>>
  clear(): void
}

export function createTimers(): PageTimers {
  const timers = new Map<number, Timer>()
  let lastId = 0
  let isOver = false

  /** Numbers, as in a browser: scripts may compare them or keep them in attributes. */
  function add(start: (run: (action: () => void) => void, id: number) => Timer): number {
    const id = ++lastId
    // What runs when the page is gone could only start something new.
    if (!isOver)
      timers.set(
        id,
        start((action) => !isOver && action(), id),
      )
    return id
  }

  function clear(id: number): void {
    clearTimeout(timers.get(id))
    timers.delete(id)
  }

  return {
    globals: {
      setTimeout: (action: () => void, ms?: number) =>
        add((run, id) =>
          setTimeout(() => {
            timers.delete(id)
            run(action)
          }, ms),
        ),
      setInterval: (action: () => void, ms?: number) =>
        add((run) => setInterval(() => run(action), ms)),
      clearTimeout: clear,
      clearInterval: clear,
      queueMicrotask: (action: () => void) => queueMicrotask(() => !isOver && action()),
    },
    clear() {
      isOver = true
      for (const timer of timers.values()) clearTimeout(timer)
      timers.clear()
    },
  }
}
