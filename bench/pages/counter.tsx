/** The counter page that the benchmarks load: about 30 elements, one of which changes. */
import { state } from 'vango'
import type { Signal } from 'vango'
import { createApp } from 'vango/server'
import type { App } from 'vango/server'

const links = ['Home', 'Docs', 'Guide', 'Blog', 'About']

export function Counter() {
  const count = state(0)
  return (
    <div class="page">
      <header>
        <h1>Counter</h1>
        <nav>
          <ul>
            {links.map((link) => (
              <li key={link}>
                <a href={`/${link.toLowerCase()}`}>{link}</a>
              </li>
            ))}
          </ul>
        </nav>
      </header>
      <main>
        <p class="lead">A number that lives on the server.</p>
        <section class="card">
          <h2>Count</h2>
          <output>{count}</output>
          <button type="button" onClick={() => count.update((n) => n + 1)}>
            +
          </button>
        </section>
        <p>
          It has <b>one</b> number, <i>one</i> button and <code>one</code> signal.
        </p>
      </main>
      <footer>
        <p>Made with Vango</p>
      </footer>
    </div>
  )
}

/** One value on every screen; the server process changes it from outside of any session. */
export const tick: Signal<number> = state(0)

function Shared() {
  return <p class="tick">{tick}</p>
}

export function createBenchApp(): App {
  return createApp({
    routes: { '/': Counter, '/shared': Shared },
    limits: { eventsPerSecond: 1e9, eventBurst: 1e9, maxDetached: 100_000, heartbeatMs: 0 },
  })
}
