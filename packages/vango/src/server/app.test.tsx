import { Hono } from 'hono'
import { afterEach, describe, expect, test, vi } from 'vitest'

import { state } from '../index.ts'
import { createBareApp } from './app.ts'
import type { App, AppOptions } from './app.ts'
import { useCtx } from './ctx.ts'
import { definePage } from './page.ts'

vi.mock('./client-file.ts', () => ({ readClientScript: () => 'the client' }))

const apps: App[] = []

afterEach(async () => {
  vi.unstubAllEnvs()
  for (const app of apps.splice(0)) await app.close()
})

function create(routes: AppOptions['routes'], options: Partial<AppOptions> = {}): App {
  const app = createBareApp({ routes, onError: () => {}, ...options })
  apps.push(app)
  return app
}

function get(app: App, path: string, options: RequestInit = {}): Promise<Response> {
  return app.fetch(new Request(`http://a.test${path}`, options))
}

async function textOf(app: App, path: string): Promise<string> {
  return (await get(app, path)).text()
}

function Static() {
  return <h1>Static</h1>
}

function Counter() {
  const count = state(0)
  return <button onClick={() => count.update((n) => n + 1)}>Clicked {count} times</button>
}

function Broken(): never {
  throw new Error('the secret')
}

describe('a page without anything live', () => {
  test('is plain HTML and leaves no session', async () => {
    const app = create({ '/': definePage({ title: 'Hi', component: Static }) })

    const response = await get(app, '/')

    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(await response.text()).toBe(
      '<!doctype html><html lang="en"><head><meta charset="utf-8">' +
        '<meta name="viewport" content="width=device-width, initial-scale=1">' +
        '<title>Hi</title></head><body><h1>Static</h1></body></html>',
    )
    expect(app.hub.stats().sessions).toBe(0)
  })
})

describe('a live page', () => {
  test('names its session and the script, and is kept by no cache', async () => {
    const app = create({ '/': Counter })

    const response = await get(app, '/')
    const text = await response.text()

    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(text).toMatch(/<link rel="stylesheet" href="\/vango\/live-[0-9a-f]{16}\.css">/)
    expect(text).toMatch(
      /<script type="module" src="\/vango\/client-[0-9a-f]{16}\.js" data-hid="4294967295" data-session="[\w-]+" data-token="[\w-]+" data-more="\/vango\/more-[0-9a-f]{16}\.js"><\/script><\/body><\/html>$/,
    )
    expect(app.hub.stats()).toMatchObject({ sessions: 1, detached: 1 })
  })

  test('links to files that are there', async () => {
    const app = create({ '/': Counter })
    const text = await textOf(app, '/')

    const paths = [...text.matchAll(/(?:href|src)="(\/vango\/[^"]+)"/g)].map((match) => match[1]!)
    const statuses = await Promise.all(paths.map(async (path) => (await get(app, path)).status))

    expect(statuses).toEqual([200, 200, 200])
  })

  test('leaves no session when the browser goes away', async () => {
    const app = create({ '/': () => [<Counter />, longText] })

    const response = await get(app, '/')
    const reader = response.body!.getReader()
    await reader.read()
    await reader.cancel()

    expect(app.hub.stats().sessions).toBe(0)
  })

  test('leaves no session after HEAD', async () => {
    const app = create({ '/': Counter })

    const response = await get(app, '/', { method: 'HEAD' })

    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(await response.text()).toBe('')
    expect(app.hub.stats().sessions).toBe(0)
  })
})

const longText = 'long '.repeat(10_000)

async function piecesOf(response: Response): Promise<string[]> {
  const reader = response.body!.getReader()
  const decoder = new TextDecoder()
  const pieces: string[] = []
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    pieces.push(decoder.decode(next.value))
  }
  return pieces
}

