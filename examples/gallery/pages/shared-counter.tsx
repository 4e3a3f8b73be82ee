/**
 * One number for everybody, on every server, and why it is written by `update` and not by `set`.
 */
import { globalCounter, globalSignal, state } from 'vango'
import type { Signal } from 'vango'
import { definePage } from 'vango/server'
import { Layout } from '../parts/layout.tsx'

export const sharedCounterPage = definePage({
  title: 'Shared counter · Vango',
  component: Page,
  head: () => (
    <>
      <link rel="stylesheet" href="/counter.css" />
      <link rel="stylesheet" href="/shared-counter.css" />
    </>
  ),
})

const clicks = globalCounter('clicks')
const updated = globalSignal('race/update', 0)
const overwritten = globalSignal('race/set', 0)

/** How many writes the race starts at the same moment. */
const racers = 100

function Page() {
  return (
    <Layout path="/shared-counter">
      <h1>Shared counter</h1>
      <p class="lead">
        The numbers below belong to nobody and to everybody. Open this page in a second window, or
        on another server of the same app, and watch both.
      </p>
      <div class="counters">
        <Shared />
        <Race />
      </div>
      <p class="note">
        This page came from process <code>{process.pid}</code>. With{' '}
        <code>npm run demo -- --nodes 3</code> there are three of them behind one port, and they
        share these numbers by Redis or NATS.
      </p>
    </Layout>
  )
}

/** Additions commute, so no two of them can be in each other’s way. */
export function Shared() {
  return (
    <section class="card counter" id="shared" aria-labelledby="shared-title">
      <h2 id="shared-title">Everybody’s</h2>
      <p>
        <code>clicks.add()</code> counts once, whoever else adds at the same moment, on whichever
        server.
      </p>
      <output class="count">{clicks}</output>
      <div class="buttons">
        <button type="button" aria-label="Subtract one" onClick={() => clicks.add(-1)}>
          −
        </button>
        <button type="button" class="quiet" onClick={() => clicks.reset()}>
          Reset
        </button>
        <button type="button" aria-label="Add one" onClick={() => clicks.add()}>
          +
        </button>
      </div>
    </section>
  )
}

/** The same work, done in the right way and in the wrong one. */
export function Race() {
  const isRunning = state(false)

  return (
    <section class="card counter" id="race" aria-labelledby="race-title">
      <h2 id="race-title">A race</h2>
      <p>{racers} writes at the same moment, each adding one. All should count.</p>
      <dl class="race">
        <div>
          <dt>
            <code>update(n =&gt; n + 1)</code>
          </dt>
          <dd id="updated">{updated}</dd>
        </div>
        <div>
          <dt>
            <code>set(peek() + 1)</code>
          </dt>
          <dd id="overwritten">{overwritten}</dd>
        </div>
      </dl>
      <button type="button" disabled={isRunning} onClick={() => race(isRunning)}>
        Start the race
      </button>
    </section>
  )
}

async function race(isRunning: Signal<boolean>): Promise<void> {
  isRunning.set(true)
  try {
    await Promise.all([updated.set(0), overwritten.set(0)])
    await Promise.all(
      Array.from({ length: racers }, () => [
        updated.update((n) => n + 1),
        // Everybody reads 0 here, and so everybody writes 1.
        overwritten.set(overwritten.peek() + 1),
      ]).flat(),
    )
  } finally {
    isRunning.set(false)
  }
}
