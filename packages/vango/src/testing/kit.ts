/**
 * The kit: a script that a page under test, or in development, loads before its client. It puts a
 * `WebSocket` of ours in the place of the browser's, and itself on the window:
 *
 *     vango.simulate({ latency: 300, jitter: 100, dropEvery: 20 })   // and vango.simulate() ends it
 *     await vango.settled()
 */
import type { Chaos, ChaosOptions } from './chaos.ts'
import { calm, createChaos } from './chaos.ts'
import { KitSocket } from './kit-socket.ts'
import { createTraffic } from './traffic.ts'

export interface Kit {
  /** Makes the network bad, from the next message on; nothing makes it good again. */
  simulate(options?: ChaosOptions): void
  /** Breaks the connection. */
  drop(): void
  /** Resolves when the server has handled all events, and their patches and effects are on the page. */
  settled(): Promise<void>
  /** Sockets opened so far. */
  readonly connections: number
}

const path = '/vango/live/'

export function createKit(window: Window & typeof globalThis): Kit {
  const Native = window.WebSocket
  const traffic = createTraffic()
  let chaos: Chaos = calm
  let socket: KitSocket | undefined
  let connections = 0
  let changed: (() => void)[] = []

  const host = {
    chaos: () => chaos,
    traffic,
    changed() {
      const waiting = changed
      changed = []
      for (const resolve of waiting) resolve()
    },
  }

  function open(url: string | URL, protocols?: string | string[]): WebSocket {
    const native = new Native(url, protocols)
    if (!new URL(native.url).pathname.startsWith(path)) return native
    connections++
    socket = new KitSocket(native, host)
    return socket as unknown as WebSocket
  }
  // Not an arrow: it is called with `new`.
  function Simulated(url: string | URL, protocols?: string | string[]): WebSocket {
    return open(url, protocols)
  }
  Object.setPrototypeOf(Simulated, Native)
  Simulated.prototype = Native.prototype
  window.WebSocket = Simulated as unknown as typeof WebSocket

  function isBusy(): boolean {
    // A page without a live part has no socket, and never will.
    if (socket === undefined) return window.document.querySelector('script[data-session]') !== null
    if (!socket.isWelcome || socket.isEnded) return true
    return socket.isMoving || traffic.lastEvent > traffic.ackedEvent
  }

  async function settled(): Promise<void> {
    for (;;) {
      // What has just been clicked is sent in a microtask.
      await new Promise((resolve) => setTimeout(resolve))
      if (isBusy()) {
        await new Promise<void>((resolve) => changed.push(resolve))
        continue
      }
      if (socket === undefined) return
      // Effects that the last flush has run may flush once more, in the server's next turn. It reads
      // the first ping in that turn at the earliest, the second after it.
      const { activity } = traffic
      await socket.ping()
      await socket.ping()
      if (traffic.activity === activity && !isBusy()) return
    }
  }

  return {
    simulate(options) {
      chaos = options === undefined ? calm : createChaos(options)
    },
    drop: () => socket?.break(),
    settled,
    get connections() {
      return connections
    },
  }
}
