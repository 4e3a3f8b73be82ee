import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'

import { createFakeApp } from './fixtures/fake-app.ts'
import { send } from './fixtures/http.ts'
import { openLive } from './fixtures/socket.ts'
import { serve } from './node.ts'
import type { Server } from './node.ts'

const servers: Server[] = []

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})

async function start(...[app, options]: Parameters<typeof serve>): Promise<Server> {
  const server = await serve(app, { port: 0, ...options })
  servers.push(server)
  return server
}

describe('serve', () => {
  test('listens on this machine only, unless told otherwise', async () => {
    const server = await start(createFakeApp())

    expect(server.url).toBe(`http://127.0.0.1:${server.port}`)
    expect(server.http.address()).toMatchObject({ address: '127.0.0.1' })
    expect((await send(server.port, '/')).text).toBe('the app')
  })

  test('puts brackets around an IPv6 address', async () => {
    const server = await start(createFakeApp(), { host: '::1' })

    expect(server.url).toBe(`http://[::1]:${server.port}`)
  })

  test('has time limits for slow requests', async () => {
    const { http } = await start(createFakeApp())

    expect(http.headersTimeout).toBe(15_000)
    expect(http.requestTimeout).toBe(60_000)
  })

  test('tells that a port is in use, and what to do', async () => {
    const { port } = await start(createFakeApp())

    await expect(start(createFakeApp(), { port })).rejects.toMatchObject({
      code: 'adapters/port-in-use',
      message: expect.stringContaining(`port: ${port + 1}`),
    })
  })

  test('tells that an address is not of this machine', async () => {
    await expect(start(createFakeApp(), { host: '203.0.113.1' })).rejects.toMatchObject({
      code: 'adapters/host-unknown',
    })
  })

  test('refuses an allowed origin that is none', async () => {
    await expect(start(createFakeApp({ allowedOrigins: ['*'] }))).rejects.toMatchObject({
      code: 'adapters/bad-origin',
    })
  })

  test('takes a server made by somebody else', async () => {
    const http = createServer()
    const server = await start(createFakeApp(), { server: http })

    expect(server.http).toBe(http)
    expect((await send(server.port, '/')).text).toBe('the app')
    await openLive(server.port)
  })

  test('lets middleware answer first', async () => {
    const server = await start(createFakeApp(), {
      before: (request, response, next) => {
        if (request.url === '/own') response.end('the tool')
        else if (request.url === '/broken') next(new Error('broken'))
        else next()
      },
    })

    expect((await send(server.port, '/own')).text).toBe('the tool')
    expect((await send(server.port, '/')).text).toBe('the app')
    expect((await send(server.port, '/broken')).status).toBe(500)
  })
})

describe('close', () => {
  test('lets a running request finish and takes no further one', async () => {
    let answer = (_: Response): void => {}
    const server = await start(
      createFakeApp({ fetch: () => new Promise((resolve) => (answer = resolve)) }),
    )
    const running = send(server.port, '/slow')
    await once(server.http, 'request')

    const closed = server.close()
    await expect(send(server.port, '/late')).rejects.toThrow('ECONNREFUSED')
    answer(new Response('finished'))

    expect((await running).text).toBe('finished')
    await closed
  })

  test('cuts off what does not finish in time', async () => {
    const server = await start(createFakeApp({ fetch: () => new Promise(() => {}) }), {
      closeMs: 20,
    })
    const socket = connect(server.port, '127.0.0.1')
    socket.on('error', () => {})
    socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n')
    await once(server.http, 'request')

    const ended = once(socket, 'close')
    await server.close()

    await ended
  })

  test('does not wait for connections that have said nothing, as browsers open them ahead', async () => {
    const server = await start(createFakeApp(), { closeMs: 2 ** 30 })
    const socket = connect(server.port, '127.0.0.1')
    socket.on('error', () => {})
    await once(server.http, 'connection')

    const ended = once(socket, 'close')
    await server.close()

    await ended
  })

  test('can be called twice', async () => {
    const server = await start(createFakeApp())

    await Promise.all([server.close(), server.close()])
  })
})
