/**
 * Puts an app on a port of Node: pages by HTTP, public files, live sockets, all on one port, and a
 * close that lets everybody finish within a bounded time.
 */
import { createServer } from 'node:http'
import type { IncomingMessage, Server as HttpServer, ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

import { getRequestListener } from '@hono/node-server'
import type { HttpBindings } from '@hono/node-server'

import { vangoError } from '../base/errors.ts'
import type { App } from '../server/app.ts'
import { findStaticFile, listStaticFiles, serveStaticFile } from './static.ts'
import type { StaticFiles } from './static.ts'
import { attachLive } from './ws.ts'
import type { LiveEndpoint, LiveOptions } from './ws.ts'

/** What of an app a server needs. */
export type Served = Pick<App, 'fetch' | 'hub' | 'allowedOrigins' | 'close'>

export interface ServeOptions extends LiveOptions {
  /** 3000 by default; 0 takes any free port. */
  readonly port?: number
  /**
   * The address to listen on. '127.0.0.1' by default: this machine only, so that nothing is open to
   * a network unless somebody has said so. '0.0.0.0' is every network (needed in a container).
   */
  readonly host?: string
  /** A folder whose files are served as they are, before any route. */
  readonly publicDir?: string
  /** Milliseconds that `close` waits for requests and sockets before it cuts them off; 5,000. */
  readonly closeMs?: number
  /** A server of your own, for HTTPS for instance. Its timeouts are left as they are. */
  readonly server?: HttpServer
  /** Connect-style middleware that sees requests first, as development tools have. */
  readonly before?: (
    request: IncomingMessage,
    response: ServerResponse,
    next: (error?: unknown) => void,
  ) => void
}

export interface Server {
  readonly port: number
  readonly host: string
  /** `http://127.0.0.1:3000` */
  readonly url: string
  readonly http: HttpServer
  /**
   * Takes no more requests, writes sessions down, says 1001 to all sockets, closes the app. Ends
   * within twice `closeMs`.
   */
  close(): Promise<void>
}

// Against clients that send a header or a body drop by drop to hold a socket.
const headersTimeoutMs = 15_000
const requestTimeoutMs = 60_000
const timeoutCheckMs = 5_000
/** Longer than the 60 s of usual load balancers, which else may write into a closing socket. */
const keepAliveTimeoutMs = 65_000
/** How often idle connections are looked for while the server closes. */
const closeTickMs = 50

/** Serves `app` until `close`. Throws coded errors when it cannot listen. */
export async function serve(app: Served, options: ServeOptions = {}): Promise<Server> {
  const { port = 3000, host = '127.0.0.1', publicDir, closeMs = 5_000 } = options
  const files = publicDir === undefined ? new Map<string, string>() : listStaticFiles(publicDir)
  const http = options.server ?? createServer(serverTimeouts())

  const sockets = trackSockets(http)
  http.on('request', withBefore(createListener(app, files), options.before))
  const endpoint = attachLive(http, app, options)
  try {
    await listen(http, port, host)
  } catch (error) {
    await endpoint.close()
    throw error
  }

  const address = http.address() as AddressInfo
  const scheme = 'setSecureContext' in http ? 'https' : 'http'
  let closing: Promise<void> | undefined

  return {
    port: address.port,
    host,
    url: `${scheme}://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    http,
    close() {
      closing ??= close(http, endpoint, app, closeMs)
      // Browsers open some ahead of time; those that have never said anything do not count as idle.
      for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy()
      return closing
    },
  }
}

/** Nobody comes in any more, then sessions are written down, and only then sockets are told to go. */
async function close(
  http: HttpServer,
  endpoint: LiveEndpoint,
  app: Served,
  closeMs: number,
): Promise<void> {
  endpoint.drain()
  const isHttpClosed = closeHttp(http, closeMs)
  // A store that is away must not keep the process.
  let timer: NodeJS.Timeout | undefined
  const isLate = new Promise<void>((resolve) => (timer = setTimeout(resolve, closeMs)))
  await Promise.race([app.close(), isLate])
  clearTimeout(timer)
  await Promise.all([isHttpClosed, endpoint.close(closeMs)])
}

function trackSockets(http: HttpServer): ReadonlySet<Socket> {
  const sockets = new Set<Socket>()
  http.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  return sockets
}

function serverTimeouts(): Parameters<typeof createServer>[0] & object {
  return {
    headersTimeout: headersTimeoutMs,
    requestTimeout: requestTimeoutMs,
    connectionsCheckingInterval: timeoutCheckMs,
    keepAliveTimeout: keepAliveTimeoutMs,
  }
}

function createListener(app: Served, files: StaticFiles): ReturnType<typeof getRequestListener> {
  return getRequestListener((request, env) => {
    const { incoming } = env as HttpBindings
    const file =
      incoming.method === 'GET' || incoming.method === 'HEAD'
        ? findStaticFile(files, incoming.url ?? '')
        : undefined
    if (file === undefined) return app.fetch(request, env)

    return serveStaticFile(request, file).then((found) => found ?? app.fetch(request, env))
  })
}

function withBefore(
  listener: ReturnType<typeof getRequestListener>,
  before: ServeOptions['before'],
): (request: IncomingMessage, response: ServerResponse) => void {
  if (before === undefined) return (request, response) => void listener(request, response)

  return (request, response) =>
    before(request, response, (error) => {
      if (error === undefined) return void listener(request, response)
      response.statusCode = 500
      response.end()
    })
}

function listen(http: HttpServer, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException): void => reject(listenError(error, port, host))
    http.once('error', onError)
    http.listen(port, host, () => {
      http.off('error', onError)
      resolve()
    })
  })
}

function listenError(error: NodeJS.ErrnoException, port: number, host: string): Error {
  if (error.code === 'EADDRINUSE') return vangoError('adapters/port-in-use', { port, host }, error)
  if (error.code === 'EACCES') return vangoError('adapters/port-forbidden', { port, host }, error)
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return vangoError('adapters/host-unknown', { host }, error)
  }

  return vangoError('adapters/listen-failed', { port, host, reason: error.message }, error)
}

/** Lets running requests finish, closes connections as they fall idle, cuts off what is left. */
function closeHttp(http: HttpServer, closeMs: number): Promise<void> {
  return new Promise((resolve) => {
    const sweep = setInterval(() => http.closeIdleConnections(), closeTickMs)
    const force = setTimeout(() => {
      http.closeAllConnections()
      // Upgraded sockets that are not ours would hold up the callback of `close` for ever.
      done()
    }, closeMs)
    http.close(done)

    function done(): void {
      clearInterval(sweep)
      clearTimeout(force)
      resolve()
    }
  })
}
