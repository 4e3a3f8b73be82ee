/**
 * What goes wrong on a page without anybody asking: it is collected here, and fails the test at the
 * next `settled()`, or at its end.
 */
import { vangoError } from '../base/errors.ts'

export interface Problem {
  readonly kind:
    | 'error'
    | 'console'
    | 'duplicate-id'
    | 'drift'
    | 'leak'
    /** The server has closed the socket for something that the page said. */
    | 'refused'
    /** The page's own script has failed. */
    | 'script'
  readonly message: string
  readonly cause?: unknown
}

export interface Problems {
  add(problem: Problem): void
  readonly list: readonly Problem[]
  /** Throws `testing/problems` if there are any; they are forgotten then. */
  check(): void
  /** The next problem that matches, or one that is here already, is meant to happen. */
  expect(pattern: RegExp | string): void
  /** Checks for the last time: throws `testing/no-problem` if an expected one did not come. */
  end(): void
}

const lasting: ReadonlySet<Problem['kind']> = new Set(['duplicate-id', 'drift', 'leak'])

/** `page` names the page in messages. */
export function createProblems(page: () => string): Problems {
  let list: Problem[] = []
  const found = new Set<string>()
  /** An error may be heard of in two ways: from the hub, and by the console. */
  const causes = new WeakSet<object>()
  const expected: (RegExp | string)[] = []

  return {
    add(problem) {
      const { cause } = problem
      if (typeof cause === 'object' && cause !== null) {
        if (causes.has(cause)) return
        causes.add(cause)
      }
      const at = expected.findIndex((pattern) => matches(problem, pattern))
      if (at >= 0) {
        expected.splice(at, 1)
        return
      }
      // A state that is wrong is so each time one looks, but is told of once.
      if (lasting.has(problem.kind) && found.has(problem.message)) return
      found.add(problem.message)
      list.push(problem)
    },
    get list() {
      return list
    },
    check() {
      if (list.length === 0) return
      const told = list
      list = []
      const cause = told.find((problem) => problem.cause !== undefined)?.cause
      const problems = told.map(({ message }) => message)
      throw vangoError('testing/problems', { page: page(), problems }, cause)
    },
    expect(pattern) {
      const at = list.findIndex((problem) => matches(problem, pattern))
      if (at < 0) expected.push(pattern)
      else list = list.toSpliced(at, 1)
    },
    end() {
      this.check()
      const [missing] = expected
      if (missing === undefined) return
      throw vangoError('testing/no-problem', { page: page(), expected: String(missing) })
    },
  }
}

function matches({ message }: Problem, pattern: RegExp | string): boolean {
  return typeof pattern === 'string' ? message.includes(pattern) : pattern.test(message)
}

export function describeError(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

// --- console ---

const listeners = new Set<(message: string, cause: unknown) => void>()
let original: typeof console.error | undefined

/** Calls `listener` instead of `console.error` while it is on; returns what ends it. */
export function watchConsole(listener: (message: string, cause: unknown) => void): () => void {
  if (listeners.size === 0) {
    original = console.error
    console.error = tell
  }
  listeners.add(listener)
  return () => {
    if (!listeners.delete(listener) || listeners.size > 0) return
    // A test may have put its own in the place of ours.
    if (console.error === tell) console.error = original!
  }
}

/** To the page that was opened last: a test that has several looks at the newest, most often. */
function tell(...data: unknown[]): void {
  const message = data.map(describeError).join(' ')
  const listener = [...listeners].at(-1)
  listener?.(
    message,
    data.find((item) => item instanceof Error),
  )
}
