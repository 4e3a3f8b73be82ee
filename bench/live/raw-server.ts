/** The bound for counters: a number per session, and a message with it after each click. */
import type { WebSocket } from 'ws'
import { answer, vitals } from '../child.ts'
import type { RawSession } from './raw.ts'
import { createRawServer, sendFrame, writeText } from './raw.ts'

interface Counter {
  count: number
}

const opSetText = 1
const countHid = 5

const server = createRawServer<Counter>({
  create: () => ({ count: 0 }),
  click(ws, session, eventNo) {
    session.data.count++
    sendText(ws, session, eventNo, String(session.data.count))
  },
})

function sendText(
  ws: WebSocket,
  session: RawSession<Counter>,
  ackEvent: number,
  text: string,
): void {
  sendFrame(ws, session, ackEvent, {
    size: 2 + text.length,
    writeBody(bytes, start) {
      bytes[start] = opSetText
      bytes[start + 1] = countHid
      return writeText(bytes, start + 2, text)
    },
  })
}

let ticks = 0

answer({
  ...vitals,
  port: () => server.listen(),
  page: (html: string) => server.setPage(html),

  /** One number to all, each in a message of its own: it has the session's sequence number. */
  tick() {
    const text = String(++ticks)
    for (const [ws, session] of server.sockets) sendText(ws, session, 0, text)
  },
})
