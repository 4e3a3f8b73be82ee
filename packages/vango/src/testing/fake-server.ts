/**
 * A live server that says what a test tells it to. The page is real, and so is its client; it checks
 * what the client says, and every frame that it answers with is the test's.
 *
 *     const server = createFakeServer()
 *     const page = await server.open('<p data-hid="1"></p>')
 *     server.welcome()
 *     server.patch({ op: 'setText', hid: 1, text: 'hello' })
 *     await page.settled()
 */
import type { Connection, Transport } from '../live/transport.ts'
import type { Patch } from '../vdom/patch.ts'
import type { ClientMessage, ServerMessage } from '../wire/message.ts'
import type { OwnPage, Page, PageOptions } from './page.ts'
import { vangoError } from '../base/errors.ts'
import { readClientScript } from '../server/client-file.ts'
import { decodeClientMessages } from '../wire/client-message.ts'
import { PROTOCOL_VERSION } from '../wire/message.ts'
import { encodePatches } from '../wire/patch-codec.ts'
import { encodeServerMessages } from '../wire/server-message.ts'
import { createClientCheck } from './client-check.ts'
import { openPage } from './page.ts'

export type ClientEvent = Extract<ClientMessage, { kind: 'event' }>

export interface FakeServer {
  /** Opens a page with that HTML in its body. Its hids are the test's. */
  open(html: string, options?: FakePageOptions): Promise<Page>
  /** All sockets that the page has opened so far; the last is the one in use. */
  readonly sockets: readonly FakeServerSocket[]
  /** How often the page was loaded. */
  readonly loads: number
  /** Says WELCOME, and then the patches that HELLO has not seen. By default all events are new. */
  welcome(options?: { lastEvent?: number; heartbeatMs?: number }): void
  /** Says patches as the next PATCH; `ackEvent` is the last event it has handled, 0 by default. */
  patch(...patches: Patch[]): void
  patchAfter(ackEvent: number, ...patches: Patch[]): void
  /** Says messages as they are, whatever their numbers. */
  say(...messages: ServerMessage[]): void
  sayBytes(bytes: Uint8Array): void
  /** Closes the socket with a code of the protocol. */
  close(code: number): void
  /** What has arrived since the last time. */
  take(): ClientMessage[]
  /** Of what has arrived since the last time, the events. */
  takeEvents(): ClientEvent[]
}

export interface FakeServerSocket {
  readonly url: URL
  /** Everything that came, oldest first. */
  readonly heard: readonly ClientMessage[]
  readonly isOpen: boolean
}

export interface FakePageOptions extends PageOptions {
  readonly session?: string
  readonly token?: string
  /** Printed into the `<head>`. */
  readonly head?: string
}

interface Socket {
  readonly url: URL
  readonly heard: ClientMessage[]
  isOpen: boolean
  readonly transport: Transport
}

export function createFakeServer(): FakeServer {
  const sockets: Socket[] = []
  const said: Extract<ServerMessage, { kind: 'patch' }>[] = []
  let fresh: ClientMessage[] = []
  let page: OwnPage | undefined
  let loads = 0
  const check = createClientCheck({
    lastSeq: () => said.at(-1)?.seq ?? 0,
    broken: (message) => page?.addProblem({ kind: 'script', message: `the client ${message}` }),
  })

  function current(): Socket {
    const socket = sockets.at(-1)
    if (socket === undefined || !socket.isOpen) throw vangoError('testing/no-socket', {})
    return socket
  }

  function sayBytes(bytes: Uint8Array): void {
    current().transport.send(bytes, 0)
  }

  function say(...messages: ServerMessage[]): void {
    sayBytes(encodeServerMessages(messages))
  }

  function connect(url: URL, transport: Transport): Connection {
    const socket: Socket = { url, heard: [], isOpen: true, transport }
    sockets.push(socket)
    const heard = check.connected()
    return {
      receive(message) {
        for (const part of decodeClientMessages(message)) {
          socket.heard.push(part)
          fresh.push(part)
          heard(part)
        }
      },
      drained() {},
      closed() {
        socket.isOpen = false
      },
    }
  }

  function patchAfter(ackEvent: number, ...patches: Patch[]): void {
    const seq = (said.at(-1)?.seq ?? 0) + 1
    const message = { kind: 'patch' as const, seq, ackEvent, ops: encodePatches(patches) }
    said.push(message)
    say(message)
  }

  function take(): ClientMessage[] {
    const taken = fresh
    fresh = []
    return taken
  }

  return {
    async open(html, options = {}) {
      const { session = 's1', token = 'tok', head = '' } = options
      const end =
        `<script type="module" src="/vango/client.js" data-more="/vango/more.js" ` +
        `data-session="${session}" data-token="${token}"></script>`
      const fetch = async (request: Request): Promise<Response> => {
        const [, script] = /^\/vango\/(client|more)\.js$/.exec(new URL(request.url).pathname) ?? []
        if (script !== undefined) return new Response(readClientScript(script as 'client' | 'more'))
        loads++
        // As on a real server, a page that is loaded has a session of its own.
        said.length = 0
        check.opened(token)
        const text = `<!doctype html><html><head>${head}</head><body>${html}${end}</body></html>`
        return new Response(text, { headers: { 'content-type': 'text/html' } })
      }
      page = await openPage({
        ...options,
        app: { fetch, connect, inspect: () => undefined },
        path: '/',
        label: 'the page',
        isScripted: true,
      })
      return page
    },
    get sockets() {
      return sockets
    },
    get loads() {
      return loads
    },
    welcome({ lastEvent = 0, heartbeatMs = 0 } = {}) {
      const hello = current().heard.find((message) => message.kind === 'hello')
      if (hello === undefined) throw vangoError('testing/no-hello', {})
      const missed = said.filter(({ seq }) => seq > hello.lastSeq)
      say({ kind: 'welcome', version: PROTOCOL_VERSION, lastEvent, heartbeatMs }, ...missed)
    },
    patch: (...patches) => patchAfter(0, ...patches),
    patchAfter,
    say,
    sayBytes,
    close(code) {
      const socket = current()
      socket.isOpen = false
      socket.transport.close(code, '')
    },
    take,
    takeEvents: () => take().filter((message) => message.kind === 'event'),
  }
}
