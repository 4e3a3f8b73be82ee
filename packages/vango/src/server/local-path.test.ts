import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toLocalPath } from './local-path.ts'

const base = 'https://a.test/login'

test.each([
  ['/account?tab=1', '/account?tab=1'],
  ['/.//evil.test', '/evil.test'],
  ['/x/..//evil.test', '/evil.test'],
  ['/%2e//evil.test', '/evil.test'],
  ['https://a.test//evil.test/login', '/evil.test/login'],
  ['/a//b', '/a//b'],
])('%s is %s', (address, path) => {
  expect(toLocalPath(new URL(address, base))).toBe(path)
})

test('no path leads to another site', () => {
  const piece = fc.constantFrom(
    '/',
    '//',
    '.',
    '..',
    '\\',
    '%2e',
    '%2f',
    'evil.test',
    '@',
    ':',
    '?',
    '\t',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const address = `/${pieces.join('')}`
      if (!URL.canParse(address, base)) return

      const url = new URL(address, base)
      if (url.origin === new URL(base).origin) {
        expect(new URL(toLocalPath(url), base).origin).toBe(url.origin)
      }
    }),
  )
})
