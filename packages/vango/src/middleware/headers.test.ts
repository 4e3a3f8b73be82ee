import { afterEach, expect, test, vi } from 'vitest'

import { createBareApp } from '../server/app.ts'
import { definePage } from '../server/page.ts'
import type { Middleware } from '../server/middleware.ts'
import { securityHeaders } from './headers.ts'

vi.mock('../server/client-file.ts', () => ({ readClientScript: () => 'the client' }))

afterEach(() => vi.unstubAllEnvs())

async function headersOf(
  url: string,
  middleware: Middleware = securityHeaders(),
  own: Middleware[] = [],
): Promise<Headers> {
  const page = definePage({ component: () => 'text', middleware: own })
  const app = createBareApp({ routes: { '/': page }, middleware: [middleware] })
  return (await app.fetch(new Request(url))).headers
}

test('every page says what the site never does', async () => {
  const headers = await headersOf('http://a.test/')

  expect(Object.fromEntries(headers)).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'x-frame-options': 'DENY',
  })
  expect(headers.get('permissions-policy')).toContain('camera=(), display-capture=()')
})

test.each([
  ['production', 'https://a.test/', 'max-age=63072000; includeSubDomains'],
  // A proxy in front may do the encryption.
  ['production', 'http://a.test/', 'max-age=63072000; includeSubDomains'],
  ['production', 'http://localhost:3000/', null],
  ['development', 'http://a.test/', null],
])('in %s, %s gets the HSTS %j', async (env, url, expected) => {
  vi.stubEnv('NODE_ENV', env)

  expect((await headersOf(url)).get('strict-transport-security')).toBe(expected)
})

test('options allow features and switch HSTS off', async () => {
  vi.stubEnv('NODE_ENV', 'production')
  const middleware = securityHeaders({
    hstsSeconds: 0,
    permissions: { camera: ['self', 'https://b.test'], fullscreen: ['*'] },
    openerPolicy: 'same-origin-allow-popups',
  })

  const headers = await headersOf('https://a.test/', middleware)

  expect(headers.get('strict-transport-security')).toBe(null)
  expect(headers.get('permissions-policy')).toMatch(/ camera=\(self "https:\/\/b\.test"\),/)
  expect(headers.get('permissions-policy')).toMatch(/, fullscreen=\(\*\)$/)
  expect(headers.get('cross-origin-opener-policy')).toBe('same-origin-allow-popups')
})

test('what a page says itself stands', async () => {
  const own: Middleware = async (_, next) => {
    const response = await next()
    response.headers.set('x-frame-options', 'SAMEORIGIN')
    return response
  }

  const headers = await headersOf('https://a.test/', securityHeaders(), [own])

  expect(headers.get('x-frame-options')).toBe('SAMEORIGIN')
})
