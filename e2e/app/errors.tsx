/** Components and handlers that fail on demand, each beside a counter that must go on. */
import { ErrorBoundary, state } from 'vango'
import { Counter } from './plain.tsx'

/** No boundary anywhere: only handlers fail, and one component that fails to render again. */
export function ErrorsPage() {
  return (
    <main>
      <Counter />
      <button
        id="throw"
        onClick={() => {
          throw new Error('the handler threw')
        }}
      >
        Throw
      </button>
      <button
        id="reject"
        onClick={async () => {
          await Promise.resolve()
          throw new Error('the handler rejected')
        }}
      >
        Reject
      </button>
      <Fragile id="break" />
    </main>
  )
}

export function BoundaryPage() {
  return (
    <main>
      <Counter />
      <ErrorBoundary fallback={<p id="fallback">This part is out of order.</p>}>
        <Fragile id="break" />
      </ErrorBoundary>
    </main>
  )
}

/** Renders once; after a click it throws. */
export function Fragile(props: { id: string }) {
  const isBroken = state(false)
  if (isBroken.get()) throw new Error('the component threw')

  return (
    <button id={props.id} onClick={() => isBroken.set(true)}>
      Break
    </button>
  )
}
