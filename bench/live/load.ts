/** The load: a server process, and as many open pages as asked for, each on a raw socket. */
import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { WebSocket } from 'ws'
import { encodeClientMessages } from '../../packages/vango/src/wire.ts'
import type { Question, Usage } from './server.ts'

export interface Server {
  readonly port: number
  ask(question: Question): Promise<Usage>
  stop(): void
}

export interface Page {
  readonly socket: WebSocket
  /** The button's hid. */
  readonly hid: number
  events: number
}

export async function startServer(kind: 'vango' | 'ws'): Promise<Server> {
  const run = fileURLToPath(new URL('../../scripts/run.mjs', import.meta.url))
  const script = fileURLToPath(new URL('./server.ts', import.meta.url))
  const child: ChildProcess = fork(run, [script, kind], { execArgv: ['--expose-gc'] })
  const [port] = (await once(child, 'message')) as [number]
  return {
    port,
    async ask(question) {
      child.send(question)
      const [usage] = (await once(child, 'message')) as [Usage]
      return usage
    },
    stop: () => child.send('stop'),
  }
}

/** Loads the page and opens its socket; for the bound just a socket. */
export async function openPage(port: number, path: string, isVango: boolean): Promise<Page> {
  const html = await (await fetch(`http://127.0.0.1:${port}${path}`)).text()
  const [, id, token] = /data-session="([^"]+)" data-token="([^"]+)"/.exec(html) ?? ['', '', '']
  const hid = Number(/<button data-hid="(\d+)"/.exec(html)?.[1] ?? 0)
  const socket = new WebSocket(`ws://127.0.0.1:${port}/vango/live/${id}`, {
    origin: `http://127.0.0.1:${port}`,
    perMessageDeflate: false,
  })
  await once(socket, 'open')
  if (isVango) {
    const hello = { kind: 'hello', version: 1, resumable: true, lastSeq: 0, token: token! } as const
    socket.send(encodeClientMessages([hello]))
    await once(socket, 'message')
  }
  return { socket, hid, events: 0 }
}

export async function openPages(
  count: number,
  port: number,
  path: string,
  isVango: boolean,
): Promise<Page[]> {
  const pages: Page[] = []
  for (let at = 0; at < count; at += 50) {
    const batch = Array.from({ length: Math.min(50, count - at) }, () =>
      openPage(port, path, isVango),
    )
    pages.push(...(await Promise.all(batch)))
  }
  return pages
}

/** Sends the page's next click, acknowledging all answers so far; returns its size. */
export function click(page: Page): number {
  const eventNo = ++page.events
  const bytes = encodeClientMessages([
    {
      kind: 'event',
      eventNo,
      ackSeq: eventNo - 1,
      hid: page.hid,
      position: 0,
      payload: undefined,
    },
  ])
  page.socket.send(bytes)
  return bytes.length
}
