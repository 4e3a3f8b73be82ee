/** Names of Node's global scope that the server's rooms use. Import it before any of them. */
import { Buffer } from './buffer.ts'

const tasks: (() => void)[] = []
const channel = new MessageChannel()
channel.port1.onmessage = () => tasks.shift()?.()

/** Like Node's: after the current task and its microtasks, in order, without the 4 ms of timers. */
function setImmediate(task: () => void): void {
  tasks.push(task)
  channel.port2.postMessage(undefined)
}

// Timers are numbers here; to keep no process alive is what they do anyway.
Object.defineProperty(Number.prototype, 'unref', {
  value(this: number) {
    return Number(this)
  },
})

/** Headers as a server has them: a browser's own would hide cookies and refuse `Origin`. */
function freeHeaders(own: Headers, given: HeadersInit | undefined): Headers {
  const headers = new Headers(given)
  for (const [name, value] of own) if (!headers.has(name)) headers.set(name, value)
  return headers
}

class ServerRequest extends Request {
  override readonly headers: Headers

  constructor(input: RequestInfo | URL, init?: RequestInit) {
    super(input, init)
    const given = init?.headers ?? (input instanceof ServerRequest ? input.headers : undefined)
    this.headers = freeHeaders(super.headers, given)
  }
}

class ServerResponse extends Response {
  override readonly headers: Headers

  constructor(body?: BodyInit | null, init?: ResponseInit) {
    super(body, init)
    this.headers = freeHeaders(super.headers, init?.headers)
  }
}

Object.assign(globalThis, {
  Request: ServerRequest,
  Response: ServerResponse,
  Buffer,
  setImmediate,
  process: {
    env: { NODE_ENV: 'test' },
    emitWarning: (warning: unknown) => console.warn(warning),
    nextTick: (task: () => void) => queueMicrotask(task),
    versions: {},
  },
})
