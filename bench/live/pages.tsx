/** A counter page of about thirty elements, in the two ways to write it, and a page that all users share. */
import type { Child, Signal } from 'vango'
import { state } from 'vango'

export const ticks = state(0)

export function Counter() {
  const count = state(0)
  return (
    <Layout>
      <output class="count">{count}</output>
      <Buttons count={count} />
    </Layout>
  )
}

/** The same page; here the component around the number renders again. */
export function RenderedCounter() {
  return (
    <Layout>
      <Rendered />
    </Layout>
  )
}

export function Ticker() {
  return (
    <Layout>
      <output class="count">{ticks}</output>
    </Layout>
  )
}

function Rendered() {
  const count = state(0)
  return (
    <section>
      <output class="count">{count.get()}</output>
      <Buttons count={count} />
    </section>
  )
}

function Buttons({ count }: { count: Signal<number> }) {
  return (
    <div class="buttons">
      <button id="subtract" onClick={() => count.update((n) => n - 1)}>
        −
      </button>
      <button id="reset" onClick={() => count.set(0)}>
        Reset
      </button>
      <button id="add" onClick={() => count.update((n) => n + 1)}>
        +
      </button>
    </div>
  )
}

function Layout({ children }: { children: Child }) {
  return (
    <main class="page">
      <header>
        <a class="brand" href="/">
          Vango
        </a>
        <nav>
          <ul>
            <li>
              <a href="/">Gallery</a>
            </li>
            <li>
              <a href="/counter">Counter</a>
            </li>
            <li>
              <a href="/clock">Clock</a>
            </li>
          </ul>
        </nav>
      </header>
      <section id="content">
        <h1>Counter</h1>
        <p class="lead">
          Each number below is a signal on the <em>server</em>. A click travels there as a few
          bytes.
        </p>
        <div class="card">{children}</div>
        <p class="note">
          Open this page in a second tab: it has <b>counters</b> of its own.
        </p>
      </section>
      <footer>
        <p>
          <small>Made with Vango.</small>
        </p>
      </footer>
    </main>
  )
}
