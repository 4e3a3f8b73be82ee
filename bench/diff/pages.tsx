/** A list of 1,000 rows in two ways: rendered again as a whole, and rows that follow signals. */
import type { Child, Signal } from 'vango'
import { computed, state } from 'vango'
import { appended, makeRows, removedAt, rowCount, swap, updateStep } from './rows.ts'
import type { RowData } from './rows.ts'

/** The plain way: an array of data, and each change renders all of it. */
export function PlainList() {
  const rows = state<readonly RowData[]>(makeRows(1, rowCount))
  const nextId = state(rowCount + 1)

  function append() {
    rows.update((list) => [...list, ...makeRows(nextId.peek(), appended)])
    nextId.update((id) => id + appended)
  }

  return (
    <main>
      <button id="update" onClick={() => rows.update(updatePrices)}>
        Update
      </button>
      <button id="swap" onClick={() => rows.update(swap)}>
        Swap
      </button>
      <button id="append" onClick={append}>
        Append
      </button>
      <button id="remove" onClick={() => rows.update(removeOne)}>
        Remove
      </button>
      <table>
        <tbody>
          {rows.get().map((row) => (
            <tr key={row.id}>
              <td>{row.id}</td>
              <td>{row.name}</td>
              <td>{row.city}</td>
              <td>{row.price}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </main>
  )
}

interface BoundRow {
  readonly price: Signal<number>
  /** Made once; a row that comes again as it is costs one comparison. */
  readonly node: Child
}

/** The fast way: prices are signals, and the list is one of rows already rendered. */
export function BoundList() {
  const rows = state<readonly BoundRow[]>(makeRows(1, rowCount).map(toBoundRow))
  const nodes = computed(() => rows.get().map((row) => row.node))
  const nextId = state(rowCount + 1)

  function append() {
    const added = makeRows(nextId.peek(), appended).map(toBoundRow)
    rows.update((list) => [...list, ...added])
    nextId.update((id) => id + appended)
  }

  function update() {
    const list = rows.peek()
    for (let i = 0; i < list.length; i += updateStep) list[i]!.price.update(raise)
  }

  return (
    <main>
      <button id="update" onClick={update}>
        Update
      </button>
      <button id="swap" onClick={() => rows.update(swap)}>
        Swap
      </button>
      <button id="append" onClick={append}>
        Append
      </button>
      <button id="remove" onClick={() => rows.update(removeOne)}>
        Remove
      </button>
      <table>
        <tbody>{nodes}</tbody>
      </table>
    </main>
  )
}

function toBoundRow({ id, name, city, price: initial }: RowData): BoundRow {
  const price = state(initial)
  const node = (
    <tr key={id}>
      <td>{id}</td>
      <td>{name}</td>
      <td>{city}</td>
      <td>{price}</td>
    </tr>
  )
  return { price, node }
}

function updatePrices(rows: readonly RowData[]): RowData[] {
  return rows.map((row, i) => (i % updateStep === 0 ? { ...row, price: raise(row.price) } : row))
}

function raise(price: number): number {
  return price === 999 ? 100 : price + 1
}

function removeOne<T>(rows: readonly T[]): readonly T[] {
  return rows.length > removedAt ? rows.toSpliced(removedAt, 1) : rows
}
