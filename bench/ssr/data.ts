/** What the pages show, the same for all contenders. */
export interface SmallProps {
  readonly title: string
  readonly user: string
  readonly count: number
  readonly items: readonly string[]
}

export interface Row {
  readonly id: number
  readonly name: string
  readonly city: string
  readonly price: string
}

export interface NestedProps {
  readonly chains: number
  readonly depth: number
  readonly label: string
}

export const small: SmallProps = {
  title: 'Coats & jackets',
  user: 'Ada',
  count: 3,
  items: ['Parka', 'Rain coat', 'Trench coat', 'Wind breaker'],
}

/** Every tenth name needs escaping. */
export const table: { rows: readonly Row[] } = {
  rows: Array.from({ length: 1_000 }, (_, i) => ({
    id: i + 1,
    name: i % 10 === 0 ? `Salt & pepper ${i}` : `Table lamp ${i}`,
    city: ['Lisbon', 'Oslo', 'Porto', 'Gdańsk'][i % 4]!,
    price: `${(i * 37) % 500}.90`,
  })),
}

export const nested: NestedProps = { chains: 20, depth: 25, label: 'level of the tree' }
