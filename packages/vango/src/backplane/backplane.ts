/**
 * The contract of a backplane: values under keys, shared by all server processes. An engine (this
 * process, Redis, NATS) keeps them and counts their revisions; who is right is decided there and
 * nowhere else.
 *
 * It must never know signals, nor what the text of a value means. Read `cursor.ts` next.
 */
import { vangoError } from '../base/errors.ts'

/** What a key holds, and since which write. */
export interface Entry {
  /**
   * The engine's number of the write that made it. Of two entries of one key the one with the higher
   * number came later, on every node. 0 if the key was never written, as far as the engine knows.
   */
  readonly revision: number
  /** `undefined`: never written, or deleted. */
  readonly value: string | undefined
}

/** `isWritten: false`: somebody else was faster, and `entry` is what the engine has instead. */
export interface SetResult {
  readonly isWritten: boolean
  readonly entry: Entry
}

export interface Subscription {
  /** From now on the listener is not called any more. */
  close(): void
}

export interface Backplane {
  /**
   * Follows a key: `listener` gets the entry as it is, then newer ones in the order of the engine.
   * It may miss some if they come fast, never the last one. After a lost connection it gets the
   * entry as it is then; only if the engine has lost writes is that one older than those before.
   */
  subscribe(key: string, listener: (entry: Entry) => void): Subscription
  /**
   * Writes `value`, or deletes if it is `undefined`, unless the key has another revision than
   * `revision`. When it resolves, listeners of this process have had the entry.
   *
   * Rejects with `backplane/unavailable` if the engine gave no answer: then it may have written, or
   * not. Throws `backplane/bad-key` and `backplane/value-too-large`.
   */
  compareAndSet(key: string, revision: number, value: string | undefined): Promise<SetResult>
  /** Ends all subscriptions and what the backplane has opened itself; not the client it was given. */
  close(): Promise<void>
}

/** What every backplane may be told. */
export interface BackplaneOptions {
  /** Keeps apps apart that share an engine: letters, digits, `-` and `_`; 'vango' by default. */
  readonly namespace?: string
  /** The largest value, in bytes of UTF-8; 262,144 by default. */
  readonly maxValueBytes?: number
}

export const defaultNamespace = 'vango'
export const defaultMaxValueBytes = 262_144
/** A key's longest length, in UTF-16 units. */
export const maxKeyLength = 256

/** Throws unless `namespace` may be one; returns it. */
export function checkNamespace(namespace: string = defaultNamespace): string {
  if (/^[\w-]{1,64}$/.test(namespace)) return namespace
  throw vangoError('backplane/bad-namespace', { namespace })
}

export function checkKey(key: string): void {
  const isKey = typeof key === 'string' && key !== '' && key.length <= maxKeyLength
  // A lone surrogate has no UTF-8: two such keys could end up as one.
  if (isKey && !/\p{Surrogate}/u.test(key)) return
  throw vangoError('backplane/bad-key', { key: String(key).slice(0, 80), max: maxKeyLength })
}

export function checkValue(key: string, value: string | undefined, maxBytes: number): void {
  // Fast path: no UTF-8 is longer than three bytes a unit.
  if (value === undefined || value.length * 3 <= maxBytes) return
  const bytes = Buffer.byteLength(value)
  if (bytes > maxBytes) throw vangoError('backplane/value-too-large', { key, bytes, maxBytes })
}
