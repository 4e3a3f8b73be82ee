/** A browser without a window: it loads a page, clicks, and knows what its screen would show. */
import { WebSocket } from 'ws'
import { decodePatches, decodeServerMessages, encodeClientMessages } from 'vango/wire'
import type { ClientMessage } from 'vango/wire'

export interface ScreenClient {
  /** The text of the page's `<output>`. */
  readonly screen: string
  /** Sends so many clicks on the page's button, each an event of its own. */
  click(times: number): void
  /** Resolves when the screen shows `text`; rejects if the server closes the socket first. */
  shows(text: string): Promise<void>
  close(): void
}

/** The browser acknowledges so often, and the server need not keep more. */
const messagesPerAck = 16

export async function openScreen(port: number): Promise<ScreenClient> {
  const origin = `http://127.0.0.1:${port}`
  const response = await fetch(origin)
  const cookie = response.headers.getSetCookie().map((each) => each.split(';')[0])
  const html = await response.text()
  const session = find(html, /data-session="([^"]+)"/)
  const output = Number(find(html, /<output[^>]* data-hid="(\d+)"/))
  const button = Number(find(html, /<button[^>]* data-hid="(\d+)"/))
  const token = find(html, /data-token="([^"]+)"/)

  let screen = find(html, /<output[^>]*>([^<]*)</)
  let eventNo = 0
  let seq = 0
  let unacknowledged = 0
  const watchers = new Set<() => void>()
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/vango/live/${session}`, {
    origin,
    headers: { cookie: cookie.join('; ') },
  })
  const say = (...messages: ClientMessage[]): void => socket.send(encodeClientMessages(messages))
  let closeCode: number | undefined

  socket.on('close', (code) => {
    closeCode = code
    for (const check of watchers) check()
  })
  socket.on('message', (data: Buffer) => {
    for (const message of decodeServerMessages(data)) {
      if (message.kind === 'ping') say({ kind: 'pong', nonce: message.nonce })
      if (message.kind !== 'patch') continue
      seq = message.seq
      for (const patch of decodePatches(message.ops)) {
        if (patch.op === 'setText' && patch.hid === output) screen = patch.text
      }
      if (++unacknowledged >= messagesPerAck) acknowledge()
    }
    for (const check of watchers) check()
  })
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  say({ kind: 'hello', version: 1, resumable: true, lastSeq: 0, token })

  function acknowledge(): void {
    unacknowledged = 0
    say({ kind: 'ack', ackSeq: seq })
  }

  return {
    get screen() {
      return screen
    },

    click(times) {
      const events = Array.from({ length: times }, (): ClientMessage => ({
        kind: 'event',
        eventNo: ++eventNo,
        ackSeq: seq,
        hid: button,
        position: 0,
        payload: undefined,
      }))
      say(...events)
    },

    shows: (text) =>
      new Promise((resolve, reject) => {
        const check = (): void => {
          if (screen !== text && closeCode === undefined) return
          watchers.delete(check)
          if (screen === text) resolve()
          else reject(new Error(`The server closed the socket with ${closeCode} at ${screen}.`))
        }
        watchers.add(check)
        check()
      }),

    close: () => socket.terminate(),
  }
}

function find(html: string, pattern: RegExp): string {
  const found = pattern.exec(html)?.[1]
  if (found === undefined) throw new Error(`The page has no ${pattern}: ${html}`)
  return found
}
