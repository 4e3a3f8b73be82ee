/**
 * The network between a page and its server, in memory. It opens the page's sockets on a server's
 * transports, and is as slow, as lossy or as dead as a test wants.
 */
import type { Chaos, ChaosOptions } from './chaos.ts'
import type { Lane } from './lane.ts'
import type { SocketLine } from './socket.ts'
import type { TrafficRecorder } from './traffic.ts'
import type { Connection, Transport } from '../live/transport.ts'
import {
  CLOSE_FRAME_TOO_LARGE,
  CLOSE_PROTOCOL_ERROR,
  CLOSE_TOO_MANY_EVENTS,
  CLOSE_UNAUTHORIZED,
} from '../wire/close.ts'
import { calm, createChaos } from './chaos.ts'
import { createLane } from './lane.ts'
import { PageSocket } from './socket.ts'

export interface Network {
  /** From now on messages take their time, or get lost with their connection. Nothing: all is well. */
  simulate(options?: ChaosOptions): void
  /** Breaks the connection, as a proxy or a tunnel does. The page tries again after a while. */
  drop(): void
  /** Breaks the connection, and lets the page open none. */
  offline(): void
  /** Ends `offline`, and tells the page so; it connects at once. */
  online(): void
  /** Keeps messages in both directions until `release`: the server sees a socket that fills up. */
  hold(): void
  release(): void
  /** Whether the page has an open socket. */
  readonly isConnected: boolean
  /** How many sockets the page has opened so far, also those that were refused. */
  readonly connections: number
}

export interface PageNetwork extends Network {
  /** The page's `WebSocket`. */
  readonly WebSocket: typeof PageSocket
  /** Messages, and sockets that open, that will get there by themselves. */
  readonly moving: number
  readonly isHolding: boolean
  /** Ends the sockets of a page that is left: its server notices, the page does not any more. */
  leave(): void
}

export interface NetworkOptions {
  /** A socket asks for a URL. */
  readonly connect: (url: URL, transport: Transport) => Connection
  readonly traffic: TrafficRecorder
  /** Dispatches an event on the page's window. */
  readonly dispatch: (type: 'online' | 'offline') => void
  /** The page asks for a node that a patch has named, and that it does not have. */
  readonly lost: (hid: number) => void
  /** The server has closed a socket for something that the page has said, or could not show. */
  readonly refused: (code: number, reason: string) => void
  /** The page's own script has thrown while it took a message. */
  readonly failed: (error: unknown) => void
}

/** A page whose client and server fit together meets none of these. */
const refusals: ReadonlySet<number> = new Set([
  CLOSE_PROTOCOL_ERROR,
  CLOSE_UNAUTHORIZED,
  CLOSE_FRAME_TOO_LARGE,
  CLOSE_TOO_MANY_EVENTS,
])

export function createNetwork(options: NetworkOptions): PageNetwork {
  const { dispatch } = options
  const lines = new Set<Line>()
  let chaos: Chaos = calm
  let isOffline = false
  let isHolding = false
  let connections = 0
  let opening = 0

  function open(socket: PageSocket): SocketLine {
    connections++
    const line = new Line(
      socket,
      options,
      () => chaos,
      () => lines.delete(line),
    )
    if (isOffline) {
      queueMicrotask(() => socket.closed(1006))
      return line
    }
    if (isHolding) line.hold()
    lines.add(line)
    opening++
    const arrive = (): void => {
      opening--
      if (lines.has(line)) line.open()
    }
    const ms = chaos.connectMs()
    if (ms === 0) queueMicrotask(arrive)
    else setTimeout(arrive, ms)
    return line
  }

  function breakAll(): void {
    for (const line of lines) line.break()
  }

  return {
    WebSocket: class extends PageSocket {
      constructor(url: string) {
        super(url, open)
      }
    } as unknown as typeof PageSocket,

    simulate(next) {
      chaos = next === undefined ? calm : createChaos(next)
    },
    drop: breakAll,
    offline() {
      isOffline = true
      breakAll()
      dispatch('offline')
    },
    online() {
      isOffline = false
      dispatch('online')
    },
    hold() {
      isHolding = true
      for (const line of lines) line.hold()
    },
    release() {
      isHolding = false
      for (const line of lines) line.release()
    },
    leave() {
      for (const line of lines) line.end()
    },
    get isConnected() {
      return [...lines].some((line) => line.isOpen)
    },
    get isHolding() {
      return isHolding
    },
    get connections() {
      return connections
    },
    get moving() {
      return [...lines].reduce((sum, line) => sum + line.moving, opening)
    },
  }
}

