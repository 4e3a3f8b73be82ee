/**
 * Two counters that look alike and work differently: one is bound to its signal, the other is
 * rendered again whenever the signal changes. Both send a single text patch for a click.
 */
import { state } from 'vango'
import type { Signal } from 'vango'
import { definePage } from 'vango/server'
import { Layout } from '../parts/layout.tsx'

export const counterPage = definePage({
  title: 'Counter · Vango',
  component: Page,
  head: () => <link rel="stylesheet" href="/counter.css" />,
})

function Page() {
  return (
    <Layout path="/counter">
      <h1>Counter</h1>
      <p class="lead">
        Each number below is a signal on the server. A click travels there as a few bytes, and a few
        bytes come back.
      </p>
      <div class="counters">
        <BoundCounter />
        <RenderedCounter />
      </div>
      <p class="note">
        Open this page in a second tab: it has counters of its own, because each tab is a session of
        its own.
      </p>
    </Layout>
  )
}

/** `{count}` binds the signal to its place: a change is one patch, and the component does not run. */
export function BoundCounter() {
  const count = state(0)

  return (
    <section class="card counter" id="bound" aria-labelledby="bound-title">
      <h2 id="bound-title">Bound</h2>
      <p>
        <code>{'{count}'}</code> ties the signal to its place on the page. This component ran once
        and never runs again.
      </p>
      <output class="count">{count}</output>
      <Buttons count={count} />
    </section>
  )
}

/** `count.get()` subscribes the component: a change runs it again, and only what differs is sent. */
export function RenderedCounter() {
  const count = state(0)
  const shown = count.get()

  return (
    <section class="card counter" id="rendered" aria-labelledby="rendered-title">
      <h2 id="rendered-title">Rendered again</h2>
      <p>
        <code>count.get()</code> makes this component run again on each change. Only what differs is
        sent.
      </p>
      <output class="count">{shown}</output>
      <Buttons count={count} />
    </section>
  )
}

function Buttons({ count }: { count: Signal<number> }) {
  return (
    <div class="buttons">
      <button type="button" aria-label="Subtract one" onClick={() => count.update((n) => n - 1)}>
        −
      </button>
      <button type="button" class="quiet" onClick={() => count.set(0)}>
        Reset
      </button>
      <button type="button" aria-label="Add one" onClick={() => count.update((n) => n + 1)}>
        +
      </button>
    </div>
  )
}
