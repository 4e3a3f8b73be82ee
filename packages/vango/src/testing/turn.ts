/** Turns of the event loop, which go on while a test's clock stands still. */
const defer = globalThis.setImmediate

/** Waits until all that this turn has started is done: microtasks, and what is deferred to its end. */
export function turn(): Promise<void> {
  return new Promise((resolve) => defer(() => defer(resolve)))
}