type Down = Uint8Array<ArrayBuffer> | { readonly code: number; readonly reason: string }

/** One socket's line: two lanes, with the page on one end and the server on the other. */
class Line implements SocketLine {
  isOpen = false
  /** The server's end. */
  readonly transport: Transport
  private isEnded = false
  private connection: Connection | undefined = undefined
  private readonly socket: PageSocket
  private readonly options: NetworkOptions
  private readonly up: Lane<Uint8Array<ArrayBuffer>>
  private readonly down: Lane<Down>
  private readonly ended: () => void

  constructor(socket: PageSocket, options: NetworkOptions, chaos: () => Chaos, ended: () => void) {
    this.socket = socket
    this.options = options
    this.ended = ended
    const broken = (): void => this.break()
    this.up = createLane({ chaos, broken, deliver: (message) => this.connection?.receive(message) })
    const down = createLane<Down>({ chaos, broken, deliver: (item) => this.arrive(item) })
    this.down = down
    this.transport = {
      send: (buffer, start) => this.pushDown(new Uint8Array(buffer.subarray(start))),
      close: (code, reason) => this.pushDown({ code, reason }),
      get buffered() {
        return down.held.reduce((sum, item) => sum + ('code' in item ? 0 : item.length), 0)
      },
    }
  }

  open(): void {
    this.isOpen = true
    this.connection = this.options.connect(new URL(this.socket.url), this.transport)
    this.guard(() => this.socket.opened())
  }

  get moving(): number {
    return this.up.moving + this.down.moving
  }

  hold(): void {
    this.up.hold()
    this.down.hold()
  }

  release(): void {
    this.up.release()
    this.down.release()
    this.connection?.drained()
  }

  /** What was on its way is lost, and both ends notice: the page as a browser's does, a bit later. */
  break(): void {
    if (this.isEnded) return
    this.end()
    queueMicrotask(() => this.guard(() => this.socket.closed(1006)))
  }

  // --- the page's end ---

  send(message: Uint8Array<ArrayBuffer>): void {
    if (this.isEnded) return
    for (const part of this.options.traffic.up(message)) {
      // 0 is the whole page, which is asked for when it could not be put in place.
      if (part.kind === 'refetch' && part.hid !== 0) this.options.lost(part.hid)
    }
    this.up.push(message)
  }

  close(code: number): void {
    if (this.isEnded) return
    this.end()
    queueMicrotask(() => this.guard(() => this.socket.closed(code)))
  }

  // --- the way down ---

  private pushDown(item: Down): void {
    if (!this.isEnded) this.down.push(item)
  }

  private arrive(item: Down): void {
    this.guard(() => {
      if ('code' in item) {
        this.end()
        if (refusals.has(item.code)) this.options.refused(item.code, item.reason)
        this.socket.closed(item.code, item.reason)
        return
      }
      this.options.traffic.down(item)
      this.socket.received(item)
    })
  }

  end(): void {
    this.isEnded = true
    this.isOpen = false
    this.up.clear()
    this.down.clear()
    this.ended()
    this.connection?.closed()
  }

  private guard(action: () => void): void {
    try {
      action()
    } catch (error) {
      this.options.failed(error)
    }
  }
}
