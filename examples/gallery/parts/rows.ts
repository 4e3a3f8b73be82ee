/**
 * The data of the js-framework-benchmark: rows with a rising id and a random three-word label.
 */
export interface Row {
  readonly id: number
  readonly label: string
}

export function buildRows(firstId: number, count: number): Row[] {
  return Array.from({ length: count }, (_, index) => ({
    id: firstId + index,
    label: `${pick(adjectives)} ${pick(colours)} ${pick(nouns)}`,
  }))
}

function pick(words: readonly string[]): string {
  return words[Math.floor(Math.random() * words.length)]!
}

const adjectives = [
  'pretty',
  'large',
  'big',
  'small',
  'tall',
  'short',
  'long',
  'handsome',
  'plain',
  'quaint',
  'clean',
  'elegant',
  'easy',
  'angry',
  'crazy',
  'helpful',
  'mushy',
  'odd',
  'unsightly',
  'adorable',
  'important',
  'inexpensive',
  'cheap',
  'expensive',
  'fancy',
]

const colours = [
  'red',
  'yellow',
  'blue',
  'green',
  'pink',
  'brown',
  'purple',
  'brown',
  'white',
  'black',
  'orange',
]

const nouns = [
  'table',
  'chair',
  'house',
  'bbq',
  'desk',
  'car',
  'pony',
  'cookie',
  'sandwich',
  'burger',
  'pizza',
  'mouse',
  'keyboard',
]
