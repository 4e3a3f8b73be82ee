import { afterEach, describe, expect, test, vi } from 'vitest'

import { createBareApp } from '../server/app.ts'
import type { App } from '../server/app.ts'
import type { Ctx } from '../server/ctx.ts'
import type { Middleware } from '../server/middleware.ts'
import { csrf } from './csrf.ts'
import { requireRole, requireUser } from './guards.ts'
import { cookieSession } from './session.ts'
import type { CookieSessionOptions, CookieSessionStore } from './session.ts'

vi.mock('../server/client-file.ts', () => ({ readClientScript: () => 'the client' }))

const secret = 'a secret of more than 32 letters'
const apps: App[] = []

afterEach(async () => {
  for (const app of apps.splice(0)) await app.close()
})

interface Visitor {
  /** Cookies as a browser would keep them. */
  readonly cookies: Map<string, string>
  /** What `Set-Cookie` said last. */
  readonly said: string[]
  visit(work: (ctx: Ctx) => unknown): Promise<{ result: unknown; status: number }>
}

function open(options: CookieSessionOptions = {}, visitor = new Map<string, string>()): Visitor {
  let work: (ctx: Ctx) => unknown = () => undefined
  let result: unknown
  const inside: Middleware = async (ctx, next) => {
    result = await work(ctx)
    return next()
  }
  const app = createBareApp({
    routes: { '/': () => 'page' },
    middleware: [cookieSession({ secret, ...options }), csrf({ secret }), inside],
    onError: () => {},
  })
  apps.push(app)
  const said: string[] = []

  return {
    cookies: visitor,
    said,
    async visit(next) {
      work = next
      result = undefined
      const cookie = [...visitor].map((pair) => pair.join('=')).join('; ')
      const { headers, status } = await app.fetch(
        new Request('https://a.test/', { headers: { cookie } }),
      )
      said.splice(0, said.length, ...headers.getSetCookie())
      for (const line of said) {
        const [name, value] = line.split(';', 1)[0]!.split('=') as [string, string]
        if (line.includes('Max-Age=0')) visitor.delete(name)
        else visitor.set(name, value)
      }
      return { result, status }
    },
  }
}

function createStore(): CookieSessionStore & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>()
  return {
    kept,
    load: async (id) => kept.get(id),
    save: async (id, text) => void kept.set(id, text),
    delete: async (id) => void kept.delete(id),
  }
}

const cookieName = '__Host-vango-session'

