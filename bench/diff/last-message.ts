/** Opens a page, clicks once and gives the answer's bytes: a client for checks, not for load. */
import { once } from 'node:events'
import { WebSocket } from 'ws'
import { encodeClientMessages } from 'vango/wire'

export async function lastMessage(url: string, button: string): Promise<Buffer> {
  const response = await fetch(url)
  const html = await response.text()
  const cookie = response.headers.get('set-cookie')?.split(';', 1)[0] ?? ''
  const session = /data-session="([^"]+)"/.exec(html)![1]!
  const token = /data-token="([^"]+)"/.exec(html)![1]!
  const tag = new RegExp(`<[^>]* id="${button}"[^>]*>`).exec(html)![0]
  const hid = Number(/ data-hid="(\d+)"/.exec(tag)![1])

  const { origin, host } = new URL(url)
  const socket = new WebSocket(`ws://${host}/vango/live/${session}`, {
    origin,
    headers: { cookie },
  })
  await once(socket, 'open')
  const welcome = once(socket, 'message')
  socket.send(
    encodeClientMessages([{ kind: 'hello', version: 1, resumable: false, lastSeq: 0, token }]),
  )
  await welcome

  const answer = once(socket, 'message') as Promise<[Buffer]>
  socket.send(
    encodeClientMessages([
      { kind: 'event', eventNo: 1, ackSeq: 0, hid, position: 0, payload: undefined },
    ]),
  )
  const [message] = await answer
  socket.terminate()
  return message
}
