import { parseSync } from 'vite'
import { expect, test } from 'vitest'
import type { JsxWarning } from './check.ts'
import { JsxError } from './check.ts'
import { compileExpression } from './fixtures/compile.ts'
import { precompile } from './precompile.ts'

test.each([
  ['x = <br>a</br>', 'vite/void-children', 'a<'],
  ['x = <p><input>{a}</input></p>', 'vite/void-children', '{a}'],
  ['x = <input {...p}><b/></input>', 'vite/void-children', '<b/>'],
  ['x = <p children={a}/>', 'vite/children-attribute', 'children'],
  ['x = <C><p {...b} children="a"/></C>', 'vite/children-attribute', 'children'],
  ['x = <p a="1" b a={2}/>', 'vite/duplicate-attribute', 'a={2}'],
  ['x = <C a {...b} a/>', 'vite/duplicate-attribute', 'a/>'],
  ['x = <p key/>', 'vite/key-without-value', 'key'],
  ['x = <p><b onclick="f()"/></p>', 'html/inline-handler', 'onclick'],
  ['x = <p class={1}/>', 'html/bad-attribute', 'class'],
  ['x = <p data-hid="1"/>', 'html/reserved-attribute', 'data-hid'],
])('%s is %s', (source, code, at) => {
  const error = fail(source)

  expect(error.code).toBe(code)
  expect(source.slice(error.pos)).toMatch(new RegExp(`^${at.replace(/[{}*]/g, '\\$&')}`))
})

test('a void element may be closed and contain comments', () => {
  expect(compileExpression('<br>{/* a */}\n </br>')).toBe('$t1 = ["<br>"] | jsxTemplate($t1\n)')
})

test('a component may have an attribute named children', () => {
  expect(compileExpression('<C children={a}/>')).toBe('jsx(C, { children: a })')
})

test('a key inside a template is dropped with a warning', () => {
  const source = 'x = <ul><li key={f()}>{a}</li></ul>'

  expect(compileExpression(source.slice(4))).toBe(
    '$t1 = ["<ul><li>", "</li></ul>"] | jsxTemplate($t1, a)',
  )
  expect(warnings(source)).toEqual([
    { message: expect.stringContaining('key of <li>') as string, pos: source.indexOf('key') },
  ])
})

test('a literal URL that runs code is left out with a warning', () => {
  const source = 'x = <a href="javascript:alert(1)">a</a>'

  expect(compileExpression(source.slice(4))).toBe('$t1 = ["<a>a</a>"] | jsxTemplate($t1)')
  expect(warnings(source)).toEqual([
    { message: expect.stringContaining('was left out of <a href>') as string, pos: 7 },
  ])
})

function fail(code: string): JsxError {
  try {
    precompile(code, 'page.tsx', { parse: parseSync })
  } catch (error) {
    if (error instanceof JsxError) return error
  }
  throw new Error(`no error for ${code}`)
}

function warnings(code: string): JsxWarning[] {
  const list: JsxWarning[] = []
  precompile(code, 'page.tsx', { parse: parseSync, warn: (warning) => list.push(warning) })
  return list
}
