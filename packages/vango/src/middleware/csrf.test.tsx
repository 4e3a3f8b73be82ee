/** CSRF over real HTTP and real WebSockets: what is refused, and that no handler ran. */
import { afterEach, describe, expect, test, vi } from 'vitest'

import { openLive } from '../adapters/fixtures/socket.ts'
import { serve } from '../adapters/node.ts'
import { state } from '../index.ts'
import { createApp } from '../server.ts'
import type { AppOptions } from '../server.ts'
import { useCtx } from '../server/ctx.ts'
import { encodeClientMessages } from '../wire/client-message.ts'
import { csrf, getCSRFToken } from './csrf.ts'
import type { CSRFOptions } from './csrf.ts'

vi.mock('../server/client-file.ts', () => ({ readClientScript: () => 'the client' }))

const secret = 'a secret of more than 32 letters'
const cleanups: (() => Promise<unknown>)[] = []

afterEach(async () => {
  vi.unstubAllEnvs()
  for (const cleanup of cleanups.splice(0)) await cleanup()
})

interface Site {
  readonly port: number
  readonly origin: string
  /** What the page's handler was given. */
  readonly calls: string[]
  readonly clicks: string[]
}

interface Loaded {
  readonly html: string
  readonly cookie: string
  readonly csrf: string
  readonly form: string
  readonly session: string
  readonly token: string
}

async function start(
  options: CSRFOptions = {},
  appOptions: Partial<AppOptions> = {},
): Promise<Site> {
  const calls: string[] = []
  const clicks: string[] = []
  function Page() {
    const note = state('')
    const ctx = useCtx()
    return (
      <form
        onSubmit={(event) => {
          calls.push(event.get('note') ?? '')
          if (event.get('note') === 'log in') ctx.session.signIn({ id: 'anna' })
        }}
      >
        <meta name="csrf-token" content={getCSRFToken(ctx)} />
        <input name="note" value={note} />
        <button onClick={() => clicks.push('click')}>Send</button>
      </form>
    )
  }
  const app = createApp({
    routes: { '/': Page },
    secret,
    middleware: [csrf({ secret, ...options })],
    onError: () => {},
    ...appOptions,
  })
  const server = await serve(app, { port: 0 })
  cleanups.push(() => server.close())
  return { port: server.port, origin: server.url, calls, clicks }
}

async function load({ origin }: Pick<Site, 'origin'>, cookie = ''): Promise<Loaded> {
  const response = await fetch(origin, { headers: { cookie } })
  const html = await response.text()
  const find = (pattern: RegExp): string => pattern.exec(html)?.[1] ?? ''
  const set = response.headers.getSetCookie().map((line) => line.split(';', 1)[0]!)
  return {
    html,
    cookie: [...set, ...(cookie === '' ? [] : [cookie])].join('; '),
    csrf: find(/name="_csrf" value="([^"]+)"/),
    form: find(/name="_form" value="([^"]+)"/),
    session: find(/data-session="([^"]+)"/),
    token: find(/data-token="([^"]+)"/),
  }
}

interface Sent {
  readonly status: number
  readonly code: string | null
  readonly text: string
  readonly headers: Headers
}

async function post(
  site: Site,
  page: Loaded,
  changes: {
    csrf?: string | undefined
    cookie?: string
    note?: string
    headers?: Record<string, string>
  } = {},
): Promise<Sent> {
  const body = new URLSearchParams({ note: changes.note ?? 'hello', _form: page.form })
  const token = 'csrf' in changes ? changes.csrf : page.csrf
  if (token !== undefined) body.set('_csrf', token)
  const headers: Record<string, string> = {
    cookie: changes.cookie ?? page.cookie,
    origin: site.origin,
    ...changes.headers,
  }
  for (const name in headers) if (headers[name] === '') delete headers[name]

  const response = await fetch(site.origin, { method: 'POST', body, headers, redirect: 'manual' })
  return {
    status: response.status,
    code: response.headers.get('x-vango-error'),
    text: await response.text(),
    headers: response.headers,
  }
}

/** The last letter but one, as the last one may hold bits that mean nothing. */
function tamper(token: string): string {
  const at = token.length - 2
  return token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1)
}

