/**
 * A network between browser and server that the test makes bad: it delays, splits, throttles, cuts, and
 * half-opens connections (the other side hears nothing any more and is not told).
 */
import type { AddressInfo, Socket } from 'node:net'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'

export interface Proxy {
  readonly port: number
  /** What the network does to data from now on. */
  mood: Mood
  /** Connections that were cut or half-opened. */
  readonly cuts: number
  /** Cuts a part of all connections, 0 to 1; half-opens them instead if `isSilent`. */
  cut(share: number, isSilent?: boolean): void
  close(): Promise<void>
}

export interface Mood {
  readonly delayMs: number
  /** Bytes that go through at once. */
  readonly pieceBytes: number
}

export const goodMood: Mood = { delayMs: 0, pieceBytes: 65_536 }

interface Pair {
  readonly browser: Socket
  readonly server: Socket
  isSilent: boolean
}

export async function startProxy(serverPort: number, random: () => number): Promise<Proxy> {
  const pairs = new Set<Pair>()
  const listener = createServer((browser) => {
    const server = connect(serverPort, '127.0.0.1')
    const pair: Pair = { browser, server, isSilent: false }
    pairs.add(pair)
    pipe(pair, browser, server)
    pipe(pair, server, browser)
  }).listen(0, '127.0.0.1')
  await once(listener, 'listening')

  function pipe(pair: Pair, from: Socket, to: Socket): void {
    let last = Promise.resolve()
    from.setNoDelay(true)
    from.on('data', (data: Buffer) => {
      from.pause()
      last = last.then(() => pass(pair, data, to)).then(() => void from.resume())
    })
    from.on('error', () => {})
    from.on('close', () => {
      pairs.delete(pair)
      to.destroy()
    })
  }

  /** One direction of one connection: in order, piece by piece. */
  async function pass(pair: Pair, data: Buffer, to: Socket): Promise<void> {
    const { delayMs, pieceBytes } = proxy.mood
    for (let at = 0; at < data.length; at += pieceBytes) {
      const waitMs = delayMs * random()
      if (waitMs > 1) await new Promise((resolve) => setTimeout(resolve, waitMs))
      if (pair.isSilent) return
      if (!to.destroyed) to.write(data.subarray(at, at + pieceBytes))
    }
  }

  const proxy = {
    port: (listener.address() as AddressInfo).port,
    mood: goodMood,
    cuts: 0,
    cut(share: number, isSilent = false) {
      for (const pair of pairs) {
        if (random() > share || pair.isSilent) continue
        proxy.cuts++
        if (isSilent) pair.isSilent = true
        else pair.browser.destroy()
      }
    },
    async close() {
      for (const { browser } of pairs) browser.destroy()
      listener.close()
      await once(listener, 'close')
    },
  }
  return proxy
}
