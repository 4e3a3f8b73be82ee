/** The three pages that are rendered to a string: small, a table, nested components. */
export function SmallPage(props: { title: string; items: readonly string[] }) {
  return (
    <div class="page">
      <h1>{props.title}</h1>
      <ul>
        {props.items.map((item) => (
          <li key={item} class="item">
            <a href={`/${item}`}>{item}</a>
          </li>
        ))}
      </ul>
      <footer>
        <p>
          Made with <b>care</b> by {props.title}
        </p>
      </footer>
    </div>
  )
}

export interface TableRow {
  readonly id: number
  readonly cells: readonly string[]
}

export function Table(props: { rows: readonly TableRow[] }) {
  return (
    <table>
      <tbody>
        {props.rows.map((row) => (
          <tr key={row.id}>
            <td>{row.id}</td>
            <td>{row.cells[0]}</td>
            <td>{row.cells[1]}</td>
            <td>{row.cells[2]}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

export function Nested(props: { depth: number }) {
  const children = Array.from({ length: props.depth }, (_, i) => <Leaf key={i} index={i} />)
  return <div>{children}</div>
}

function Leaf(props: { index: number }) {
  return <span class="leaf">{props.index}</span>
}
