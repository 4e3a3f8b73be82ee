import { afterEach, describe, expect, test, vi } from 'vitest'
import { resource, state, Suspense } from '../index.ts'
import type { Child } from '../index.ts'
import { connectBrowser, turn } from '../live/fixtures/browser.ts'
import type { Browser } from '../live/fixtures/browser.ts'
import { createLoads } from '../state/fixtures/loads.ts'
import type { Loads } from '../state/fixtures/loads.ts'
import { createBareApp } from './app.ts'
import type { App, AppOptions } from './app.ts'
import { useCtx } from './ctx.ts'

vi.mock('./client-file.ts', () => ({ readClientScript: () => 'the client' }))

let app: App
let errors: unknown[]

function open(component: () => Child, options: Partial<AppOptions> = {}): App {
  errors = []
  app = createBareApp({
    routes: { '/': component },
    onError: (error) => errors.push(error),
    ...options,
  })
  return app
}

afterEach(() => app.close())

interface Reading {
  readonly response: Response
  /** What the server has sent since the last call. */
  next(): Promise<string>
  /** The rest, up to the end. */
  rest(): Promise<string>
  cancel(): Promise<void>
}

async function request(signal?: AbortSignal): Promise<Reading> {
  const response = await app.fetch(new Request('http://a/', { ...(signal && { signal }) }))
  const reader = response.body!.getReader()
  const decoder = new TextDecoder()
  async function read(): Promise<string | undefined> {
    const { done, value } = await reader.read()
    return done ? undefined : decoder.decode(value, { stream: true })
  }
  return {
    response,
    next: async () => (await read()) ?? '',
    async rest() {
      let text = ''
      for (let piece = await read(); piece !== undefined; piece = await read()) text += piece
      return text
    },
    cancel: () => reader.cancel(),
  }
}

/** Head and shell, up to what waits for the first part. */
async function readShell(reading: Reading): Promise<string> {
  return (await reading.next()) + (await reading.next()) + (await reading.next())
}

function withoutScript(html: string): string {
  return html.replace(/<script>window\.vangoPart[^]*?<\/script>/, '<script>…</script>')
}

function createReader(loads: Loads<string>): () => Child {
  return function Reader() {
    return <b>{resource(loads.fetcher).value()[0]}</b>
  }
}

function Counter(): Child {
  const count = state(0)
  return <button onClick={() => count.update((n) => n + 1)}>{count}</button>
}

/** Opens the socket of the page whose HTML this is. */
function connect(html: string, lastSeq: number): Browser {
  const session = /data-session="([^"]*)"/.exec(html)![1]!
  const token = /data-token="([^"]*)"/.exec(html)![1]!
  const browser = connectBrowser(app.hub, session)
  browser.hello(token, lastSeq)
  return browser
}