describe('the document', () => {
  test('leaves the head of a long page before its body', async () => {
    const app = create({ '/': definePage({ title: 'First', component: () => longText }) })

    const pieces = await piecesOf(await get(app, '/'))

    expect(pieces[0]).toMatch(/<title>First<\/title><\/head><body>$/)
    expect(pieces.slice(1).join('')).toBe(`${longText}</body></html>`)
    expect(pieces.length).toBeGreaterThan(3)
  })

  test('leaves in one piece if it is short', async () => {
    const app = create({ '/': definePage({ title: 'First', component: Static }) })

    const pieces = await piecesOf(await get(app, '/'))

    expect(pieces).toEqual([
      expect.stringMatching(/<title>First<\/title>.*<body><h1>Static<\/h1><\/body><\/html>$/),
    ])
  })

  test('prints no more of the body than is read', async () => {
    const log: string[] = []
    const app = create({ '/': () => Array.from({ length: 40 }, () => <p>{'x'.repeat(1_000)}</p>) })
    const open = app.hub.open.bind(app.hub)
    app.hub.open = (...options) => {
      const page = open(...options)
      const chunks = page.chunks.bind(page)
      page.chunks = function* () {
        for (const chunk of chunks()) {
          log.push('chunk')
          yield chunk
        }
      }
      return page
    }

    const reader = (await get(app, '/')).body!.getReader()
    await reader.read()

    expect(log).toEqual([])
    await reader.read()
    expect(log.length).toBeGreaterThan(0)
    await reader.cancel()
  })

  test('keeps characters whole that a piece ends in', async () => {
    const text = '😀'.repeat(20_000)
    const texts = ['', '.'].map((before) => before + text)

    for (const each of texts) {
      expect(await textOf(create({ '/': () => <p>{each}</p> }), '/')).toContain(`<p>${each}</p>`)
    }
  })

  test('has no title of its own where the page has none', async () => {
    expect(await textOf(create({ '/': Static }), '/')).not.toContain('<title>')
  })

  test('has an empty icon unless the app has one', async () => {
    const without = await get(create({ '/': Static }, { notFound: Counter }), '/favicon.ico')
    const withOne = await get(create({ '/favicon.ico': Static }), '/favicon.ico')

    expect(without.status).toBe(204)
    expect(withOne.status).toBe(200)
  })

  test('has title, language and head of page and app, escaped', async () => {
    const app = create(
      {
        '/:name': definePage({
          component: Static,
          title: (ctx) => `</title><script>${ctx.params['name']}`,
          lang: 'de"',
          head: (ctx) => <meta name="page" content={ctx.params['name']} />,
        }),
      },
      { lang: 'fr', head: <meta name="app" content="all" /> },
    )

    const text = await textOf(app, '/a%22b')

    expect(text).toContain('<html lang="de&quot;">')
    expect(text).toContain('<title>&lt;/title>&lt;script>a"b</title>')
    expect(text).toContain(
      '<meta name="app" content="all"><meta name="page" content="a&quot;b"></head>',
    )
  })
})

describe('useCtx', () => {
  test('gives a component its request, params and query', async () => {
    const app = create({
      '/posts/:slug': (props: { params: Record<string, string> }) => {
        const ctx = useCtx()
        return (
          <p>
            {props.params['slug']} {ctx.params['slug']} {ctx.query.get('page')}{' '}
            {ctx.request.headers.get('x-name')}
          </p>
        )
      },
    })

    const response = await get(app, '/posts/a%20b?page=2', { headers: { 'x-name': 'n' } })

    expect(await response.text()).toContain('<p>a b a b 2 n</p>')
  })

  test('throws outside of a component, and says what was called', () => {
    expect(() => useCtx()).toThrow('[component/no-current] useCtx() was called while')
  })
})

