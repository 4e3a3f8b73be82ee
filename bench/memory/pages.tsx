/** What sessions hold: next to nothing, a table, and many components that do nothing. */
import { state } from 'vango'

const ids = Array.from({ length: 1_000 }, (_, i) => i + 1)

/** As on a page that shows what a database gave: the rows are not kept but by the page. */
export function Table() {
  const selected = state(0)
  return (
    <main>
      <button id="select" onClick={() => selected.set(1)}>
        Select {selected}
      </button>
      <table>
        <tbody>
          {ids.map((id) => (
            <tr key={id}>
              <td>{id}</td>
              <td>{`Table lamp ${id}`}</td>
              <td>Lisbon</td>
              <td>{`${(id * 37) % 500}.90`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </main>
  )
}

/** The same table, rendered again when the selection changes, so every row can be compared. */
export function RenderedTable() {
  const selected = state(0)
  const current = selected.get()
  return (
    <main>
      <button id="select" onClick={() => selected.set(1)}>
        Select {current}
      </button>
      <table>
        <tbody>
          {ids.map((id) => (
            <tr key={id} class={id === current ? 'danger' : ''}>
              <td>{id}</td>
              <td>{`Table lamp ${id}`}</td>
              <td>Lisbon</td>
              <td>{`${(id * 37) % 500}.90`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </main>
  )
}

/** A component of one element and one text, the least there is. */
function Leaf({ label }: { label: number }) {
  return <li>{label}</li>
}

export function Leaves({ count }: { count: number }) {
  return (
    <ul>
      {Array.from({ length: count }, (_, i) => (
        <Leaf key={i} label={i} />
      ))}
    </ul>
  )
}

/** The same elements without the components, to be taken off. */
export function Items({ count }: { count: number }) {
  return (
    <ul>
      {Array.from({ length: count }, (_, i) => (
        <li key={i}>{i}</li>
      ))}
    </ul>
  )
}
