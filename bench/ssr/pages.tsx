/** The pages in Vango, and the two ways in which the framework makes HTML of them. */
import { renderToString } from '../../packages/vango/src/html/render.ts'
import { createHub } from '../../packages/vango/src/live/hub.ts'
import { createComponent } from '../../packages/vango/src/vdom/jsx.ts'
import type { NestedProps, Row, SmallProps } from './data.ts'

export function Small({ title, user, count, items }: SmallProps) {
  return (
    <main class="page">
      <header>
        <a class="brand" href="/">
          Shop
        </a>
        <nav>
          <ul>
            <li>
              <a href="/new">New</a>
            </li>
            <li>
              <a href="/sale">Sale</a>
            </li>
            <li>
              <a href="/about">About</a>
            </li>
          </ul>
        </nav>
        <p class="user">
          Hello <b>{user}</b>!
        </p>
      </header>
      <section id="content">
        <h1>{title}</h1>
        <p>
          There are <em>{count}</em> things in your cart.
        </p>
        <ul class="items">
          {items.map((item) => (
            <li>{item}</li>
          ))}
        </ul>
        <form method="get" action="/search">
          <label>
            Search <input type="search" name="q" placeholder={title} />
          </label>
          <button type="submit">Go</button>
        </form>
      </section>
      <footer>
        <p>
          <small>All prices include tax.</small>
        </p>
        <p>
          <a href="/terms">Terms</a>
        </p>
      </footer>
    </main>
  )
}

export function Table({ rows }: { rows: readonly Row[] }) {
  return (
    <table>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>{row.id}</td>
            <td>{row.name}</td>
            <td>{row.city}</td>
            <td>{row.price}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Five hundred components: in each chain one in the other. */
export function Nested({ chains, depth, label }: NestedProps) {
  return (
    <div class="levels">
      {Array.from({ length: chains }, () => (
        <Level depth={depth} label={label} />
      ))}
    </div>
  )
}

function Level({ depth, label }: { depth: number; label: string }) {
  return (
    <div class="level">
      <span>{label}</span>
      {depth > 1 ? <Level depth={depth - 1} label={label} /> : undefined}
    </div>
  )
}

const components = { small: Small, table: Table, nested: Nested }

export type PageName = keyof typeof components

/** `renderToString`: no session, no marks. */
export function renderPage(name: PageName, props: object): string {
  return renderToString(createComponent(components[name], { ...props }, undefined))
}

const hub = createHub({
  onError(error) {
    throw error
  },
})

/** What a page request costs without HTTP: a session is made, printed and dropped. */
export function openPage(name: PageName, props: object): string {
  const page = hub.open(createComponent(components[name], { ...props }, undefined), undefined)
  let html = ''
  for (const chunk of page.chunks()) html += chunk
  page.discard()
  return html
}