describe.each([
  ['in a cookie', (): CookieSessionOptions => ({})],
  ['in a store', (): CookieSessionOptions => ({ store: createStore() })],
])('a session %s', (_, options) => {
  test('is not there until something is kept', async () => {
    const visitor = open(options())

    const { result } = await visitor.visit(({ session }) => [session.id, session.get('a')])

    expect(result).toEqual([undefined, undefined])
    expect(visitor.said).toEqual([])
  })

  test('keeps values from one request to the next, and forgets them', async () => {
    const visitor = open(options())

    await visitor.visit(({ session }) => session.set('cart', [1, { two: 2 }]))
    const [cookie] = visitor.said
    const kept = await visitor.visit(({ session }) => session.get('cart'))
    await visitor.visit(({ session }) => session.delete('cart'))
    const gone = await visitor.visit(({ session }) => session.get('cart'))

    expect(cookie).toMatch(
      /^__Host-vango-session=[\w-]+; Max-Age=1209600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
    expect(kept.result).toEqual([1, { two: 2 }])
    expect(gone.result).toBe(undefined)
  })

  test('has another id, and the browser too, after a login', async () => {
    const visitor = open(options())

    const before = await visitor.visit(({ session }) => (session.set('a', 1), session.id))
    const browser = visitor.cookies.get('__Host-vango-browser')
    await visitor.visit(({ session }) => session.signIn({ id: 'anna', roles: ['admin'] }))
    const after = await visitor.visit(({ session }) => [session.id, session.user, session.get('a')])

    expect(after.result).toEqual([expect.any(String), { id: 'anna', roles: ['admin'] }, 1])
    expect((after.result as string[])[0]).not.toBe(before.result)
    expect(visitor.cookies.get('__Host-vango-browser')).not.toBe(browser)
  })

  test('keeps its values under another id', async () => {
    const visitor = open(options())

    const before = await visitor.visit(({ session }) => (session.set('a', 1), session.id))
    await visitor.visit(({ session }) => session.regenerate())
    const after = await visitor.visit(({ session }) => [session.id, session.get('a')])

    expect((after.result as unknown[])[1]).toBe(1)
    expect((after.result as unknown[])[0]).not.toBe(before.result)
  })

  test('is gone after a logout', async () => {
    const visitor = open(options())

    await visitor.visit(({ session }) => session.signIn({ id: 'anna' }))
    await visitor.visit(({ session }) => session.signOut())
    const after = await visitor.visit(({ session }) => [session.id, session.user])

    expect(after.result).toEqual([undefined, undefined])
    expect(visitor.cookies.has(cookieName)).toBe(false)
  })

  test('ends when its time is over, which each visit puts off', async () => {
    const clock = { now: 1_000_000 }
    const visitor = open({ ...options(), lifetimeSeconds: 100, now: () => clock.now })
    const user = ({ session }: Ctx): unknown => session.user?.id

    await visitor.visit(({ session }) => session.signIn({ id: 'anna' }))
    clock.now += 60_000
    await visitor.visit(user)
    clock.now += 60_000
    const later = await visitor.visit(user)
    clock.now += 101_000
    const late = await visitor.visit(user)

    expect(later.result).toBe('anna')
    expect(late.result).toBe(undefined)
  })

  test('refuses what JSON would lose', async () => {
    const visitor = open(options())
    const codeOf = ({ session }: Ctx, value: unknown): unknown => {
      try {
        session.set('a', value)
        return undefined
      } catch (error) {
        return (error as { code: string }).code
      }
    }

    const { result } = await visitor.visit((ctx) =>
      [undefined, () => 1, 1n].map((value) => codeOf(ctx, value)),
    )

    expect(result).toEqual(Array(3).fill('server/bad-session-value'))
  })
})

describe('the cookie', () => {
  test('can be neither read nor changed, nor be that of another secret', async () => {
    const visitor = open()
    await visitor.visit(({ session }) => session.signIn({ id: 'anna' }))
    const sealed = visitor.cookies.get(cookieName)!
    const user = ({ session }: Ctx): unknown => session.user?.id

    const results: unknown[] = []
    for (let at = 0; at < sealed.length; at += 7) {
      const changed = `${sealed.slice(0, at)}${sealed[at] === 'A' ? 'B' : 'A'}${sealed.slice(at + 1)}`
      visitor.cookies.set(cookieName, changed)
      results.push((await visitor.visit(user)).result)
    }
    const other = open({ secret: 'another secret of over 32 letters' }, visitor.cookies)
    visitor.cookies.set(cookieName, sealed)

    expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('anna')
    expect(new Set(results)).toEqual(new Set([undefined]))
    expect((await other.visit(user)).result).toBe(undefined)
  })

  test('of the secret before is accepted during a rotation', async () => {
    const next = 'another secret of over 32 letters'
    const visitor = open()
    await visitor.visit(({ session }) => session.set('a', 1))

    const during = open({ secret: [next, secret] }, visitor.cookies)

    expect((await during.visit(({ session }) => session.get('a'))).result).toBe(1)
  })

  test('that would be too large is an error', async () => {
    const visitor = open()

    const { status } = await visitor.visit(({ session }) => session.set('a', 'x'.repeat(5_000)))

    expect(status).toBe(500)
    expect(visitor.cookies.has(cookieName)).toBe(false)
  })
})

describe('once the page has gone', () => {
  test('a session in a cookie cannot be changed any more', async () => {
    const visitor = open()
    const late: Ctx[] = []
    await visitor.visit((ctx) => (late.push(ctx), ctx.session.set('a', 1)))

    expect(() => late[0]!.session.set('a', 2)).toThrow('server/response-gone')
    expect(() => late[0]!.session.signOut()).toThrow('server/response-gone')
  })

  test('one in a store can, as long as it needs no other cookie', async () => {
    const store = createStore()
    const visitor = open({ store })
    const late: Ctx[] = []
    await visitor.visit((ctx) => (late.push(ctx), ctx.session.set('a', 1)))

    late[0]!.session.set('a', 2)
    expect(() => late[0]!.session.signIn({ id: 'anna' })).toThrow('server/response-gone')

    expect((await visitor.visit(({ session }) => session.get('a'))).result).toBe(2)
    late[0]!.session.signOut()
    await vi.waitFor(() => expect(store.kept.size).toBe(0))
  })
})

describe('guards', () => {
  function answer(guard: Middleware, user?: { id: string; roles?: string[] }): Promise<Response> {
    const login: Middleware = (ctx, next) => {
      if (user !== undefined) ctx.session.signIn(user)
      return next()
    }
    const app = createBareApp({
      routes: { '/page': () => 'the page' },
      middleware: [cookieSession({ secret }), login, guard],
    })
    apps.push(app)
    return app.fetch(new Request('https://a.test/page?a=1&b=2'))
  }

  test.each([
    ['a guest, without a login page', requireUser(), undefined, 401],
    ['a guest', requireUser({ loginPath: '/login' }), undefined, 303],
    ['a user', requireUser(), { id: 'anna' }, 200],
    ['a user without the role', requireRole('admin'), { id: 'anna', roles: ['b'] }, 403],
    ['a user with the role', requireRole('admin'), { id: 'anna', roles: ['admin'] }, 200],
    ['a guest, where a role is asked for', requireRole('admin'), undefined, 401],
  ])('answer %s', async (_, guard, user, status) => {
    expect((await answer(guard, user)).status).toBe(status)
  })

  test('send along where the guest wanted to go', async () => {
    const { headers } = await answer(requireUser({ loginPath: '/login' }))

    expect(headers.get('location')).toBe('/login?next=%2Fpage%3Fa%3D1%26b%3D2')
  })
})
