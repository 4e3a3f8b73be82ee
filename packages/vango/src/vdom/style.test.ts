import { describe, expect, test } from 'vitest'
import { toStyle } from './style.ts'
import { onRefused } from './urls.ts'
import type { Refused } from './urls.ts'

test.each([
  [{ color: 'red', fontSize: 12 }, 'color:red;font-size:12px'],
  [
    { width: 0, lineHeight: 1.5, zIndex: 3, opacity: 0 },
    'width:0;line-height:1.5;z-index:3;opacity:0',
  ],
  [{ '--gap': 4, '--myFärbe': 'red' }, '--gap:4;--myFärbe:red'],
  [{ 'font-size': '1rem' }, 'font-size:1rem'],
  [
    { webkitLineClamp: 2, WebkitMask: 'none', msZoom: 1 },
    '-webkit-line-clamp:2;-webkit-mask:none;-ms-zoom:1px',
  ],
  [{ color: undefined, width: null, height: false, top: '' }, undefined],
  [{}, undefined],
])('%j is %j', (style, expected) => {
  expect(toStyle('p', style)).toBe(expected)
})

test.each(['color;x', 'a b', 'a:b', '}', '--a;b', '', '1a'])(
  'refuses the property name %j',
  (name) => {
    expect(() => toStyle('p', { [name]: 'red' })).toThrow('html/bad-style')
  },
)

test('refuses values that are neither text nor number', () => {
  expect(() => toStyle('p', { color: { get: () => 'red' } })).toThrow('html/bad-style')
  expect(() => toStyle('p', { color: () => 'red' })).toThrow('html/bad-style')
})

describe('a value', () => {
  test.each([
    'rgb(1 2 3 / 50%)',
    'calc((1px + 2px) * 3)',
    'url(data:image/png;base64,AA==)',
    'url("a;b.png")',
    "url( 'a)b' )",
    '"a;b" "\\"c" \'d\'',
    '[a] 1fr [b]',
    'var(--x, "y;")',
    '1px / 2px',
    'red !important',
  ])('%j stays as it is', (value) => {
    expect(toStyle('p', { content: value })).toBe(`content:${value}`)
  })

  test.each([
    'red;background:blue',
    'red}',
    'red{',
    '"a',
    'url(a',
    'url(a");color:red;x:")',
    'URL(a");color:red;x:")',
    'u\\rl(a");color:red;x:")',
    'red\\',
    '/* ',
    ')',
    '(]',
    '([)]',
    '"a\n;color:red',
    '{a;b}',
  ])('%j cannot reach beyond itself', (value) => {
    const refused: Refused[] = []
    const undo = onRefused((item) => refused.push(item))

    const style = toStyle('p', { color: value, width: 1 })
    undo()

    expect(style).toBe('width:1px')
    expect(refused).toEqual([{ code: 'html/refused-style', tag: 'p', name: 'color', value }])
  })

  test('of many brackets costs no more than its length', () => {
    const value = `${'('.repeat(50_000)}${')'.repeat(50_000)}`

    expect(toStyle('p', { color: value })).toBe(`color:${value}`)
  })
})
