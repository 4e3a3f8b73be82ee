/**
 * What the live room asks of a platform's socket. Adapters implement it; tests have one in memory.
 */

/** Bytes left free before each message, enough for the longest unmasked WebSocket header. */
export const MESSAGE_HEADROOM = 10

export interface Transport {
  /**
   * Sends `buffer` from `start` on as one binary message. The bytes before `start` are free for the
   * transport's own header, so that header and payload leave in one write. The buffer is kept for
   * replay and may be sent again: the transport must not change the payload.
   */
  send(buffer: Uint8Array, start: number): void
  /** Closes with a code of `wire/close.ts`. */
  close(code: number, reason: string): void
  /** Bytes taken by `send` that the operating system has not taken yet. */
  readonly buffered: number
}

/** The live room's side of one socket: the adapter calls it. */
export interface Connection {
  /** One whole binary message. Valid only during the call. Never throws. */
  receive(message: Uint8Array): void
  /** `transport.buffered` has fallen. */
  drained(): void
  /** The socket is gone; nothing is sent any more. */
  closed(): void
}

/** What a socket asks for, and what its request brought along. */
export interface SocketRequest {
  readonly sessionId: string
  /** Its `Cookie` header. */
  readonly credentials: string | undefined
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
}
