import { once } from 'node:events'
import { serve as serveHono } from '@hono/node-server'
import type { ServerType } from '@hono/node-server'
import { Hono } from 'hono'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { WebSocket } from 'ws'

import { state } from '../index.ts'
import { createApp } from '../server.ts'
import type { App, AppOptions } from '../server.ts'
import { encodeClientMessages } from '../wire/client-message.ts'
import { decodePatches } from '../wire/patch-codec.ts'
import { decodeServerMessages } from '../wire/server-message.ts'
import type { ClientMessage, ServerMessage } from '../wire/message.ts'
import { openLive } from './fixtures/socket.ts'
import { serve } from './node.ts'
import { attachLive } from './ws.ts'

vi.mock('../server/client-file.ts', () => ({ readClientScript: () => 'the client' }))

const cleanups: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup()
})

function Counter() {
  const count = state(0)
  return <button onClick={() => count.update((n) => n + 1)}>Clicked {count} times</button>
}

function createCounterApp(options: Partial<AppOptions> = {}): App {
  return createApp({ routes: { '/': Counter }, onError: () => {}, ...options })
}

interface OpenPage {
  readonly html: string
  readonly ws: WebSocket
  readonly closed: Promise<number>
  say(...messages: ClientMessage[]): void
  /** The next thing the server says. */
  hear(): Promise<ServerMessage[]>
}

/** Loads the page, connects its socket and says HELLO, as a browser does. */
async function openPage(port: number, token?: string): Promise<OpenPage> {
  const response = await fetch(`http://127.0.0.1:${port}/`)
  const html = await response.text()
  const cookie = response.headers.getSetCookie()[0]!.split(';', 1)[0]!
  const [, session, given] = /data-session="([^"]+)" data-token="([^"]+)"/.exec(html)!
  const { ws, closed } = await openLive(
    port,
    { origin: `http://127.0.0.1:${port}`, cookie },
    { path: `/vango/live/${session}` },
  )
  const say = (...messages: ClientMessage[]): void => ws.send(encodeClientMessages(messages))
  say({ kind: 'hello', version: 1, resumable: true, lastSeq: 0, token: token ?? given! })

  return {
    html,
    ws,
    closed,
    say,
    hear: async () => {
      const [data] = (await once(ws, 'message')) as [Buffer]
      return [...decodeServerMessages(data)]
    },
  }
}

describe('a live page', () => {
  test('answers a click with one patch', async () => {
    const app = createCounterApp()
    const server = await serve(app, { port: 0 })
    cleanups.push(() => server.close())
    const page = await openPage(server.port)

    const [welcome] = await page.hear()
    page.say({ kind: 'event', eventNo: 1, ackSeq: 0, hid: 1, position: 0, payload: undefined })
    const [patch] = await page.hear()
    const patches = patch?.kind === 'patch' ? decodePatches(patch.ops) : []

    expect(page.html).toContain('Clicked <!---->0<!--2--> times')
    expect(welcome).toMatchObject({ kind: 'welcome', lastEvent: 0 })
    expect(patch).toMatchObject({ kind: 'patch', ackEvent: 1 })
    expect(patches).toEqual([{ op: 'setText', hid: 2, text: '1' }])
    expect(app.hub.stats()).toMatchObject({ sessions: 1, connected: 1 })
  })

  test('is refused with a wrong token', async () => {
    const server = await serve(createCounterApp(), { port: 0 })
    cleanups.push(() => server.close())

    const page = await openPage(server.port, 'a-wrong-token')

    expect(await page.closed).toBe(4401)
  })

  test('whose session nobody knows is told so with 4404', async () => {
    const server = await serve(createCounterApp(), { port: 0 })
    cleanups.push(() => server.close())
    const { ws, closed } = await openLive(server.port)

    ws.send(
      encodeClientMessages([
        { kind: 'hello', version: 1, resumable: true, lastSeq: 0, token: 'none' },
      ]),
    )

    expect(await closed).toBe(4404)
  })

  test('is closed with 1001 when the server closes, and leaves no session', async () => {
    const app = createCounterApp()
    const server = await serve(app, { port: 0 })
    const page = await openPage(server.port)
    await page.hear()

    await server.close()

    expect(await page.closed).toBe(1001)
    expect(app.hub.stats().sessions).toBe(0)
  })
})

describe('an app mounted into a Hono app on a server of its own', () => {
  function start(app: App): Promise<{ port: number; server: ServerType }> {
    const yours = new Hono()
    yours.get('/own', (c) => c.text('yours'))
    yours.route('/', app.hono)
    return new Promise((resolve) => {
      const server = serveHono({ fetch: yours.fetch, port: 0, hostname: '127.0.0.1' }, (address) =>
        resolve({ port: address.port, server }),
      )
    })
  }

  test('is live once its sockets are attached', async () => {
    const app = createCounterApp()
    const { port, server } = await start(app)
    const endpoint = attachLive(server, app)
    cleanups.push(
      () => endpoint.close(),
      () => app.close(),
      async () => server.close(),
    )
    const page = await openPage(port)
    await page.hear()

    page.say({ kind: 'event', eventNo: 1, ackSeq: 0, hid: 1, position: 0, payload: undefined })

    expect(await page.hear()).toMatchObject([{ kind: 'patch' }])
    expect(await (await fetch(`http://127.0.0.1:${port}/own`)).text()).toBe('yours')
    expect(endpoint.connections).toBe(1)
  })

  test('leaves other upgrades to other listeners', async () => {
    const app = createCounterApp()
    const { port, server } = await start(app)
    server.on('upgrade', (request, socket) => {
      if (request.url === '/own-socket') socket.end('HTTP/1.1 418 Yours\r\n\r\n')
    })
    const endpoint = attachLive(server, app)
    cleanups.push(
      () => endpoint.close(),
      () => app.close(),
      async () => server.close(),
    )

    await expect(openLive(port, {}, { path: '/own-socket' })).rejects.toThrow('418')
  })

  test('says what is missing while they are not', async () => {
    const app = createCounterApp()
    const { port, server } = await start(app)
    cleanups.push(
      () => app.close(),
      async () => server.close(),
    )

    await expect(openLive(port)).rejects.toThrow('426')
  })
})
