/**
 * The live room's limits, with defaults that are safe for a public server. Each is checked before
 * the work it bounds.
 */
export interface LiveLimits {
  /** One WebSocket message from a browser, in bytes. Passing it closes with 4413. */
  readonly maxMessageBytes: number
  /** How many events a session may send per second in the long run, … */
  readonly eventsPerSecond: number
  /** … and at once: at least what a browser keeps while it is away, 1,000. Passing it closes with 4429. */
  readonly eventBurst: number
  /** How long a page that was just rendered waits for its socket, in milliseconds. */
  readonly adoptMs: number
  /** How long a session waits for its browser to come back, in milliseconds. */
  readonly detachedMs: number
  /** How many sessions without a socket are kept; the oldest goes first. */
  readonly maxDetached: number
  /** How long a socket may take to say HELLO, in milliseconds. Passing it closes with 4408. */
  readonly helloMs: number
  /** Above so many bytes not yet taken by the network no patches are made for a socket. */
  readonly maxBufferedBytes: number
  /** How long a socket may take nothing while something waits for it, in milliseconds; then it is closed. */
  readonly stalledMs: number
  /** How long a browser that has lost a node waits at least between two answers, in milliseconds. */
  readonly resyncMs: number
  /** Sent but unacknowledged messages kept for replay, in number … */
  readonly outboxMessages: number
  /** … and in bytes. A browser that needs older ones is sent its whole page. */
  readonly outboxBytes: number
  /** How long after a change a session is written down, in milliseconds, if there is a store. */
  readonly checkpointMs: number
  /** How long a session stays in the store after its last change, in milliseconds. */
  readonly savedMs: number
  /** How long an asynchronous handler holds up the writing down of its session, in milliseconds. */
  readonly handlerMs: number
  /** How long an asynchronous handler is waited for at all, in milliseconds; 0 is for ever. */
  readonly maxHandlerMs: number
  /** How many events may wait for one such handler. What comes after them is dropped. */
  readonly maxWaitingEvents: number
  /** How often an open socket is asked for a sign of life, in milliseconds; 0 is never. */
  readonly heartbeatMs: number
}

export const defaultLimits: LiveLimits = {
  maxMessageBytes: 131_072,
  eventsPerSecond: 100,
  eventBurst: 1_000,
  adoptMs: 15_000,
  detachedMs: 60_000,
  maxDetached: 10_000,
  helloMs: 10_000,
  maxBufferedBytes: 32_768,
  stalledMs: 60_000,
  resyncMs: 1_000,
  outboxMessages: 256,
  outboxBytes: 262_144,
  checkpointMs: 500,
  savedMs: 86_400_000,
  handlerMs: 10_000,
  maxHandlerMs: 60_000,
  maxWaitingEvents: 100,
  heartbeatMs: 25_000,
}
