import { once } from 'node:events'
import type { Socket } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'

import { MESSAGE_HEADROOM } from '../live/transport.ts'
import { createFakeApp, messageOf } from './fixtures/fake-app.ts'
import type { FakeApp, FakeOptions } from './fixtures/fake-app.ts'
import { sendRaw } from './fixtures/http.ts'
import { openLive, sessionId, tryLive } from './fixtures/socket.ts'
import { serve } from './node.ts'
import type { ServeOptions, Server } from './node.ts'
import type { LiveSocket } from './socket.ts'

let server: Server | undefined

afterEach(async () => {
  await server?.close()
  server = undefined
})

async function start(
  fake: FakeOptions = {},
  options: ServeOptions = {},
): Promise<{ app: FakeApp; port: number }> {
  const app = createFakeApp(fake)
  server = await serve(app, { port: 0, closeMs: 500, ...options })
  return { app, port: server.port }
}

function rawSocket(app: FakeApp): Socket {
  return (app.connections[0]!.transport as LiveSocket).socket
}

function until(condition: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): unknown => (condition() ? resolve() : setImmediate(look))
    look()
  })
}

describe('before the upgrade', () => {
  test('a page of the app is let in and reaches its session', async () => {
    const { app, port } = await start()

    const { ws } = await openLive(port)

    expect(ws.extensions).toBe('')
    expect(app.connections.map((connection) => connection.id)).toEqual([sessionId])
  })

  test.each([
    ['without Origin', {}, 403],
    ['from another site', { origin: 'https://evil.test' }, 403],
    ['from an opaque origin', { origin: 'null' }, 403],
    ['with a malformed Host', { host: 'a/b', origin: 'http://a' }, 400],
  ])('a socket %s is refused', async (_, headers: Record<string, string>, status) => {
    const { app, port } = await start()

    const refusal = await tryLive(port, headers)

    expect(refusal.status).toBe(status)
    expect(refusal.text).not.toBe('')
    expect(app.connections).toEqual([])
  })

  test('a foreign page is refused by Sec-Fetch-Site even with the right Origin', async () => {
    const { port } = await start()
    const origin = `http://127.0.0.1:${port}`

    expect(await tryLive(port, { origin, 'sec-fetch-site': 'same-origin' })).toMatchObject({
      status: 101,
    })
    expect(await tryLive(port, { origin, 'sec-fetch-site': 'cross-site' })).toMatchObject({
      status: 403,
    })
  })

  test('an allowed origin is let in', async () => {
    const { port } = await start({ allowedOrigins: ['https://www.example.com'] })

    expect(await tryLive(port, { origin: 'https://www.example.com' })).toMatchObject({
      status: 101,
    })
    expect(await tryLive(port, { origin: 'https://example.com' })).toMatchObject({ status: 403 })
  })

  test.each([
    '/vango/live/',
    '/vango/live/short',
    '/vango/live/../../etc/passwd-and-more',
    `/vango/live/${sessionId}/more`,
    `/vango/live/${sessionId}%00`,
    `/vango/live/${'x'.repeat(200)}`,
    '/elsewhere',
  ])('%s is refused with 404', async (path) => {
    const { app, port } = await start()

    const answer = await sendRaw(
      port,
      `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: http://127.0.0.1:${port}\r\n` +
        'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n' +
        'Sec-WebSocket-Key: AQIDBAUGBwgJCgsMDQ4PEA==\r\n\r\n',
    )

    expect(answer).toMatch(/^HTTP\/1\.1 404 /)
    expect(app.connections).toEqual([])
  })

  test('an upgrade that is no WebSocket is refused with 400', async () => {
    const { port } = await start()

    const answer = await sendRaw(
      port,
      `GET /vango/live/${sessionId} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n` +
        `Origin: http://127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: other\r\n\r\n`,
    )

    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
  })

  test('one socket above the limit is refused with 503, and has its place when another leaves', async () => {
    const { port } = await start({}, { maxConnections: 1 })
    const origin = `http://127.0.0.1:${port}`
    const first = await openLive(port)

    expect(await tryLive(port, { origin })).toMatchObject({ status: 503 })

    first.ws.close()
    await first.closed
    expect(await tryLive(port, { origin })).toMatchObject({ status: 101 })
  })
})

