/**
 * A clock that a test moves. It takes the place of the process's timers, `Date` and `performance`, so
 * it reaches server and page alike: time-outs, intervals, back-off, debounce, heartbeats.
 */
import { install } from '@sinonjs/fake-timers'
import { vangoError } from '../base/errors.ts'
import { turn } from './turn.ts'

export interface Clock {
  /** Milliseconds since 1970, as `Date.now()` says too. */
  readonly now: number
  /** Lets `ms` milliseconds pass; whatever is due meanwhile happens, in order, to its end. */
  advance(ms: number): Promise<void>
  /** How many timers wait. */
  readonly timers: number
  /** Gives the process its own time back. */
  restore(): void
  [Symbol.dispose](): void
}

export interface ClockOptions {
  /** Where the clock stands at first, in milliseconds since 1970. Default 0. */
  readonly now?: number
}

// Not `setImmediate` and `queueMicrotask`: turns of the event loop go on while time stands still.
const faked: NonNullable<NonNullable<Parameters<typeof install>[0]>['toFake']> = [
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
  'Date',
  'performance',
]

let current: ReturnType<typeof install> | undefined

/**
 * Stops the time until `restore`; `cleanup` restores it too. Throws `testing/second-clock` if the
 * time is stopped already.
 */
export function createClock({ now = 0 }: ClockOptions = {}): Clock {
  if (current !== undefined) throw vangoError('testing/second-clock', {})
  const installed = install({ now, toFake: faked })
  current = installed

  return {
    get now() {
      return installed.now
    },
    get timers() {
      return installed.countTimers()
    },
    async advance(ms) {
      let isOver = false
      // Behind all timers due by then, as it is the youngest of them.
      setTimeout(() => (isOver = true), ms)
      await turn()
      while (!isOver) {
        // One timer at a time: what it starts ends before the next is due.
        installed.next()
        await turn()
      }
      // What was made meanwhile and is due now.
      installed.tick(0)
      await turn()
    },
    restore: restoreClock,
    [Symbol.dispose]: restoreClock,
  }
}

/** Whether time stands still, by this clock or by the test runner's. */
export function isTimeStopped(): boolean {
  return 'clock' in setTimeout
}

export function restoreClock(): void {
  current?.uninstall()
  current = undefined
}
