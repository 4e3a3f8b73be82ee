import type { SourceMapPayload } from 'node:module'
import { SourceMap } from 'node:module'
import { parseSync } from 'vite'
import { expect, test } from 'vitest'
import { precompile } from './precompile.ts'

/** Where every identifier that starts with `q` stands in the source and, by the map, came from. */
function traceNames(source: string): { name: string; traced: string; actual: string }[] {
  const { code, map } = precompile(source, '/app/page.tsx', { parse: parseSync })!
  const sourceMap = new SourceMap(map as unknown as SourceMapPayload)

  return [...code.matchAll(/\bq\w+/g)].map(({ 0: name, index }) => {
    const { line, column } = toPosition(code, index)
    const entry = sourceMap.findEntry(line, column)
    if (!('originalLine' in entry)) throw new Error(`${name} is not mapped`)
    return {
      name,
      traced: `${entry.originalLine}:${entry.originalColumn}`,
      actual: Object.values(toPosition(source, source.indexOf(name))).join(':'),
    }
  })
}

function toPosition(code: string, index: number): { line: number; column: number } {
  const lines = code.slice(0, index).split('\n')
  return { line: lines.length - 1, column: lines.at(-1)!.length }
}

const page = `import { qImported } from './a.ts'

export function qPage(qProps: { qTitle: string }) {
  const qItems = props['list'] as unknown[]
  return (
    <main class="page" data-a={qFirst(
      qSecond,
      () => qThird
    )}>
      <h1>é😀 Title &amp; {qHeading} and {  qMore /* comment */ }</h1>
      {qRows.map((qEach) => (
        <qLib.Item<string>
          key={qRowId +
            qOther}
          value={qValue}
        >
          <li class={qClass}>{qText}</li>
          {qLast}
        </qLib.Item>
      ))}
    </main>
  )
}
throw qEnd
`

test('every identifier maps back to exactly where it stands', () => {
  const names = traceNames(page)

  expect(names).toHaveLength(20)
  expect(names.map(({ name, traced }) => [name, traced])).toEqual(
    names.map(({ name, actual }) => [name, actual]),
  )
})

test('a moved key maps back too', () => {
  const names = traceNames('x = <C key={qKey} a={qFirst}><D key={qInner} {...qSpread}/></C>')

  expect(names.map(({ name }) => name)).toEqual(['qFirst', 'qSpread', 'qInner', 'qKey'])
  expect(names.map(({ traced }) => traced)).toEqual(names.map(({ actual }) => actual))
})

test('the map carries source name and content', () => {
  const { map } = precompile(page, '/app/page.tsx', { parse: parseSync })!

  expect(map.sources).toEqual(['/app/page.tsx'])
  expect(map.sourcesContent).toEqual([page])
})
