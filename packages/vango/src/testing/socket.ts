/**
 * The page's `WebSocket`: what the client opens, with a line of ours behind it in the place of a
 * network. Who is on the other end, a hub or a script, it must not know.
 */
export interface SocketLine {
  /** The page sends a message. */
  send(message: Uint8Array<ArrayBuffer>): void
  /** The page closes the socket. */
  close(code: number): void
}

const CONNECTING = 0
const OPEN = 1
const CLOSED = 3

export class PageSocket extends EventTarget {
  static readonly CONNECTING: number = CONNECTING
  static readonly OPEN: number = OPEN
  static readonly CLOSING: number = 2
  static readonly CLOSED: number = CLOSED

  readonly url: string
  binaryType: 'blob' | 'arraybuffer' = 'blob'
  readyState: number = CONNECTING
  onopen: ((event: Event) => void) | null = null
  onmessage: ((event: Event) => void) | null = null
  onerror: ((event: Event) => void) | null = null
  onclose: ((event: Event) => void) | null = null
  private readonly line: SocketLine

  constructor(url: string, openLine: (socket: PageSocket) => SocketLine) {
    super()
    this.url = String(url)
    this.line = openLine(this)
  }

  // --- the page's side ---

  send(data: ArrayLike<number> | ArrayBuffer): void {
    if (this.readyState === CONNECTING) {
      throw new DOMException('Still in CONNECTING state.', 'InvalidStateError')
    }
    // A copy, in this realm's own type: the page's may be another one.
    if (this.readyState === OPEN) this.line.send(new Uint8Array(data))
  }

  close(code = 1005): void {
    if (this.readyState === CLOSED) return
    this.line.close(code)
  }

  // --- the line's side ---

  opened(): void {
    this.readyState = OPEN
    this.emit('open', {})
  }

  received(message: Uint8Array<ArrayBuffer>): void {
    if (this.readyState !== OPEN) return
    if (this.binaryType !== 'arraybuffer') {
      throw new Error("The client must set binaryType to 'arraybuffer', or messages come as blobs.")
    }
    this.emit('message', { data: message.slice().buffer })
  }

  /** The socket is gone, without a word if the code is 1006. */
  closed(code: number, reason = ''): void {
    if (this.readyState === CLOSED) return
    this.readyState = CLOSED
    this.emit('close', { code, reason, wasClean: code !== 1006 })
  }

  private emit(type: 'open' | 'message' | 'close', fields: object): void {
    const event = Object.assign(new Event(type), fields)
    this[`on${type}`]?.(event)
    this.dispatchEvent(event)
  }
}
