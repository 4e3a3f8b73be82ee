import { describe, expect, test } from 'vitest'

import { checkAllowedOrigins, checkOrigin } from './origin.ts'

function statusOf(headers: Record<string, string>, allowed: string[] = []): number | undefined {
  return checkOrigin(headers, allowed)?.status
}

describe('checkOrigin', () => {
  test('lets pages of the same host in', () => {
    expect(statusOf({ host: 'a.test', origin: 'https://a.test' })).toBe(undefined)
    expect(statusOf({ host: 'a.test:3000', origin: 'http://a.test:3000' })).toBe(undefined)
    expect(statusOf({ host: '[::1]:3000', origin: 'http://[::1]:3000' })).toBe(undefined)
    expect(statusOf({ host: 'A.test', origin: 'https://a.test' })).toBe(undefined)
  })

  test('takes the default port of the scheme for none', () => {
    expect(statusOf({ host: 'a.test:443', origin: 'https://a.test' })).toBe(undefined)
    expect(statusOf({ host: 'a.test:80', origin: 'http://a.test' })).toBe(undefined)
    expect(statusOf({ host: 'a.test:80', origin: 'https://a.test' })).toBe(403)
  })

  test.each([
    ['another host', 'https://b.test'],
    ['a subdomain', 'https://x.a.test'],
    ['a host that begins alike', 'https://a.test.evil.test'],
    ['another port', 'https://a.test:8443'],
    ['the host as a user name', 'https://a.test@evil.test'],
    ['an opaque origin', 'null'],
    ['two origins', 'https://a.test, https://evil.test'],
    ['another scheme', 'chrome-extension://a.test'],
    ['nothing', ''],
  ])('refuses %s', (_, origin) => {
    expect(statusOf({ host: 'a.test', origin })).toBe(403)
  })

  test('refuses a request without Origin', () => {
    expect(statusOf({ host: 'a.test' })).toBe(403)
  })

  test.each(['', 'a.test/path', 'user@a.test', 'a.test:port', 'a b', 'a.test:99999'])(
    'refuses the Host %j',
    (host) => {
      expect(statusOf({ host, origin: 'https://a.test' })).toBe(400)
    },
  )

  test('refuses a request without Host', () => {
    expect(statusOf({ origin: 'https://a.test' })).toBe(400)
  })

  test.each(['cross-site', 'same-site', 'none'])('refuses Sec-Fetch-Site %s', (site) => {
    const headers = { host: 'a.test', origin: 'https://a.test', 'sec-fetch-site': site }

    expect(statusOf(headers)).toBe(403)
    expect(statusOf({ ...headers, 'sec-fetch-site': 'same-origin' })).toBe(undefined)
  })

  test('lets an allowed origin in from anywhere, but only that one', () => {
    const allowed = ['https://www.example.com']
    const headers = { host: 'a.test', 'sec-fetch-site': 'cross-site' }

    expect(statusOf({ ...headers, origin: 'https://www.example.com' }, allowed)).toBe(undefined)
    expect(statusOf({ ...headers, origin: 'http://www.example.com' }, allowed)).toBe(403)
    expect(statusOf({ ...headers, origin: 'https://example.com' }, allowed)).toBe(403)
  })
})

describe('checkAllowedOrigins', () => {
  test.each([
    '*',
    'example.com',
    'https://example.com/',
    'https://*.example.com/x',
    'HTTPS://a.test',
  ])('refuses %j', (entry) => {
    expect(() => checkAllowedOrigins([entry])).toThrow('adapters/bad-origin')
  })

  test('takes origins', () => {
    checkAllowedOrigins(['https://example.com', 'http://localhost:3000'])
  })
})
