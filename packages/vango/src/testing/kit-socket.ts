/**
 * A `WebSocket` around a real one: its messages take as long as the chaos says, and it breaks when the
 * chaos says so. It counts events and their answers, and can ask the server for a sign of life.
 */
import type { Chaos } from './chaos.ts'
import type { Lane } from './lane.ts'
import type { TrafficRecorder } from './traffic.ts'
import { encodeClientMessages } from '../wire/client-message.ts'
import { decodeServerMessages } from '../wire/server-message.ts'
import { createLane } from './lane.ts'

export interface KitHost {
  readonly chaos: () => Chaos
  readonly traffic: TrafficRecorder
  /** Something has happened on a socket. */
  readonly changed: () => void
}

type Down = ArrayBuffer | { readonly code: number; readonly reason: string }

/** Nonces that no page uses: what comes back with them is not the page's. */
let lastNonce = 2 ** 40

/** The native class is given, as ours takes its place on the window. */
export class KitSocket extends EventTarget {
  onopen: ((event: Event) => void) | null = null
  onmessage: ((event: Event) => void) | null = null
  onerror: ((event: Event) => void) | null = null
  onclose: ((event: Event) => void) | null = null
  isWelcome = false
  isEnded = false
  private readonly native: WebSocket
  private readonly host: KitHost
  private readonly up: Lane<BufferSource>
  private readonly down: Lane<Down>
  private readonly pings = new Map<number, () => void>()

  constructor(native: WebSocket, host: KitHost) {
    super()
    this.native = native
    this.host = host
    native.binaryType = 'arraybuffer'
    const broken = (): void => this.break()
    const { chaos } = host
    this.up = createLane({ chaos, broken, deliver: (message) => this.sendNow(message) })
    this.down = createLane<Down>({ chaos, broken, deliver: (item) => this.arrive(item) })
    native.onopen = () => setTimeout(() => this.emit('open', {}), chaos().connectMs())
    native.onmessage = ({ data }) => this.receive(data as ArrayBuffer)
    native.onclose = ({ code, reason }) => this.isEnded || this.down.push({ code, reason })
  }

  // --- what the page uses ---

  get url(): string {
    return this.native.url
  }

  get readyState(): number {
    return this.isEnded ? WebSocket.CLOSED : this.native.readyState
  }

  get binaryType(): BinaryType {
    return this.native.binaryType
  }

  /** Messages come as buffers, whatever the page asks for: its client asks for that. */
  set binaryType(_: BinaryType) {}

  send(data: BufferSource): void {
    if (this.isEnded) return
    this.host.traffic.up(new Uint8Array(data as ArrayBuffer))
    this.up.push(data)
    this.host.changed()
  }

  close(code?: number, reason?: string): void {
    if (this.isEnded) return
    this.end()
    this.native.close(code, reason)
    queueMicrotask(() => this.emit('close', { code: code ?? 1005, reason: '', wasClean: true }))
  }

  // --- what the kit uses ---

  get isMoving(): boolean {
    return this.up.moving + this.down.moving > 0
  }

  /** Breaks the connection, as a tunnel does: what is on its way is lost. */
  break(): void {
    if (this.isEnded) return
    this.end()
    this.native.close()
    queueMicrotask(() => this.emit('close', { code: 1006, reason: '', wasClean: false }))
  }

  /** There and back again. Resolves at once if the socket ends meanwhile. */
  ping(): Promise<void> {
    return new Promise((resolve) => {
      const nonce = ++lastNonce
      this.pings.set(nonce, resolve)
      this.up.push(encodeClientMessages([{ kind: 'ping', nonce }]))
      if (this.isEnded) resolve()
    })
  }

  private receive(data: ArrayBuffer): void {
    if (this.isEnded) return
    const [first] = decodeServerMessages(new Uint8Array(data))
    if (first?.kind === 'pong' && this.pings.has(first.nonce)) {
      this.pings.get(first.nonce)!()
      this.pings.delete(first.nonce)
      return
    }
    this.down.push(data)
  }

  private sendNow(message: BufferSource): void {
    if (this.native.readyState === WebSocket.OPEN) this.native.send(message)
  }

  private arrive(item: Down): void {
    if ('code' in item) {
      this.end()
      this.emit('close', { ...item, wasClean: item.code !== 1006 })
      return
    }
    const parts = this.host.traffic.down(new Uint8Array(item))
    this.isWelcome ||= parts.some(({ kind }) => kind === 'welcome')
    this.emit('message', { data: item })
  }

  private end(): void {
    this.isEnded = true
    this.up.clear()
    this.down.clear()
    for (const resolve of this.pings.values()) resolve()
    this.pings.clear()
  }

  private emit(type: 'open' | 'message' | 'close', fields: object): void {
    if (type === 'open' && this.isEnded) return
    const event = Object.assign(new Event(type), fields)
    this[`on${type}`]?.(event)
    this.dispatchEvent(event)
    this.host.changed()
  }
}
