import { runInThisContext } from 'node:vm'
import fc from 'fast-check'
import { transformWithOxc } from 'vite'
import { describe, expect, test } from 'vitest'
import { decodeEntities, entities } from './entities.ts'
import { jsxText } from './text.ts'

/** What Vite's own JSX transform makes of JSX texts; `undefined` where it leaves one out. */
async function transformTexts(texts: readonly string[]): Promise<(string | undefined)[]> {
  const source = `export const all = [${texts.map((text) => `<p>${text}</p>`).join(',')}]`
  const { code } = await transformWithOxc(source, 'a.jsx', { jsx: { runtime: 'automatic' } })
  const body = code.replace(/^import.*$/m, '').replace('export const all =', 'return')
  const jsx = (_: string, props: { children?: string }): string | undefined => props.children
  return runInThisContext(`(_jsx) => { ${body} }`)(jsx) as (string | undefined)[]
}

describe('entities', () => {
  test('has the 253 names of JSX, with the characters Vite has for them', async () => {
    const names = [...entities.keys()]
    expect(names).toHaveLength(253)
    expect(await transformTexts(names.map((name) => `&${name};`))).toEqual([...entities.values()])
  })

  test.each([
    ['&#65;&#x41;&#x1f600;', 'AA😀'],
    ['&amp;lt;', '&lt;'],
    ['&#xd83d;&#xde00;', '😀'],
    ['&#X41; &#x110000; &#; &nope; &amp & ;', '&#X41; &#x110000; &#; &nope; &amp & ;'],
    ['&toString;', '&toString;'],
  ])('%s', async (written, expected) => {
    expect(decodeEntities(written)).toBe(expected)
    expect(await transformTexts([written])).toEqual([expected])
  })
})

describe('JSX text', () => {
  test.each([
    ['a', 'a'],
    [' ', ' '],
    ['  a  ', '  a  '],
    ['\n', ''],
    ['\n  a\n', 'a'],
    ['a\n\n  b', 'a b'],
    ['a  \r\n\tb\t', 'a b\t'],
    ['\n  a &#32;\n', 'a  '],
    ['\n  &nbsp;\n', '\u00a0'],
    ['\n  \u00a0\n', ''],
  ])('%j is %j', (written, expected) => {
    expect(jsxText(written)).toBe(expected)
  })

  test('reads every text as Vite does', async () => {
    const pieces = [
      'a|b|😀|&|;|&amp;|&nbsp;|&#32;|&#10;|&#x41;|&lt|#|\'|"'.split('|'),
      ' | |\n|\n|\r|\r\n|\t|\v|\f|\u0085|\u00a0|\u1680|\u180e|\u2003'.split('|'),
      '\u200b|\u2028|\u2029|\u202f|\u205f|\u3000|\ufeff'.split('|'),
    ]
    const unit = fc.constantFrom(...pieces.flat())
    const texts = fc.array(fc.string({ unit, minLength: 1, maxLength: 12 }), { minLength: 50 })

    await fc.assert(
      fc.asyncProperty(texts, async (written) => {
        const expected = await transformTexts(written)
        expect(written.map(jsxText)).toEqual(expected.map((text) => text ?? ''))
      }),
      { numRuns: 60 },
    )
  })
})
