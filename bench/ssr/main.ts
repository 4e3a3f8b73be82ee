/** HTML to a string: Vango beside a hand-written function that makes the same HTML. */
import { strictEqual } from 'node:assert/strict'
import type { Row } from '../report.ts'
import { renderToString } from '../../packages/vango/src/html/render.ts'
import { jsx } from '../../packages/vango/src/vdom/jsx.ts'
import { importPages } from '../pages/build.ts'

export const title = 'ssr: HTML to a string, renders per second (bound: hand-written)'

type Render = () => string

const items = Array.from({ length: 9 }, (_, i) => `item-${i}`)
const rows = Array.from({ length: 1_000 }, (_, id) => ({ id, cells: ['a & b', `cell ${id}`, 'c'] }))
const special = /[&<]/

function escape(text: string): string {
  return special.test(text) ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;') : text
}

const bounds: Record<string, Render> = {
  small: () => {
    let list = ''
    for (const item of items) {
      list += `<li class="item"><a href="/${escape(item)}">${escape(item)}</a></li>`
    }
    return (
      `<div class="page"><h1>${escape('Page')}</h1><ul>${list}</ul>` +
      `<footer><p>Made with <b>care</b> by ${escape('Page')}</p></footer></div>`
    )
  },
  table: () => {
    let body = ''
    for (const { id, cells } of rows) {
      body +=
        `<tr><td>${id}</td><td>${escape(cells[0]!)}</td>` +
        `<td>${escape(cells[1]!)}</td><td>${escape(cells[2]!)}</td></tr>`
    }
    return `<table><tbody>${body}</tbody></table>`
  },
  nested: () => {
    let leaves = ''
    for (let i = 0; i < 500; i++) leaves += leaf(i)
    return `<div>${leaves}</div>`
  },
}

function leaf(index: number): string {
  return `<span class="leaf">${index}</span>`
}

export async function run(): Promise<readonly Row[]> {
  const { SmallPage, Table, Nested } = await importPages()
  const pages: Record<string, Render> = {
    small: () => renderToString(jsx(SmallPage, { title: 'Page', items })),
    table: () => renderToString(jsx(Table, { rows })),
    nested: () => renderToString(jsx(Nested, { depth: 500 })),
  }

  return Object.keys(bounds).map((name) => {
    strictEqual(pages[name]!(), bounds[name]!())
    const samples = Array.from({ length: 7 }, () => [rate(bounds[name]!), rate(pages[name]!)])
    const bound = median(samples.map(([value]) => value!))
    const own = median(samples.map(([, value]) => value!))
    return { name, values: { 'bound /s': bound, 'vango /s': own, ratio: own / bound } }
  })
}

/** Renders per second over about 200 ms. */
function rate(render: Render): number {
  let sink = 0
  let count = 0
  const start = performance.now()
  while (performance.now() - start < 200) {
    for (let i = 0; i < 10; i++) sink += render().length
    count += 10
  }
  if (sink === 0) throw new Error('nothing was rendered')
  return (count * 1_000) / (performance.now() - start)
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!
}
