/**
 * One port in front of several servers, for the demo: pages go round, and the socket of a page goes to
 * the server that has rendered it. It learns which that is by reading the session's name in the HTML as
 * it passes. In production this is a load balancer's work.
 */
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { once } from 'node:events'
import { createServer, request as sendRequest } from 'node:http'
import { connect } from 'node:net'

export interface Front {
  readonly port: number
  close(): Promise<void>
}

/** So many sessions are remembered; the oldest are forgotten first. */
const maxSessions = 10_000
/** A session's name may lie across two chunks. */
const overlap = 200
const host = '127.0.0.1'

/** Listens on `port` (0 takes any) and passes everything on to servers on `ports` of this machine. */
export async function startFront(port: number, ports: readonly number[]): Promise<Front> {
  const owners = new Map<string, number>()
  const server = createServer((incoming, outgoing) => {
    passOn(incoming, outgoing, targetOf(incoming, owners, next), owners)
  })
  let turn = 0
  const next = (): number => ports[turn++ % ports.length]!

  server.on('upgrade', (incoming, socket: Socket, head: Buffer) => {
    passUpgrade(incoming, socket, head, targetOf(incoming, owners, next))
  })
  server.listen(port, host)
  await once(server, 'listening')
  const address = server.address() as { port: number }
  return { port: address.port, close: () => closeServer(server) }
}

/** The owner of the session that the path names, or else whose turn it is. */
function targetOf(
  { url = '' }: IncomingMessage,
  owners: ReadonlyMap<string, number>,
  next: () => number,
): number {
  for (const part of url.split(/[/?]/)) {
    const owner = owners.get(part)
    if (owner !== undefined) return owner
  }
  return next()
}

function passOn(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  port: number,
  owners: Map<string, number>,
): void {
  const { method, url, headers } = incoming
  // The host stays the one that the browser knows: servers compare it with the Origin.
  const request = sendRequest({ host, port, method, path: url, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
    if (answer.headers['content-type']?.startsWith('text/html')) learn(answer, port, owners)
    answer.pipe(outgoing)
  })
  request.on('error', () => {
    if (!outgoing.headersSent) outgoing.writeHead(502, { 'content-type': 'text/plain' })
    outgoing.end(`The server on port ${port} does not answer. Load the page again for another one.`)
  })
  outgoing.on('close', () => request.destroy())
  incoming.pipe(request)
}

function learn(answer: IncomingMessage, port: number, owners: Map<string, number>): void {
  let text = ''
  answer.on('data', (chunk: Buffer) => {
    text = text.slice(-overlap) + chunk.toString('latin1')
    const session = /data-session="([^"]+)"/.exec(text)?.[1]
    if (session === undefined) return
    owners.set(session, port)
    if (owners.size > maxSessions) owners.delete(owners.keys().next().value!)
  })
}

function passUpgrade(incoming: IncomingMessage, socket: Socket, head: Buffer, port: number): void {
  const { method, url, rawHeaders } = incoming
  const lines = Array.from(
    { length: rawHeaders.length / 2 },
    (_, i) => `${rawHeaders[i * 2]}: ${rawHeaders[i * 2 + 1]}`,
  )
  const target = connect(port, host, () => {
    target.write(`${method} ${url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
    target.write(head)
    target.pipe(socket).pipe(target)
  })
  target.setNoDelay(true)
  socket.setNoDelay(true)
  target.on('error', () => socket.destroy())
  socket.on('error', () => target.destroy())
  target.on('close', () => socket.destroy())
  socket.on('close', () => target.destroy())
}

async function closeServer(server: Server): Promise<void> {
  server.close()
  server.closeAllConnections()
  await once(server, 'close')
}
