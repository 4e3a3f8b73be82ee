import { assert, constantFrom, array, property, string } from 'fast-check'
import { expect, test } from 'vitest'
import { hasCodeUrl, isCodeRefresh, isCodeUrl } from './urls.ts'

test.each([
  'javascript:alert(1)',
  'JavaScript:alert(1)',
  ' javascript:alert(1)',
  '\u0001\u001f javascript:alert(1)',
  'java\nscript:alert(1)',
  'j\ta\rv\nascript\t:alert(1)',
  'vbscript:msgbox(1)',
  'javascript:',
])('%j runs code', (url) => {
  expect(isCodeUrl('a', url)).toBe(true)
})

test.each([
  '/javascript:alert(1)',
  'https://example.com/?next=javascript:alert(1)',
  '#javascript:',
  './javascript:x',
  'javascripts:x',
  'javascript',
  // A space inside is no tolerance of browsers.
  'java script:alert(1)',
  'mailto:a@example.com',
  '',
])('%j does not', (url) => {
  expect(isCodeUrl('a', url)).toBe(false)
})

test.each([
  ['iframe', 'data:text/html,<b>', true],
  ['IFRAME', 'DATA:text/html,<b>', true],
  ['object', 'data:image/svg+xml,<svg>', true],
  ['embed', 'da\nta:text/html,<b>', true],
  ['iframe', 'data:,', true],
  ['iframe', 'data:application/pdf;base64,AA', false],
  ['object', 'data:image/png;base64,AA', false],
  ['script', 'data:text/javascript,alert(1)', true],
  ['use', 'data:image/svg+xml,<svg>', true],
  ['img', 'data:image/svg+xml,<svg>', false],
  ['a', 'data:text/csv,a', false],
])('<%s> with %j runs code: %j', (tag, url, expected) => {
  expect(isCodeUrl(tag, url)).toBe(expected)
})

test('agrees with the URL parser on what the scheme is', () => {
  const piece = constantFrom(
    'java',
    'script',
    ':',
    ' ',
    '\t',
    '\n',
    '\0',
    'JAVA',
    'x',
    '/',
    '?',
    'j',
  )

  assert(
    property(array(piece, { maxLength: 8 }), string(), (pieces, rest) => {
      const url = pieces.join('') + rest
      const isScript =
        URL.canParse(url, 'http://h') && new URL(url, 'http://h').protocol === 'javascript:'
      expect(isCodeUrl('a', url)).toBe(isScript)
    }),
    { numRuns: 2000 },
  )
})

test('finds code among the values of an animation', () => {
  expect(hasCodeUrl('/a;/b; javascript:alert(1)')).toBe(true)
  expect(hasCodeUrl('0;1;0')).toBe(false)
})

test.each([
  ['0;url=javascript:alert(1)', true],
  [' 0.5 ; URL = " javascript:alert(1)', true],
  ['0 javascript:alert(1)', true],
  ['5;url=/a', false],
  ['width=device-width, initial-scale=1', false],
  ['JavaScript: the good parts', false],
])('refresh %j runs code: %j', (content, expected) => {
  expect(isCodeRefresh(content)).toBe(expected)
})