describe('no route', () => {
  test('answers 404 with a plain page without script', async () => {
    const app = create({ '/': Static })

    const response = await get(app, '/<b>')
    const text = await response.text()

    expect(response.status).toBe(404)
    expect(text).toContain('<h1>Page not found</h1>')
    expect(text).not.toContain('<script')
    const style = /href="([^"]+)"/.exec(text)![1]!
    expect((await get(app, style)).headers.get('content-type')).toBe('text/css; charset=utf-8')
  })

  test('shows the page of the app, with 404', async () => {
    const app = create({}, { notFound: () => <h1>Lost</h1> })

    const response = await get(app, '/x')

    expect(response.status).toBe(404)
    expect(await response.text()).toContain('<h1>Lost</h1>')
  })

  test('answers other methods than GET, HEAD and POST with 404', async () => {
    const app = create({ '/': Static })

    expect((await get(app, '/', { method: 'PUT' })).status).toBe(404)
    expect((await get(app, '/', { method: 'POST' })).status).toBe(405)
    expect((await get(app, '/none', { method: 'HEAD' })).status).toBe(404)
  })
})

describe('an error', () => {
  test('is told to onError, and the page is a 500', async () => {
    const errors: unknown[] = []
    const app = create(
      { '/': Broken },
      { onError: (error, info) => errors.push([(error as Error).message, info.where]) },
    )

    const response = await get(app, '/')

    expect(response.status).toBe(500)
    expect(errors).toEqual([['the secret', 'GET /']])
    expect(app.hub.stats().sessions).toBe(0)
  })

  test('shows its message and stack in development', async () => {
    vi.stubEnv('NODE_ENV', 'development')

    const text = await textOf(create({ '/': Broken }), '/')

    expect(text).toContain('the secret')
    expect(text).toContain('app.test.tsx')
  })

  test('shows nothing of it in production', async () => {
    vi.stubEnv('NODE_ENV', 'production')

    const text = await textOf(create({ '/': Broken }), '/')

    expect(text).toContain('<h1>Something went wrong</h1>')
    expect(text).not.toContain('secret')
    expect(text).not.toContain('app.test')
  })

  test.each([
    ['in the title', definePage({ component: Counter, title: () => Broken() })],
    ['in the head', definePage({ component: Counter, head: () => <Broken /> })],
    [
      'that is no Error',
      () => {
        // oxlint-disable-next-line no-throw-literal
        throw 'a text'
      },
    ],
  ])('%s is a 500 and leaves no session', async (_, page) => {
    const app = create({ '/': page })

    expect((await get(app, '/')).status).toBe(500)
    expect(app.hub.stats().sessions).toBe(0)
  })

  test('is shown by the page of the app', async () => {
    const app = create(
      { '/': Broken },
      { error: (props: { error: unknown }) => <h1>Sorry: {(props.error as Error).message}</h1> },
    )

    const response = await get(app, '/')

    expect(response.status).toBe(500)
    expect(await response.text()).toContain('<h1>Sorry: the secret</h1>')
  })

  test('of the error page itself still gives a page', async () => {
    const response = await get(create({ '/': Broken }, { error: Broken }), '/')

    expect(response.status).toBe(500)
    expect(await response.text()).toContain('<main>')
  })
})

describe('mounted into another Hono app', () => {
  test('pages, assets and errors work beside its own routes', async () => {
    const app = create({ '/': Counter, '/broken': Broken })
    const yours = new Hono()
    yours.get('/api', (c) => c.json({ yours: true }))
    yours.route('/', app.hono)

    const page = await (await yours.request('/')).text()
    const script = /src="([^"]+)"/.exec(page)![1]!

    expect(await (await yours.request('/api')).json()).toEqual({ yours: true })
    expect(await (await yours.request(script)).text()).toBe('the client')
    expect((await yours.request('/broken')).status).toBe(500)
    expect((await yours.request('/none')).status).toBe(404)
  })
})

describe('createBareApp', () => {
  test.each([
    ['posts', Static, 'server/bad-route'],
    ['/vango/own', Static, 'server/bad-route'],
    ['/', undefined, 'server/bad-page'],
    ['/', { component: Static }, 'server/bad-page'],
  ])('refuses the route %j: %s', (path, page, code) => {
    expect(() => create({ [path]: page as never })).toThrow(code)
  })

  test('answers a plain request to the live address with 426', async () => {
    const response = await get(create({}), '/vango/live/some-session')

    expect(response.status).toBe(426)
    expect(await response.text()).toContain('attachLive')
  })
})