describe('a form', () => {
  test('gets a token and the name of its handler, and is posted', async () => {
    const site = await start()

    const page = await load(site)
    const sent = await post(site, page)

    expect(page.html).toMatch(/<form data-hid="\d+" data-on="submit" method="post"><input type="hi/)
    expect(page.cookie).toMatch(/^vango-browser-\d+=[\w-]{22}\.[\w-]{43}$/)
    expect(sent).toMatchObject({ status: 303, code: null })
    expect(sent.headers.get('location')).toBe('/')
    expect(site.calls).toEqual(['hello'])
  })

  test('is posted by a script with the token in a header', async () => {
    const site = await start()
    const page = await load(site)
    const token = /name="csrf-token" content="([^"]+)"/.exec(page.html)![1]!

    const sent = await post(site, page, { csrf: undefined, headers: { 'x-csrf-token': token } })

    expect(sent.status).toBe(303)
    expect(site.calls).toEqual(['hello'])
  })
})

describe('a post is refused with 403, before any handler', () => {
  test.each([
    ['without a token', { csrf: undefined }, 'middleware/csrf-missing'],
    ['with an empty token', { csrf: '' }, 'middleware/csrf-missing'],
    ['with nonsense for a token', { csrf: 'x'.repeat(82) }, 'middleware/csrf-forged'],
    ['with a short token', { csrf: 'x' }, 'middleware/csrf-forged'],
    ['without the cookie', { cookie: '' }, 'middleware/csrf-foreign'],
    [
      'from another site',
      { headers: { origin: 'https://evil.test' } },
      'middleware/foreign-origin',
    ],
    ['without Origin', { headers: { origin: '' } }, 'middleware/foreign-origin'],
    ['from an opaque origin', { headers: { origin: 'null' } }, 'middleware/foreign-origin'],
    [
      'that Sec-Fetch-Site calls foreign',
      { headers: { 'sec-fetch-site': 'cross-site' } },
      'middleware/foreign-origin',
    ],
    [
      'that Sec-Fetch-Site calls of a sister site',
      { headers: { 'sec-fetch-site': 'same-site' } },
      'middleware/foreign-origin',
    ],
  ])('%s', async (_, changes, code) => {
    const site = await start()

    const sent = await post(site, await load(site), changes)

    expect(sent).toMatchObject({ status: 403, code })
    expect(site.calls).toEqual([])
  })

  test('with a tampered token', async () => {
    const site = await start()
    const page = await load(site)

    expect(await post(site, page, { csrf: tamper(page.csrf) })).toMatchObject({
      status: 403,
      code: 'middleware/csrf-forged',
    })
    expect(site.calls).toEqual([])
  })

  test('with the token of another browser', async () => {
    const site = await start()
    const [page, other] = [await load(site), await load(site)]

    expect(await post(site, page, { csrf: other.csrf })).toMatchObject({
      status: 403,
      code: 'middleware/csrf-foreign',
    })
    expect(site.calls).toEqual([])
  })

  test('with the token of a live page, which is for its socket', async () => {
    const site = await start()
    const page = await load(site)

    expect(await post(site, page, { csrf: page.token })).toMatchObject({
      status: 403,
      code: 'middleware/csrf-forged',
    })
  })

  test('with a browser cookie that was made up', async () => {
    const site = await start()
    const page = await load(site)
    const cookie = page.cookie.replace(/=./, (start) => (start === '=A' ? '=B' : '=A'))

    expect(await post(site, page, { cookie })).toMatchObject({
      status: 403,
      code: 'middleware/csrf-foreign',
    })
    expect(site.calls).toEqual([])
  })

  test('with a token of before the login', async () => {
    const site = await start()
    const page = await load(site)
    const login = await post(site, page, { note: 'log in' })
    const cookie = login.headers
      .getSetCookie()
      .map((line) => line.split(';', 1)[0]!)
      .join('; ')

    const replayed = await post(site, page, { cookie })

    expect(login.status).toBe(303)
    expect(replayed).toMatchObject({ status: 403, code: 'middleware/csrf-foreign' })
    expect(site.calls).toEqual(['log in'])
  })
})

