import type { AddressInfo } from 'node:net'
import type { Server } from 'node:http'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { startFront } from './front.ts'
import type { Front } from './front.ts'

let servers: Server[] = []
let front: Front | undefined

/** A server of pages with sessions of its own, whose sockets say who it is. */
async function startNode(name: string): Promise<number> {
  let pages = 0
  const server = createServer((request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' })
    response.end(`<p>${name} ${request.headers.host}</p><script data-session="${name}-${++pages}">`)
  })
  const sockets = new WebSocketServer({ server })
  sockets.on('connection', (socket) => {
    socket.send(name)
    socket.on('message', (message) => socket.send(`${name}: ${String(message)}`))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  servers.push(server)
  return (server.address() as AddressInfo).port
}

afterEach(async () => {
  await front?.close()
  for (const server of servers) {
    server.closeAllConnections()
    server.close()
  }
  servers = []
})

test('pages go round, and each page’s socket to the server that has made it', async () => {
  front = await startFront(0, [await startNode('a'), await startNode('b'), await startNode('c')])
  const origin = `http://127.0.0.1:${front.port}`

  const owners: string[] = []
  const answers: string[] = []
  for (let i = 0; i < 6; i++) {
    const html = await (await fetch(origin)).text()
    const session = /data-session="([^"]+)"/.exec(html)![1]!
    owners.push(session[0]!)
    expect(html).toContain(`127.0.0.1:${front.port}`)
    const socket = new WebSocket(`${origin.replace('http', 'ws')}/vango/live/${session}`)
    const [hello] = await once(socket, 'message')
    socket.send('ping')
    const [answer] = await once(socket, 'message')
    answers.push(String(hello), String(answer))
    socket.terminate()
  }

  expect(owners.join('')).toBe('abcabc')
  expect(answers).toEqual(owners.flatMap((owner) => [owner, `${owner}: ping`]))
})

test('a server that is gone is an answer of 502, and the others go on', async () => {
  front = await startFront(0, [await startNode('a'), await startNode('b')])
  servers[0]!.close()
  servers[0]!.closeAllConnections()
  const origin = `http://127.0.0.1:${front.port}`

  const statuses = [(await fetch(origin)).status, (await fetch(origin)).status]

  expect(statuses).toEqual([502, 200])
})
