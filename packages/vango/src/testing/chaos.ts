/**
 * Chaos: how bad a network is. It says of each message how long it takes and whether the connection
 * breaks at it; it moves nothing itself, so that Node, Playwright and a browser's console share it.
 *
 * A WebSocket is a TCP connection: messages are never lost or reordered on one that lives. What is
 * lost is lost because the connection breaks, together with everything else that was on its way.
 */
export interface ChaosOptions {
  /** How long a message takes in either direction, in milliseconds. Default 0. */
  readonly latency?: number
  /** Up to so many milliseconds more, chosen anew for each message. Order is kept. Default 0. */
  readonly jitter?: number
  /** The connection breaks at every so many'th message, up or down, which is lost. Default never. */
  readonly dropEvery?: number
  /** The probability, from 0 to 1, that the connection breaks at a message, which is lost. Default 0. */
  readonly loss?: number
  /** What chance begins with: the same seed, the same chaos. Default 1. */
  readonly seed?: number
}

export interface Chaos {
  /** How long the next message takes, in milliseconds; `undefined` if it is lost. */
  next(): number | undefined
  /** Milliseconds that opening a connection takes. */
  connectMs(): number
}

export const calm: Chaos = { next: () => 0, connectMs: () => 0 }

export function createChaos(options: ChaosOptions): Chaos {
  const { latency = 0, jitter = 0, dropEvery = 0, loss = 0, seed = 1 } = options
  const random = createRandom(seed)
  let count = 0
  const delayMs = (): number => latency + (jitter > 0 ? random() * jitter : 0)

  return {
    next() {
      count++
      if (dropEvery > 0 && count % dropEvery === 0) return undefined
      if (loss > 0 && random() < loss) return undefined
      return delayMs()
    },
    // The handshake goes there and back.
    connectMs: () => delayMs() * 2,
  }
}

/** Mulberry32: small, good enough, and the same everywhere. */
function createRandom(seed: number): () => number {
  let at = seed | 0
  return () => {
    at = (at + 0x6d2b79f5) | 0
    let value = Math.imul(at ^ (at >>> 15), at | 1)
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61)
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296
  }
}
