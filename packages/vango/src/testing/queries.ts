/** Testing Library's queries on the page's body, with errors that say whose page it is. */
import type { BoundFunctions } from '@testing-library/dom'
import { queries as library } from '@testing-library/dom'
import { vangoError } from '../base/errors.ts'

/** `getByRole`, `queryByText`, `findAllByLabelText` and so on. */
export type Queries = BoundFunctions<typeof library>

type AnyQuery = (container: HTMLElement, ...rest: unknown[]) => unknown

/** `body` is asked at each call: the page may be another one by then. */
export function bindQueries(body: () => HTMLElement, label: () => string): Queries {
  const entries = Object.entries(library).map(([name, query]) => {
    const run = query as unknown as AnyQuery
    return [name, (...rest: unknown[]) => ask(() => run(body(), ...rest), label)] as const
  })
  return Object.fromEntries(entries) as unknown as Queries
}

function ask(run: () => unknown, label: () => string): unknown {
  try {
    const result = run()
    if (!(result instanceof Promise)) return result
    return result.catch((error: unknown) => fail(error, label))
  } catch (error) {
    return fail(error, label)
  }
}

function fail(error: unknown, label: () => string): never {
  const cause = error instanceof Error ? error.message : String(error)
  throw vangoError('testing/not-found', { page: label(), cause }, error)
}
