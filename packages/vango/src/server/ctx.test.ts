import { expect, test } from 'vitest'

import { RequestCtx } from './ctx.ts'

function createCtx(): RequestCtx {
  const request = new Request('http://a.test/posts/7?page=2&tag=x', {
    headers: { 'accept-language': 'de', cookie: 'a=1; b=2' },
  })
  return new RequestCtx(request, { slug: '7' }, console)
}

test('a context has the parts of its request', () => {
  const ctx = createCtx()

  expect(ctx.url.pathname).toBe('/posts/7')
  expect(ctx.query.get('page')).toBe('2')
  expect(ctx.params).toEqual({ slug: '7' })
  expect(ctx.request.headers.get('cookie')).toBe('a=1; b=2')
})

test('a released context answers the same, without the request it came from', () => {
  const ctx = createCtx()
  const { request } = ctx

  ctx.release()
  ctx.release()

  expect(ctx.request).not.toBe(request)
  expect(ctx.request.url).toBe('http://a.test/posts/7?page=2&tag=x')
  expect(ctx.request.headers.get('accept-language')).toBe('de')
  expect(ctx.query.get('tag')).toBe('x')
  expect(ctx.signal.aborted).toBe(false)
})

test('the signal is that of the request', () => {
  const controller = new AbortController()
  const ctx = new RequestCtx(
    new Request('http://a.test/', { signal: controller.signal }),
    {},
    console,
  )

  const { signal } = ctx
  controller.abort()

  expect(signal.aborted).toBe(true)
})
