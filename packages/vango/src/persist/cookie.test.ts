import { describe, expect, test } from 'vitest'
import { cookie } from './cookie.ts'
import { readCookie } from './document-cookie.ts'

const attributesOf = (...args: Parameters<typeof cookie>) => cookie(...args).place!.details

describe('a cookie', () => {
  test('is for all of this host, for other sites’ links, and for long, by default', () => {
    expect(attributesOf('theme')).toBe('; Path=/; Max-Age=34560000; SameSite=Lax')
  })

  test('takes its attributes from the options', () => {
    expect(
      attributesOf('theme', {
        maxAgeSeconds: 60,
        path: '/shop',
        domain: 'example.com',
        sameSite: 'strict',
        secure: true,
      }),
    ).toBe('; Path=/shop; Domain=example.com; Max-Age=60; SameSite=Strict; Secure')
    expect(attributesOf('theme', { maxAgeSeconds: 'session' })).toBe('; Path=/; SameSite=Lax')
  })

  test('is secure where browsers would refuse it otherwise', () => {
    expect(attributesOf('a', { sameSite: 'none' })).toContain('; Secure')
    expect(attributesOf('__Secure-a')).toContain('; Secure')
    expect(attributesOf('__Host-a')).toContain('; Secure')
  })

  test('is refused if browsers would refuse it', () => {
    const refused: [key: string, options: object][] = [
      ['a', { path: 'shop' }],
      ['a', { path: '/;Domain=evil.example' }],
      ['a', { domain: 'a;b' }],
      ['a', { sameSite: 'Lax; Domain=evil.example' }],
      ['a', { maxAgeSeconds: 0 }],
      ['a', { maxAgeSeconds: 1.5 }],
      ['a', { sameSite: 'none', secure: false }],
      ['__Host-a', { path: '/shop' }],
      ['__host-a', { domain: 'example.com' }],
    ]
    for (const [key, options] of refused) {
      expect(() => cookie(key, options), JSON.stringify(options)).toThrow('persist/bad-option')
    }
    for (const key of ['', 'a b', 'a;b', 'a=b', 'ä', 'a\n']) {
      expect(() => cookie(key), JSON.stringify(key)).toThrow('persist/bad-key')
    }
  })

  test('that no script can write is refused, and says where it belongs', () => {
    expect(() => cookie('a', { httpOnly: true } as object)).toThrow(/http-only.*HTTP response/)
  })
})

describe('the value of a cookie', () => {
  test('is found among others', () => {
    const header = 'a=1; theme=dark; theme2=light;b=x=y'

    expect(readCookie(header, 'theme')).toBe('dark')
    expect(readCookie(header, 'b')).toBe('x=y')
    expect(readCookie(header, 'c')).toBeUndefined()
    expect(readCookie('', 'a')).toBeUndefined()
  })

  test('is decoded, whoever has written it', () => {
    expect(readCookie('a=%7B%22b%22%3A1%7D', 'a')).toBe('{"b":1}')
    expect(readCookie('a="quoted"', 'a')).toBe('quoted')
    expect(readCookie('a=100%', 'a')).toBe('100%')
    expect(readCookie('a=', 'a')).toBe('')
  })
})
