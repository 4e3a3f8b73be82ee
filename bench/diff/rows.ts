/** The rows that all contenders start with, and what a click does to them. */
export interface RowData {
  readonly id: number
  readonly name: string
  readonly city: string
  readonly price: number
}

export const rowCount = 1_000
export const appended = 10
export const swapped = [1, 998] as const
export const removedAt = 500
/** Every hundredth row is updated. */
export const updateStep = 100

const cities = ['Lisbon', 'Oslo', 'Porto', 'Berlin'] as const

export function makeRows(firstId: number, count: number): RowData[] {
  return Array.from({ length: count }, (_, i) => {
    const id = firstId + i
    return { id, name: `Table lamp ${id}`, city: cities[id % 4]!, price: 100 + (id % 500) }
  })
}

export function swap<T>(rows: readonly T[]): T[] {
  const [a, b] = swapped
  const next = [...rows]
  next[a] = rows[b]!
  next[b] = rows[a]!
  return next
}
