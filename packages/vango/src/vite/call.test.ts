import { describe, expect, test } from 'vitest'
import { compileExpression } from './fixtures/compile.ts'

describe('calls', () => {
  test.each([
    ['<C/>', 'jsx(C, {})'],
    ['<C a b="1" c={2} d-e={f}/>', 'jsx(C, { a: true, b: "1", c: 2, "d-e": f })'],
    ['<C>text</C>', 'jsx(C, { children: "text" })'],
    ['<C>{a}</C>', 'jsx(C, { children: a })'],
    ['<C>{(item) => item}</C>', 'jsx(C, { children: (item) => item })'],
    ['<C>{null}</C>', 'jsx(C, { children: null })'],
    ['<C>{/* nothing */}\n </C>', 'jsx(C, {}\n)'],
    ['<C>a {b}</C>', 'jsxs(C, { children: ["a ", b] })'],
    ['<C><A/><B/></C>', 'jsxs(C, { children: [jsx(A, {}), jsx(B, {})] })'],
    ['<C>{...xs}</C>', 'jsx(C, { children: [...xs] })'],
    ['<C key="k"/>', 'jsx(C, {}, "k")'],
    ['<C key={k} a={b}/>', 'jsx(C, { a: b }, k)'],
    ['<C key={k} a={b}>{c}</C>', 'jsx(C, { a: b, children: c }, k)'],
    ['<C a={b} key={k}></C>', 'jsx(C, { a: b }, k)'],
    ['<C {...p} key={k}/>', 'jsx(C, { ...p }, k)'],
    [
      '<C key={<K key={1}/>}><D key={d}/></C>',
      'jsx(C, { children: jsx(D, {}, d) }, jsx(K, {}, 1))',
    ],
    ['<C a=<D key={k}/>/>', 'jsx(C, { a: jsx(D, {}, k) })'],
    ['<C key={f(<K key={k} a={b}/>)} x={y}/>', 'jsx(C, { x: y }, f(jsx(K, { a: b }, k)))'],
    ['<C key={a ? <K key={k}/> : 1} />', 'jsx(C, {}, a ? jsx(K, {}, k) : 1)'],
    ['<C a={1} {...p} b={2}/>', 'jsx(C, { a: 1, ...p, b: 2 })'],
    ['<C __proto__={a}/>', 'jsx(C, { ["__proto__"]: a })'],
    ['<ctx.Provider value={v}/>', 'jsx(ctx.Provider, { value: v })'],
    ['<this.Tag/>', 'jsx(this.Tag, {})'],
    ['<this/>', 'jsx(this, {})'],
    ['<_c/>', 'jsx(_c, {})'],
    ['<List<string> of={xs}/>', 'jsx(List, { of: xs })'],
    ['<></>', 'jsx(Fragment, {})'],
    ['<>a</>', 'jsx(Fragment, { children: "a" })'],
    ['<><A/>{b}</>', 'jsxs(Fragment, { children: [jsx(A, {}), b] })'],
    ['<Fragment key={k}>{b}</Fragment>', 'jsx(Fragment, { children: b }, k)'],
    ['<p {...a} b="c">{d}</p>', 'jsx("p", { ...a, b: "c", children: d })'],
    ['<p innerHTML={h}/>', 'jsx("p", { innerHTML: h })'],
    ['<title>{t}</title>', 'jsx("title", { children: t })'],
    ['<textarea value="a"/>', 'jsx("textarea", { value: "a" })'],
    ['<style>{"a > b"}</style>', 'jsx("style", { children: "a > b" })'],
    ['<script async>{code}</script>', 'jsx("script", { async: true, children: code })'],
  ])('%s', (source, expected) => {
    expect(compileExpression(source)).toBe(expected)
  })

  test.each([
    ['<title>a &amp; b</title>', '$t1 = ["<title>a &amp; b</title>"] | jsxTemplate($t1)'],
    ['<style>a</style>', '$t1 = ["<style>a</style>"] | jsxTemplate($t1)'],
    [
      '<select><option>a</option></select>',
      '$t1 = ["<select><option>a</option></select>"] | jsxTemplate($t1)',
    ],
    [
      '<p><select onChange={f}><option>a</option></select></p>',
      '$t1 = ["<p>", "</p>"] | $t2 = ["<option>a</option>"] | ' +
        'jsxTemplate($t1, jsx("select", { onChange: f, children: jsxTemplate($t2) }))',
    ],
    [
      '<div><C>{<b/>}</C></div>',
      '$t1 = ["<div>", "</div>"] | $t2 = ["<b></b>"] | jsxTemplate($t1, jsx(C, { children: jsxTemplate($t2) }))',
    ],
  ])('folds what it can around and inside: %s', (source, expected) => {
    expect(compileExpression(source)).toBe(expected)
  })
})