describe('incoming', () => {
  test('a binary message reaches the connection', async () => {
    const { app, port } = await start()
    const { ws } = await openLive(port)

    ws.send(Uint8Array.of(1, 2, 3))
    await until(() => app.connections[0]!.received.length === 1)

    expect(app.connections[0]!.received).toEqual([Uint8Array.of(1, 2, 3)])
  })

  test('a text message closes the socket with 4400', async () => {
    const { app, port } = await start()
    const { ws, closed } = await openLive(port)

    ws.send('hello')

    expect(await closed).toBe(4400)
    expect(app.connections[0]!.received).toEqual([])
    await until(() => app.connections[0]!.isClosed)
  })

  test('a message above the limit closes the socket with 1009', async () => {
    const { app, port } = await start({ maxMessageBytes: 100 })
    const { ws, closed } = await openLive(port)

    ws.send(new Uint8Array(100))
    ws.send(new Uint8Array(101))

    expect(await closed).toBe(1009)
    expect(app.connections[0]!.received.map((message) => message.length)).toEqual([100])
  })

  test('a message in very many fragments closes the socket', async () => {
    const { port } = await start()
    const { ws, closed } = await openLive(port)

    for (let i = 0; i < 200; i++) ws.send(Uint8Array.of(i), { fin: false })

    expect(await closed).toBe(1008)
  })

  test('nothing is received after the session has closed the socket', async () => {
    const { app, port } = await start({
      onConnect: ({ transport }) => transport.close(4404, 'no such session'),
    })
    const { ws, closed } = await openLive(port)

    ws.send(Uint8Array.of(1))

    expect(await closed).toBe(4404)
    expect(app.connections[0]!.received).toEqual([])
  })

  test('a socket that goes away is told to the connection once', async () => {
    const { app, port } = await start()
    const { ws } = await openLive(port)

    ws.terminate()
    await until(() => app.connections[0]!.isClosed)

    app.connections[0]!.transport.send(new Uint8Array(20), MESSAGE_HEADROOM)
    expect(app.connections[0]!.transport.buffered).toBe(0)
  })
})

describe('outgoing', () => {
  test.each([0, 1, 125, 126, 65_535, 65_536, 200_000])(
    'a message of %i bytes leaves with its header in one write',
    async (length) => {
      const { app, port } = await start()
      const { ws } = await openLive(port)
      const payload = new Uint8Array(length).fill(7)
      const writes: number[] = []
      const socket = rawSocket(app)
      const write = socket.write.bind(socket)
      socket.write = (chunk: Uint8Array) => {
        if (chunk.length > 0) writes.push(chunk.length)
        return write(chunk)
      }

      const arrived = once(ws, 'message')
      app.connections[0]!.transport.send(messageOf(payload, MESSAGE_HEADROOM), MESSAGE_HEADROOM)
      const [data, isBinary] = (await arrived) as [Buffer, boolean]

      expect(isBinary).toBe(true)
      expect(data.equals(payload)).toBe(true)
      expect(writes).toEqual([length + (length < 126 ? 2 : length < 65_536 ? 4 : 10)])
    },
  )

  test('the same buffer can be sent again', async () => {
    const { app, port } = await start()
    const { ws } = await openLive(port)
    const buffer = messageOf(Uint8Array.of(1, 2, 3), MESSAGE_HEADROOM)
    const arrived: Buffer[] = []
    ws.on('message', (data) => arrived.push(data as Buffer))

    app.connections[0]!.transport.send(buffer, MESSAGE_HEADROOM)
    app.connections[0]!.transport.send(buffer, MESSAGE_HEADROOM)
    await until(() => arrived.length === 2)

    expect(arrived.map((data) => [...data])).toEqual([
      [1, 2, 3],
      [1, 2, 3],
    ])
  })

  // Below and above the mark at which Node's own 'drain' event is due.
  test.each([5_000, 8_000_000])(
    'a socket that writes of %i bytes have stuck in is drained when they are gone',
    async (length) => {
      const { app, port } = await start()
      const { ws } = await openLive(port)
      const { transport } = app.connections[0]!
      ws.pause()
      while (transport.buffered === 0) {
        transport.send(messageOf(new Uint8Array(length), MESSAGE_HEADROOM), MESSAGE_HEADROOM)
      }
      expect(app.connections[0]!.drains).toBe(0)

      ws.resume()
      await until(() => app.connections[0]!.drains > 0)

      expect(transport.buffered).toBe(0)
    },
  )

  test('a reason too long for a close frame is left out', async () => {
    const { app, port } = await start()
    const { closed } = await openLive(port)

    app.connections[0]!.transport.close(4400, 'x'.repeat(200))

    expect(await closed).toBe(4400)
  })
})

describe('closing', () => {
  test('the server says 1001 to every socket and then is gone', async () => {
    const { app, port } = await start()
    const sockets = await Promise.all([openLive(port), openLive(port)])

    await server!.close()

    expect(await Promise.all(sockets.map((socket) => socket.closed))).toEqual([1001, 1001])
    expect(app.isClosed).toBe(true)
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow('fetch failed')
  })

  test('a socket that does not answer the close frame is cut off', async () => {
    const { app, port } = await start({}, { closeMs: 20 })
    const { ws } = await openLive(port)
    ws.pause()

    await server!.close()

    expect(app.connections[0]!.isClosed).toBe(true)
  })
})
