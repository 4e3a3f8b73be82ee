import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'

import { Cookies, hasSecureCookies } from './cookies.ts'

afterEach(() => vi.unstubAllEnvs())

function create(header = '', url = 'https://a.test/'): Cookies {
  return new Cookies(header, { url: new URL(url), isSealed: false })
}

describe('get', () => {
  test('reads what the browser sent, the first of two with one name', () => {
    const cookies = create('a=1; b=%20x; a=2; c="q"; broken')

    expect(['a', 'b', 'c', 'broken', 'none', '__proto__'].map((name) => cookies.get(name))).toEqual(
      ['1', ' x', 'q', undefined, undefined, undefined],
    )
  })

  test('reads what was set since, and nothing that was deleted', () => {
    const cookies = create('a=1; b=2')

    cookies.set('a', 'new')
    cookies.delete('b')

    expect([cookies.get('a'), cookies.get('b')]).toEqual(['new', undefined])
  })

  test('does not look at a header beyond the limit', () => {
    expect(create(`a=1; b=${'x'.repeat(16_384)}`).get('a')).toBe(undefined)
  })

  test('takes any header without a throw', () => {
    const pairs = fc.array(fc.tuple(fc.string(), fc.string({ unit: 'binary' })))
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), pairs), (input) => {
        const header =
          typeof input === 'string' ? input : input.map((pair) => pair.join('=')).join('; ')
        const value = create(header).get('a')
        return value === undefined || typeof value === 'string'
      }),
      { numRuns: Number(process.env['VANGO_FUZZ_RUNS'] ?? '2000') },
    )
  })
})

describe('set', () => {
  test('is kept from scripts and other sites, and from plain connections', () => {
    const cookies = create()

    cookies.set(cookies.hostName('id'), 'a b')

    expect(cookies.toSetCookies()).toEqual([
      '__Host-id=a%20b; Path=/; HttpOnly; Secure; SameSite=Lax',
    ])
  })

  test('takes options, the last value counts', () => {
    const cookies = create('', 'http://localhost:3000/')

    cookies.set('a', '1')
    cookies.set('a', '2', {
      maxAgeSeconds: 60,
      path: '/p',
      sameSite: 'strict',
      unsafeReadableByScripts: true,
    })
    cookies.delete('b')

    expect(cookies.toSetCookies()).toEqual([
      'a=2; Max-Age=60; Path=/p; SameSite=Strict',
      'b=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax',
    ])
    expect(cookies.hostName('id')).toBe('id-3000')
  })

  test.each([
    ['a b', '1', {}],
    ['a', '1', { path: '/;x' }],
    ['a', '1', { maxAgeSeconds: 40_000_000 }],
    ['__Host-a', '1', { path: '/p' }],
  ])('refuses %j=%j with %j', (name, value, options) => {
    expect(() => create().set(name, value, options)).toThrow('server/bad-cookie')
  })

  test('escapes what would end the cookie', () => {
    const cookies = create()

    cookies.set('a', 'x; Domain=evil\r\nSet-Cookie: b=1')

    expect(cookies.toSetCookies()[0]).toMatch(/^a=[\w%-]+; Path=/)
  })

  test('is an error once the response has begun', () => {
    const cookies = create()

    cookies.seal()

    expect(() => cookies.set('a', '1')).toThrow('server/response-gone')
  })
})

test.each([
  ['http://a.test/', 'development', false],
  ['https://a.test/', 'development', true],
  ['http://a.test/', 'production', true],
  ['http://localhost:3000/', 'production', false],
  ['http://127.0.0.1/', 'production', false],
  ['http://[::1]/', 'production', false],
  ['http://127.0.0.1.evil.test/', 'production', true],
])('cookies for %s in %s are secure: %j', (url, env, expected) => {
  vi.stubEnv('NODE_ENV', env)

  expect(hasSecureCookies(new URL(url))).toBe(expected)
})