describe('a page of which something still loads', () => {
  test('sends its shell with the fallbacks, then each part, then the end', async () => {
    const [left, right] = [createLoads(), createLoads()]
    const [Left, Right] = [createReader(left), createReader(right)]
    open(() => (
      <p>
        <Suspense fallback="left waits">
          <Left />
        </Suspense>
        <Suspense fallback="right waits">
          <Right />
        </Suspense>
      </p>
    ))
    const reading = await request()
    const shell = await readShell(reading)
    expect(withoutScript(shell)).toMatch(
      /<body><p><!--\?(\d+)-->left waits<!--\1--><!--\?(\d+)-->right waits<!--\2--><\/p><script>…<\/script>$/,
    )

    // Out of order.
    await right.resolve('right')
    expect(await reading.next()).toMatch(
      /^<template data-vango-part="\d+"><b data-hid="\d+">right<\/b><!--\d+--><\/template><script>window\.vangoPart\(1\)<\/script>$/,
    )
    await left.resolve('left')
    expect(await reading.next()).toMatch(/left.*vangoPart\(2\)/)

    expect(await reading.rest()).toBe('</body></html>')
    expect([left.calls.length, right.calls.length]).toEqual([1, 1])
  })

  test('sends what loads in one turn as one part', async () => {
    const [left, right] = [createLoads(), createLoads()]
    const [Left, Right] = [createReader(left), createReader(right)]
    open(() => [
      <Suspense>
        <Left />
      </Suspense>,
      <Suspense>
        <Right />
      </Suspense>,
    ])
    const reading = await request()
    await readShell(reading)

    await left.resolve('left')
    await right.resolve('right')

    expect(await reading.next()).toMatch(/left.*right.*vangoPart\(1\)/)
    expect(await reading.rest()).toBe('</body></html>')
  })

  test('makes no part for a reader that takes none', async () => {
    const [left, right] = [createLoads(), createLoads()]
    const [Left, Right] = [createReader(left), createReader(right)]
    open(() => [
      <Suspense>
        <Left />
      </Suspense>,
      <Suspense>
        <Right />
      </Suspense>,
    ])
    const reading = await request()
    await readShell(reading)

    await left.resolve('left')
    await turn()
    await right.resolve('right')

    expect(await reading.next()).toMatch(/left.*right.*vangoPart\(1\)/)
  })

  test('puts its nonce on everything it emits', async () => {
    const loads = createLoads()
    const Reader = createReader(loads)
    open(
      () => [
        <Counter />,
        <Suspense>
          <Reader />
        </Suspense>,
      ],
      {
        middleware: [
          (ctx, next) => {
            ;(ctx as unknown as { nonce: string }).nonce = 'n0nce'
            return next()
          },
        ],
      },
    )
    const reading = await request()
    await readShell(reading)
    await loads.resolve('loaded')
    const html = await reading.rest()

    for (const [tag] of html.matchAll(/<script[^>]*>/g)) expect(tag).toContain('nonce="n0nce"')
  })

  test('wraps what is only parsed in an <svg>', async () => {
    const loads = createLoads()
    const Reader = (): Child => <circle r={resource(loads.fetcher).value()[0]} />
    open(() => (
      <svg>
        <Suspense fallback={<g />}>
          <Reader />
        </Suspense>
      </svg>
    ))
    const reading = await request()
    await readShell(reading)

    await loads.resolve('4')

    expect(await reading.next()).toMatch(
      /^<template [^>]* data-svg><svg><circle .*<\/svg><\/template>/,
    )
  })

  test('sends the error slot as a part', async () => {
    const loads = createLoads()
    const Reader = createReader(loads)
    open(() => (
      <Suspense error={(error) => <i>{(error as Error).message}</i>}>
        <Reader />
      </Suspense>
    ))
    const reading = await request()
    await readShell(reading)

    await loads.reject(new Error('no luck'))

    expect(await reading.next()).toContain('no luck')
    expect(errors).toEqual([new Error('no luck')])
  })
})

describe('without a Suspense', () => {
  test('the page waits, and has all in its first HTML', async () => {
    const loads = createLoads()
    const Reader = createReader(loads)
    open(() => <Reader />)
    const coming = request()

    await turn()
    await loads.resolve('loaded')

    const reading = await coming
    expect(await reading.rest()).toMatch(/<b data-hid="\d+">loaded<\/b>/)
  })

  test('an error is the error page', async () => {
    const loads = createLoads()
    open(() => {
      const [, error] = resource(loads.fetcher).value()
      throw error
    })
    const coming = request()

    await turn()
    await loads.reject(new Error('no luck'))

    expect((await coming).response.status).toBe(500)
  })

  test('a reader that goes away meanwhile ends the fetch', async () => {
    const loads = createLoads()
    const Reader = createReader(loads)
    open(() => <Reader />)
    const leaving = new AbortController()
    const coming = app.fetch(new Request('http://a/', { signal: leaving.signal }))
    await turn()

    leaving.abort()

    expect((await coming).status).toBe(499)
    expect(loads.calls[0]!.signal.aborted).toBe(true)
  })
})

describe('a reader that goes away in the middle', () => {
  test('ends all fetches and the session', async () => {
    const loads = createLoads()
    const Reader = createReader(loads)
    open(() => [
      <Counter />,
      <Suspense>
        <Reader />
      </Suspense>,
    ])
    const reading = await request()
    await readShell(reading)
    expect(app.hub.stats().sessions).toBe(1)

    await reading.cancel()

    expect(loads.calls[0]!.signal.aborted).toBe(true)
    expect(app.hub.stats().sessions).toBe(0)
  })
})

