/** What goes over a page's WebSocket, read with the codec of `vango/wire`. */
import type { Page } from 'playwright'
import { expect } from 'vitest'
import { decodeClientMessages, decodePatches, decodeServerMessages } from 'vango/wire'
import type { ClientMessage, Patch, ServerMessage } from 'vango/wire'

export interface Traffic {
  /** Waits for the server's WELCOME, from which on clicks travel at once. */
  connected(): Promise<void>
  /** Forgets everything so far. */
  reset(): void
  /** Payload bytes since `reset`, without the header that WebSocket puts around a message. */
  bytesUp(): number
  bytesDown(): number
  /** The messages since `reset` as in the documents: `05 02 01 …`. */
  hexUp(): string[]
  hexDown(): string[]
  sent(): ClientMessage[]
  received(): ServerMessage[]
  /** All patches since `reset`, in order. */
  patches(): Patch[]
}

/** Listens from now on; call it before the page is loaded. */
export function watchTraffic(page: Page): Traffic {
  let up: Uint8Array[] = []
  let down: Uint8Array[] = []
  let isWelcome = false

  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => up.push(toBytes(payload)))
    socket.on('framereceived', ({ payload }) => {
      const bytes = toBytes(payload)
      down.push(bytes)
      isWelcome ||= [...decodeServerMessages(bytes)].some(({ kind }) => kind === 'welcome')
    })
  })

  const received = () => down.flatMap((bytes) => [...decodeServerMessages(bytes)])
  return {
    connected: () => expect.poll(() => isWelcome, { timeout: 10_000 }).toBe(true),
    reset() {
      up = []
      down = []
    },
    bytesUp: () => totalBytes(up),
    bytesDown: () => totalBytes(down),
    hexUp: () => up.map(toHex),
    hexDown: () => down.map(toHex),
    sent: () => up.flatMap((bytes) => [...decodeClientMessages(bytes)]),
    received,
    patches: () =>
      received().flatMap((message) => (message.kind === 'patch' ? decodePatches(message.ops) : [])),
  }
}

function toBytes(payload: string | Buffer): Uint8Array {
  if (typeof payload === 'string') throw new Error(`a text message: ${payload}`)
  return payload
}

function totalBytes(messages: readonly Uint8Array[]): number {
  return messages.reduce((total, bytes) => total + bytes.length, 0)
}

function toHex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
}
