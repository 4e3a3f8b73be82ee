/**
 * The js-framework-benchmark, keyed: the markup, the ids and the six operations are its contract,
 * so its own driver can measure this page. A plain list that is rendered again on each change.
 */
import { state } from 'vango'
import { definePage } from 'vango/server'
import { Layout } from '../parts/layout.tsx'
import { buildRows } from '../parts/rows.ts'
import type { Row } from '../parts/rows.ts'

export const jfbPage = definePage({
  title: 'Rows · Vango',
  component: Page,
  head: () => <link rel="stylesheet" href="/jfb.css" />,
})

function Page() {
  return (
    <Layout path="/jfb">
      <Rows />
    </Layout>
  )
}

export function Rows() {
  const rows = state<readonly Row[]>([])
  const selected = state<number | undefined>(undefined)
  const nextId = state(1)

  function build(count: number): Row[] {
    const firstId = nextId.peek()
    nextId.set(firstId + count)
    return buildRows(firstId, count)
  }

  function create(count: number) {
    rows.set(build(count))
    selected.set(undefined)
  }

  function clear() {
    rows.set([])
    selected.set(undefined)
  }

  const selectedId = selected.get()

  return (
    <div id="main">
      <div class="container">
        <div class="jumbotron">
          <div class="row">
            <div class="col-md-6">
              <h1>Rows</h1>
              <p class="lead">
                The js-framework-benchmark, keyed. The list lives on the server; a swap of two rows
                comes back as two moves.
              </p>
            </div>
            <div class="col-md-6">
              <div class="row">
                <Action id="run" label="Create 1,000 rows" onClick={() => create(1000)} />
                <Action id="runlots" label="Create 10,000 rows" onClick={() => create(10_000)} />
                <Action
                  id="add"
                  label="Append 1,000 rows"
                  onClick={() => rows.update((list) => list.concat(build(1000)))}
                />
                <Action
                  id="update"
                  label="Update every 10th row"
                  onClick={() => rows.update(updateEveryTenth)}
                />
                <Action id="clear" label="Clear" onClick={clear} />
                <Action id="swaprows" label="Swap Rows" onClick={() => rows.update(swapRows)} />
              </div>
            </div>
          </div>
        </div>
        <table class="table table-hover table-striped test-data">
          <tbody id="tbody">
            {rows.get().map((row) => (
              <tr key={row.id} class={row.id === selectedId ? 'danger' : ''}>
                <td class="col-md-1">{row.id}</td>
                <td class="col-md-4">
                  <a class="lbl" onClick={() => selected.set(row.id)}>
                    {row.label}
                  </a>
                </td>
                <td class="col-md-1">
                  <a class="remove" onClick={() => rows.update((list) => without(list, row.id))}>
                    <span class="remove glyphicon glyphicon-remove" aria-hidden="true"></span>
                  </a>
                </td>
                <td class="col-md-6"></td>
              </tr>
            ))}
          </tbody>
        </table>
        <span class="preloadicon glyphicon glyphicon-remove" aria-hidden="true"></span>
      </div>
    </div>
  )
}

function Action(props: { id: string; label: string; onClick: () => void }) {
  return (
    <div class="col-sm-6 smallpad">
      <button
        type="button"
        class="btn btn-primary btn-block"
        id={props.id}
        onClick={() => props.onClick()}
      >
        {props.label}
      </button>
    </div>
  )
}

function updateEveryTenth(rows: readonly Row[]): Row[] {
  return rows.map((row, index) =>
    index % 10 === 0 ? { id: row.id, label: `${row.label} !!!` } : row,
  )
}

function swapRows(rows: readonly Row[]): readonly Row[] {
  const second = rows[1]
  const last = rows[998]
  if (second === undefined || last === undefined) return rows

  const swapped = [...rows]
  swapped[1] = last
  swapped[998] = second
  return swapped
}

function without(rows: readonly Row[], id: number): Row[] {
  return rows.filter((row) => row.id !== id)
}
