/**
 * HTML on the server: Vango, Preact and the bound, a template literal. All are checked to print the
 * same before anything is timed, and are timed in turns.
 *
 * Making bytes of a string costs about as much as making the string, more or less by how it was put
 * together, so that is measured too.
 */
import type { Row } from '../report.ts'
import { strictEqual } from 'node:assert/strict'
import { compile } from '../compile.ts'
import { interleave } from '../timing.ts'
import * as data from './data.ts'
import type * as Pages from './pages.tsx'

export const title = 'ssr: HTML to a string, and to bytes'

const pages = ['small', 'table', 'nested'] as const
const labels = { small: 'small page', table: 'table 1,000 x 4', nested: '500 nested components' }
const bound = 'by hand'

type Contenders = Record<string, () => string>

export async function run(): Promise<readonly Row[]> {
  // Before the peers are loaded: they look at it while they are.
  process.env['NODE_ENV'] = 'production'
  const vango = (await import(
    (await compile(new URL('pages.tsx', import.meta.url))).href
  )) as typeof Pages
  const byHand = await import('./by-hand.ts')
  const preact = await import('./preact.ts')

  const rows: Row[] = []
  for (const page of pages) {
    const props = data[page]
    const contenders: Contenders = {
      [bound]: () => (byHand[page] as (props: object) => string)(props),
      renderToString: () => vango.renderPage(page, props),
      'hub.open': () => vango.openPage(page, props),
      preact: () => (preact[page] as (props: object) => string)(props),
    }
    rows.push(...measure(page, contenders))
  }
  return rows
}

function measure(page: (typeof pages)[number], contenders: Contenders): Row[] {
  const expected = contenders[bound]!()
  for (const [name, print] of Object.entries(contenders)) {
    // Preact closes void elements as XML does, and escapes quotes in text.
    const html = print().replaceAll('/>', '>')
    strictEqual(html, expected, `${name} prints another ${page} page`)
  }

  const strings = interleave(contenders, (print) => print().length)
  const bytes = interleave(contenders, (print) => Buffer.from(print()).length)
  return Object.keys(contenders).map((name) => ({
    name: `${labels[page]}, ${name}`,
    values: {
      'ops/s': 1e9 / strings[name]!.ns,
      ratio: strings[name]!.ratioTo(bound),
      'ops/s, bytes': 1e9 / bytes[name]!.ns,
      'ratio, bytes': bytes[name]!.ratioTo(bound),
    },
  }))
}
