/**
 * Stray errors: of work that somebody has started and nobody waits for, a promise without a `catch`
 * or a timer. Node would end the process, and with it everybody's page.
 */
export interface StrayOptions {
  /** Where they are told. */
  readonly say: (line: string) => void
  /**
   * Called after an error that was thrown, not rejected: code of the app or a package was left in the
   * middle of what it did, and should not go on for long. Without it the process goes on.
   */
  readonly onThrown?: () => void
}

const advice =
  'Expected work that is not awaited to catch its own errors: add a catch, or write the error into a signal.'

/** From now on stray errors are told, and end nothing by themselves. */
export function catchStrayErrors({ say, onThrown }: StrayOptions): void {
  process.on('unhandledRejection', (reason) => {
    say(`a promise was rejected, and nobody handles it. ${advice}\n${describe(reason)}`)
  })
  process.on('uncaughtException', (error) => {
    say(
      `an error was thrown where nobody catches it, in a timer for instance. ${advice}\n${describe(error)}`,
    )
    onThrown?.()
  })
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