describe('a token that is too old', () => {
  test('is refused, and what was typed goes with one click more', async () => {
    const clock = { now: Date.now() }
    const site = await start({ lifetimeSeconds: 60, now: () => clock.now })
    const page = await load(site)
    clock.now += 61_000

    const refused = await post(site, page, { note: 'a "long" <text>' })
    const fields = Object.fromEntries(
      [...refused.text.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map((match) => match.slice(1)),
    ) as Record<string, string>
    const again = await post(site, page, { csrf: fields['_csrf'], note: 'a "long" <text>' })

    expect(refused).toMatchObject({ status: 403, code: 'middleware/csrf-expired' })
    expect(fields).toMatchObject({ note: 'a &quot;long&quot; &lt;text>', _form: page.form })
    expect(again.status).toBe(303)
    expect(site.calls).toEqual(['a "long" <text>'])
  })

  test('is none of one made ahead of its time', async () => {
    const clock = { now: Date.now() }
    const site = await start({ now: () => clock.now })
    clock.now += 3_600_000
    const page = await load(site)
    clock.now -= 3_600_000

    expect((await post(site, page)).code).toBe('middleware/csrf-expired')
  })
})

describe('secrets', () => {
  test('of before are accepted during a rotation, and not after', async () => {
    const next = 'another secret of over 32 letters'
    const before = await start()
    const during = await start({ secret: [next, secret] })
    const after = await start({ secret: next })
    const page = await load(before)
    const cookieFor = (site: Site): string =>
      page.cookie.replace(String(before.port), String(site.port))

    expect((await post(during, page, { cookie: cookieFor(during) })).status).toBe(303)
    expect((await post(after, page, { cookie: cookieFor(after) })).code).toBe(
      'middleware/csrf-forged',
    )
  })

  test('must be there in production, and be long', () => {
    vi.stubEnv('NODE_ENV', 'production')
    vi.stubEnv('VANGO_SECRET', '')

    expect(() => createApp({ routes: {} })).toThrow('server/no-secret')
    expect(() => createApp({ routes: {}, secret: 'short' })).toThrow('server/weak-secret')
    expect(() => createApp({ routes: {}, secret: Array<string>(6).fill(secret) })).toThrow(
      'server/weak-secret',
    )
  })
})

describe('the first frame of a socket', () => {
  async function greet(
    site: Site,
    page: Loaded,
    changes: { token?: string; cookie?: string } = {},
  ): Promise<{ closed: Promise<number>; welcomed: Promise<unknown> }> {
    const { ws, closed } = await openLive(
      site.port,
      { origin: site.origin, cookie: changes.cookie ?? page.cookie },
      { path: `/vango/live/${page.session}` },
    )
    const welcomed = new Promise((resolve) => ws.once('message', resolve))
    const token = changes.token ?? page.token
    // The event comes along in the same message: it must not be looked at.
    ws.send(
      encodeClientMessages([
        { kind: 'hello', version: 1, resumable: true, lastSeq: 0, token },
        { kind: 'event', eventNo: 1, ackSeq: 0, hid: 4, position: 0, payload: undefined },
        { kind: 'event', eventNo: 2, ackSeq: 0, hid: 3, position: 0, payload: undefined },
      ]),
    )
    return { closed, welcomed }
  }

  test('with the right token opens the session', async () => {
    const site = await start()

    const { welcomed } = await greet(site, await load(site))
    await welcomed

    await vi.waitFor(() => expect(site.clicks).toEqual(['click']))
  })

  const refusals: [name: string, change: (page: Loaded, other: Loaded) => object][] = [
    ['no token', () => ({ token: '' })],
    ['a tampered token', (page) => ({ token: tamper(page.token) })],
    ['the token of another browser', (_, other) => ({ token: other.token })],
    ['its token, but the cookie of another browser', (_, other) => ({ cookie: other.cookie })],
    ['its token, replayed without the cookie', () => ({ cookie: '' })],
    ['the token of a form', (page) => ({ token: page.csrf })],
    ['token and cookie of another browser', (_, { token, cookie }) => ({ token, cookie })],
  ]
  for (const [name, change] of refusals) {
    test(`with ${name} is closed with 4401, and no handler runs`, async () => {
      const site = await start()
      const [page, other] = [await load(site), await load(site)]

      const { closed } = await greet(site, page, change(page, other))

      expect(await closed).toBe(4401)
      expect(site.clicks).toEqual([])
    })
  }

  test('with the token of another page of the same browser is closed with 4401', async () => {
    const site = await start()
    const page = await load(site)
    const other = await load(site, page.cookie)

    const { closed } = await greet(site, page, { token: other.token })

    expect(await closed).toBe(4401)
  })

  test('with an expired token is closed with 4401', async () => {
    const clock = { now: Date.now() }
    const site = await start({ lifetimeSeconds: 60, now: () => clock.now })
    const page = await load(site)
    clock.now += 61_000

    const { closed } = await greet(site, page)

    expect(await closed).toBe(4401)
    expect(site.clicks).toEqual([])
  })
})
