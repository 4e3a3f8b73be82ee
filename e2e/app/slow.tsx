/** A page whose parts load when a test says so: text, table rows, a drawing, something to click. */
import { resource, state, Suspense } from 'vango'
import type { Child } from 'vango'
import { Counter } from './plain.tsx'

/** One call of a fetcher. */
export interface Load {
  readonly signal: AbortSignal
  resolve(): void
}

export type SlowPart = 'text' | 'rows' | 'drawing' | 'button'

export interface SlowPage {
  readonly component: () => Child
  /** Every fetch so far, by part. */
  readonly loads: Record<SlowPart, Load[]>
}

export function createSlowPage(): SlowPage {
  const loads: SlowPage['loads'] = { text: [], rows: [], drawing: [], button: [] }
  /** Waits for the test, then is there. */
  function useLoad(part: SlowPart): void {
    resource(
      ({ signal }) => new Promise<void>((resolve) => loads[part].push({ signal, resolve })),
    ).value()
  }

  function Text() {
    useLoad('text')
    return <b id="text">the text</b>
  }

  function Rows() {
    useLoad('rows')
    return [1, 2].map((row) => (
      <tr key={row} class="row">
        <td>row {row}</td>
      </tr>
    ))
  }

  function Drawing() {
    useLoad('drawing')
    return <circle id="circle" cx="10" cy="10" r="8" />
  }

  function Button() {
    useLoad('button')
    const clicks = state(0)
    return (
      <button id="late" onClick={() => clicks.update((n) => n + 1)}>
        {clicks}
      </button>
    )
  }

  function Page() {
    return (
      <main>
        <Counter />
        <p id="place">
          before
          <Suspense fallback={<i class="fallback">waits</i>}>
            <Text />
          </Suspense>
          after
        </p>
        <table>
          <tbody>
            <Suspense
              fallback={
                <tr class="fallback">
                  <td>waits</td>
                </tr>
              }
            >
              <Rows />
            </Suspense>
          </tbody>
        </table>
        <svg width="20" height="20">
          <Suspense fallback={<rect class="fallback" width="5" height="5" />}>
            <Drawing />
          </Suspense>
        </svg>
        <Suspense fallback={<i class="fallback">waits</i>}>
          <Button />
        </Suspense>
      </main>
    )
  }

  return { component: Page, loads }
}
