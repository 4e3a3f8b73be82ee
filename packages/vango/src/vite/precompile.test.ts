import { parseSync } from 'vite'
import { expect, test } from 'vitest'
import { compile, compileModule } from './fixtures/compile.ts'
import { precompile } from './precompile.ts'

test('imports only what is used, on line 1', () => {
  expect(compileModule('\nconst a = <p/>')).toBe(
    'import { jsxTemplate } from "vango/jsx-runtime"; const $t1 = ["<p></p>"]; \nconst a = jsxTemplate($t1)',
  )
  expect(compileModule('const a = <><A/>b</>')).toBe(
    'import { jsxs, Fragment, jsx } from "vango/jsx-runtime"; const a = jsxs(Fragment, { children: [jsx(A, {}), "b"] })',
  )
})

test('keeps every line where it is', () => {
  const source = [
    'const a = (',
    '  <div',
    '    class="b"',
    '    title={t}',
    '  >',
    '    <C',
    '      d={e}',
    '    >',
    '      text',
    '      {f(() => {',
    '        return <i>{g}</i>',
    '      })}',
    '    </C>',
    '  </div>',
    ')',
    'export const last = 1',
  ].join('\n')

  const lines = compileModule(source).split('\n')

  expect(lines).toHaveLength(16)
  expect(lines[3]).toContain('t')
  expect(lines[10]).toBe('        return jsxTemplate($t2, g)')
  expect(lines[15]).toBe('export const last = 1')
})

test.each([
  ['"use client"\nx = <p/>', '"use client"; PROLOGUE\nx = jsxTemplate($t1)'],
  ['"use client";\nx = <p/>', '"use client"; PROLOGUE\nx = jsxTemplate($t1)'],
  ['// a\n"a"; "b"; x = <p/>', '// a\n"a"; "b"; PROLOGUE x = jsxTemplate($t1)'],
  ['#!/bin/node\nx = <p/>', '#!/bin/node\nPROLOGUE x = jsxTemplate($t1)'],
  [
    '#!/bin/node\n"use strict"\nx = <p/>',
    '#!/bin/node\n"use strict"; PROLOGUE\nx = jsxTemplate($t1)',
  ],
])('keeps hashbang and directives first: %j', (source, expected) => {
  const prologue = 'import { jsxTemplate } from "vango/jsx-runtime"; const $t1 = ["<p></p>"];'

  expect(compileModule(source)).toBe(expected.replace('PROLOGUE', () => prologue))
})

test('does not collide with names of the module', () => {
  const source =
    'const $t1 = 1, $t3 = 2, jsxTemplate = 3, jsx = 4, jsx$1 = 5\nx = <p><C/>{<b/>}</p>'

  expect(compileModule(source)).toBe(
    'import { jsxTemplate as jsxTemplate$1, jsx as jsx$2 } from "vango/jsx-runtime"; ' +
      'const $t2 = ["<p>", "", "</p>"], $t4 = ["<b></b>"]; ' +
      source.replace(/<.*/, 'jsxTemplate$1($t2, jsx$2(C, {}), jsxTemplate$1($t4))'),
  )
})

test.each([
  ['return<p/>', 'return jsxTemplate($t1)'],
  ['return<C/>', 'return jsx(C, {})'],
  ['function A(b = <p/>) {}', 'function A(b = jsxTemplate($t1)) {}'],
  [
    'class A { b = <p/>; static c = () => <C/> }',
    'class A { b = jsxTemplate($t1); static c = () => jsx(C, {}) }',
  ],
  [
    'const f = <T,>(a: T): A<T> => <C a={a as T}/>',
    'const f = <T,>(a: T): A<T> => jsx(C, { a: a as T })',
  ],
  ['enum E { A }\ntype T = A<B>\nx = <p/>', 'enum E { A }\ntype T = A<B>\nx = jsxTemplate($t1)'],
  ['<p/>', 'jsxTemplate($t1)'],
  [
    'export default async () => <p>{await a}</p>',
    'export default async () => jsxTemplate($t1, await a)',
  ],
  ['const é = <p>é😀{"ü"}{a}</p>', 'const é = jsxTemplate($t1, a)'],
])('compiles JSX wherever it stands: %s', (source, expected) => {
  const inFunction = source.startsWith('return')
  const { body } = compile(inFunction ? `() => { ${source} }` : source)
  expect(body).toBe(inFunction ? `() => { ${expected} }` : expected)
})

test('nests deeply', () => {
  const deep = `${'<div>'.repeat(300)}{a}${'</div>'.repeat(300)}`
  const { body, templates } = compile(`x = ${deep}`)

  expect(body).toBe('x = jsxTemplate($t1, a)')
  expect(templates).toHaveLength(1)
})

test('compiles .jsx files', () => {
  expect(compile('x = <p>{a}</p>', 'a.jsx').body).toBe('x = jsxTemplate($t1, a)')
})

test.each([
  ['no JSX', 'export const a = 1'],
  ['types only', 'export const a = f<B>(c < d)'],
  ['JSX in a string', 'export const a = "<p/>"'],
  ['another import source', '/** @jsxImportSource preact */\nx = <p/>'],
  ['the classic runtime', '/* @jsxRuntime classic */\nx = <p/>'],
  ['a syntax error', 'x = <p>'],
  ['an error of JSX alone', 'x = <p a={}/>'],
])('leaves a file alone: %s', (_, source) => {
  expect(precompile(source, 'a.tsx', { parse: parseSync })).toBeUndefined()
})

test('compiles under a pragma that asks for vango', () => {
  expect(compile('/** @jsxImportSource vango */ x = <p/>').templates).toHaveLength(1)
})