describe('a page that nothing makes live', () => {
  test('loads its data, and gets neither script nor session', async () => {
    const loads = createLoads()
    const Reader = createReader(loads)
    open(() => (
      <Suspense>
        <Reader />
      </Suspense>
    ))
    const reading = await request()
    const shell = await readShell(reading)
    await loads.resolve('loaded')

    expect(shell + (await reading.rest())).not.toContain('data-session=')
    expect(app.hub.stats().sessions).toBe(0)
  })

  test('becomes live with a part that listens', async () => {
    const loads = createLoads()
    function Reader(): Child {
      resource(loads.fetcher).value()
      return <Counter />
    }
    open(() => (
      <Suspense>
        <Reader />
      </Suspense>
    ))
    const reading = await request()
    expect(await readShell(reading)).not.toContain('data-session=')

    await loads.resolve('loaded')

    expect(await reading.next()).toMatch(
      /vangoPart\(1\)<\/script><link rel="stylesheet" [^>]*><script type="module" async data-part="1" /,
    )
    await reading.rest()
    expect(app.hub.stats().sessions).toBe(1)
  })

  test('becomes live when something in sight has changed that no part can change', async () => {
    const loads = createLoads()
    open(() => {
      const text = resource(loads.fetcher)
      const Reader = (): Child => text.value()[0]
      return [
        <i>{text.status}</i>,
        <Suspense fallback="waiting">
          <Reader />
        </Suspense>,
      ]
    })
    const reading = await request()
    const shell = await readShell(reading)
    await loads.resolve('loaded')
    const html = shell + (await reading.rest())
    expect(html).toContain('data-session')

    const browser = connect(html, 0)
    await turn()

    expect(browser.patches()).toContainEqual(
      expect.objectContaining({ op: 'setText', text: 'ready' }),
    )
  })
})

describe('a live page', () => {
  function openLive(): Loads<string>[] {
    const loads = [createLoads(), createLoads()]
    const [Left, Right] = loads.map(createReader) as [() => Child, () => Child]
    open(() => (
      <p>
        <Counter />
        <Suspense fallback={<i>left waits</i>}>
          <Left />
        </Suspense>
        <Suspense fallback={<i>right waits</i>}>
          <Right />
        </Suspense>
      </p>
    ))
    return loads
  }

  test('has its script before the first part, and counts the parts in it', async () => {
    openLive()
    const reading = await request()

    expect(await readShell(reading)).toMatch(
      /<\/p><script>window\.vangoPart[^]*<\/script><script type="module" async data-part="0" src="[^"]*" data-hid="4294967295" data-session="/,
    )
  })

  test('gets by the socket what its browser has not had by then, and the response ends', async () => {
    const [left, right] = openLive()
    const reading = await request()
    const shell = await readShell(reading)
    await left!.resolve('left')
    await reading.next()
    await right!.resolve('right')
    await turn()

    // The browser has part 1 and not yet part 2.
    const browser = connect(shell, 1)
    await turn()

    const inserts = browser.patches().filter(({ op }) => op === 'insert')
    expect(JSON.stringify(inserts)).toContain('right')
    expect(JSON.stringify(inserts)).not.toContain('left')
    expect(await reading.rest()).toBe('</body></html>')
    expect([left!.calls.length, right!.calls.length]).toEqual([1, 1])
  })

  test('gets everything by a socket that came before all parts', async () => {
    const [left, right] = openLive()
    const reading = await request()
    const browser = connect(await readShell(reading), 0)
    expect(await reading.rest()).toBe('</body></html>')

    await left!.resolve('left')
    await right!.resolve('right')
    await turn()

    const inserts = JSON.stringify(browser.patches().filter(({ op }) => op === 'insert'))
    expect(inserts).toContain('left')
    expect(inserts).toContain('right')
  })

  test('gets a part again that was under way when the socket opened', async () => {
    const [left] = openLive()
    const reading = await request()
    const shell = await readShell(reading)
    await left!.resolve('left')
    await reading.next()

    const browser = connect(shell, 0)
    await turn()

    const [patch] = browser.heard.filter(({ kind }) => kind === 'patch')
    expect(patch).toMatchObject({ seq: 1 })
    expect(JSON.stringify(browser.patches())).toContain('left')
  })

  test('is clicked while it still loads', async () => {
    const [left] = openLive()
    const reading = await request()
    const shell = await readShell(reading)
    const browser = connect(shell, 0)
    const hid = Number(/<button data-hid="(\d+)"/.exec(shell)![1])

    await browser.event(hid)
    await left!.resolve('left')
    await turn()

    expect(browser.patches()).toContainEqual({ op: 'setText', hid, text: '1' })
    expect(JSON.stringify(browser.patches())).toContain('left')
  })

  test('keeps its session for as long as it loads, and a while after', async () => {
    const [left, right] = openLive()
    const reading = await request()
    await readShell(reading)
    expect(app.hub.stats().detached).toBe(1)

    await left!.resolve('left')
    await right!.resolve('right')
    await reading.rest()

    expect(app.hub.stats().detached).toBe(1)
  })
})

describe('a fetcher', () => {
  test('has the context of its request', async () => {
    open(() => {
      const text = resource(async () => useCtx().url.pathname)
      return text.value()[0]
    })

    expect(await (await request()).rest()).toContain('<body>/<')
  })
})
