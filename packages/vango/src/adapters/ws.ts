/**
 * The live endpoint, `GET /vango/live/:sessionId`: takes the upgrade events of an HTTP server,
 * refuses what must not come in with a real HTTP status, and hands the rest to the hub.
 *
 * It listens to 'upgrade' itself and does not use the `upgradeWebSocket` of @hono/node-server: that
 * one answers refusals without a text, needs the WebSocket server in the options of whoever serves,
 * and builds a `Request` and several promises for every socket.
 */
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'

import type { ServerType } from '@hono/node-server'
import { WebSocketServer } from 'ws'

import type { App } from '../server/app.ts'
import { CLOSE_GOING_AWAY } from '../wire/close.ts'
import { checkAllowedOrigins, checkOrigin } from '../server/origin.ts'
import type { Refusal } from '../server/origin.ts'
import { openSocket } from './socket.ts'
import type { LiveSocket } from './socket.ts'

export interface LiveOptions {
  /** Open sockets of this process at most, 50,000 by default; further ones get a 503. */
  readonly maxConnections?: number
}

export interface LiveEndpoint {
  /** Sockets open now. */
  readonly connections: number
  /** Takes no more sockets; those that are open stay. */
  drain(): void
  /** Stops listening for upgrades, says 1001 to all sockets, and cuts them off after `graceMs`. */
  close(graceMs?: number): Promise<void>
}

const livePath = '/vango/live/'
/** Ids are 22 letters today; this only keeps nonsense away from the hub. */
const idShape = /^[\w-]{16,64}$/
/** How long the other side may take to answer our close frame. */
const closeTimeoutMs = 3_000

/**
 * Gives the live pages of `app` their sockets on a server that you made yourself:
 *
 *     const yours = new Hono()
 *     yours.route('/', app.hono)
 *     const server = serve({ fetch: yours.fetch })   // of @hono/node-server
 *     attachLive(server, app)
 *
 * The server must speak HTTP/1.1; browsers fall back to it for WebSockets by themselves.
 */
export function attachLive(
  server: ServerType,
  app: Pick<App, 'hub' | 'allowedOrigins'>,
  options: LiveOptions = {},
): LiveEndpoint {
  const maxConnections = options.maxConnections ?? 50_000
  const wss = createWebSocketServer(app.hub.limits.maxMessageBytes)
  const sockets = new Set<LiveSocket>()
  let isClosing = false
  checkAllowedOrigins(app.allowedOrigins)

  server.on('upgrade', onUpgrade)

  return {
    get connections() {
      return sockets.size
    },

    drain() {
      isClosing = true
    },

    async close(graceMs = closeTimeoutMs) {
      isClosing = true
      for (const live of sockets) live.close(CLOSE_GOING_AWAY, 'server closing')
      await emptied(sockets, graceMs)
      server.off('upgrade', onUpgrade)
    },
  }

  function onUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const path = pathOf(request)
    if (!path.startsWith(livePath)) {
      // Somebody else's, if there is somebody else: an unanswered upgrade would hang for ever.
      if (server.listenerCount('upgrade') === 1) refuse(socket, notFound)
      return
    }

    const refusal = check(request, path)
    if (refusal !== undefined) return refuse(socket, refusal)

    wss.handleUpgrade(request, socket, head, (ws) => {
      openSocket(ws, socket as Socket, sockets, (transport) =>
        app.hub.connect(path.slice(livePath.length), transport, request.headers),
      )
    })
  }

  /** Cheapest first; nothing here looks at sessions, so nothing can be learned about them. */
  function check(request: IncomingMessage, path: string): Refusal | undefined {
    if (!idShape.test(path.slice(livePath.length))) return notFound
    const foreign = checkOrigin(request.headers, app.allowedOrigins)
    if (foreign !== undefined) return foreign
    if (isClosing) return { status: 503, text: 'The server is shutting down.' }
    if (sockets.size >= maxConnections) {
      return { status: 503, text: 'The server has as many live connections as it may.' }
    }
    return undefined
  }
}

const notFound: Refusal = { status: 404, text: 'There is no WebSocket at this address.' }

const statusTexts = {
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  503: 'Service Unavailable',
}

function createWebSocketServer(maxMessageBytes: number): WebSocketServer {
  return new WebSocketServer({
    noServer: true,
    clientTracking: false,
    // A connection that ever compressed keeps some 235 KiB for ever.
    perMessageDeflate: false,
    maxPayload: maxMessageBytes,
    // Our client sends a message as one frame. Without bounds, a message of one-byte frames would
    // cost a hundred times its size.
    maxFragments: 64,
    maxBufferedChunks: 4_096,
    closeTimeout: closeTimeoutMs,
    handleProtocols: () => false,
  } as ConstructorParameters<typeof WebSocketServer>[0])
}

/** The path alone; a query in the address of a socket means nothing here. */
function pathOf(request: IncomingMessage): string {
  const url = request.url ?? ''
  const query = url.indexOf('?')
  return query === -1 ? url : url.slice(0, query)
}

function refuse(socket: Duplex, { status, text }: Refusal): void {
  socket.on('error', () => {})
  socket.once('finish', () => socket.destroy())
  socket.end(
    `HTTP/1.1 ${status} ${statusTexts[status]}\r\nConnection: close\r\n` +
      `Content-Type: text/plain; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(text)}\r\n` +
      `X-Content-Type-Options: nosniff\r\n\r\n${text}`,
  )
}

/** Resolves when all sockets are gone, after `graceMs` by force. */
async function emptied(sockets: ReadonlySet<LiveSocket>, graceMs: number): Promise<void> {
  if (sockets.size === 0) return

  await new Promise<void>((resolve) => {
    const force = setTimeout(() => {
      for (const live of sockets) live.ws.terminate()
    }, graceMs)

    for (const live of sockets) {
      live.ws.once('close', () => {
        if (sockets.size > 0) return
        clearTimeout(force)
        resolve()
      })
    }
  })
}
