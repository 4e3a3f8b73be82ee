/**
 * `globalSignal`: one value for all sessions on all nodes.
 */
import type { StandardSchema } from '../base/standard-schema.ts'
import { markReadable } from '../reactive/readable.ts'
import { keepGlobal } from './global-hook.ts'
import { GlobalKey } from './global-key.ts'
import type { GlobalOptions } from './global-key.ts'
import { checkShared, decodeValue, encodeValue, shareValue } from './global-value.ts'
import { ABSENT, toNothing } from './global-writer.ts'

export interface GlobalSignalOptions<T> extends GlobalOptions {
  /**
   * Checks every value, those that are written and those that come from the backplane, where an older
   * version of the app may have put them. Any Standard Schema (valibot, zod, arktype).
   */
  readonly schema?: StandardSchema<T>
}

/**
 * A value that all sessions on all nodes share. Its writes are promises: they resolve when the
 * backplane has accepted them, and not before is anything shown. What `get` returns is frozen.
 */
export class GlobalSignal<T> {
  private readonly source: GlobalKey
  private readonly initial: T
  private readonly schema: StandardSchema<T> | undefined
  /** The last value that was checked, and what came of it. */
  private raw: unknown = ABSENT
  private value: T

  constructor(key: string, initial: T, options: GlobalSignalOptions<T> | undefined) {
    this.source = new GlobalKey('signal', key, options)
    this.schema = options?.schema
    // A copy, because it is frozen; and what cannot be shared is told of here and now.
    this.initial = shareValue(undefined, decodeValue(key, encodeValue(key, initial))) as T
    this.value = this.initial
  }

  get key(): string {
    return this.source.name
  }

  /** The value. The running component, computed or effect runs again when it changes. */
  get(): T {
    return this.read(this.source.get())
  }

  /** The value, without subscribing anyone. */
  peek(): T {
    return this.read(this.source.peek())
  }

  /**
   * Replaces the value on all nodes. The last write wins, in an order that the backplane decides and
   * all nodes see alike.
   *
   * Rejects with `state/global-timeout`, `state/global-not-data`, `state/global-invalid` and
   * `backplane/value-too-large`; the app's `onError` hears of it too.
   */
  set(value: T): Promise<void> {
    return this.source.write(() => this.check(value), toNothing)
  }

  /**
   * Replaces the value by what `fn` makes of it, atomically: if somebody else was faster, `fn` is
   * called again with what they have written. It should do nothing but compute. Resolves with the
   * value that got in; rejects as `set` does, and with what `fn` throws.
   */
  update(fn: (value: T) => T): Promise<T> {
    return this.source.write(
      (read) => {
        const current = read()
        return this.check(fn(current === ABSENT ? this.initial : this.check(current)))
      },
      (written) => written as T,
    )
  }

  /** Deletes the value on all nodes; it is the initial one then. */
  delete(): Promise<void> {
    return this.source.write(() => ABSENT, toNothing)
  }

  /** The value, once the backplane has told it: for the first use outside of a component. */
  async load(): Promise<T> {
    await this.source.load()
    return this.peek()
  }

  private read(raw: unknown): T {
    if (raw === ABSENT) return this.initial
    if (raw === this.raw) return this.value

    this.raw = raw
    try {
      this.value = this.check(raw)
    } catch (error) {
      // The value before it stays: a page must not break by what another version has written.
      this.source.report(error)
    }
    return this.value
  }

  private check(value: unknown): T {
    return checkShared(this.key, value, this.schema)
  }
}

markReadable(GlobalSignal)

/**
 * A signal with one value for all sessions on all nodes that share a backplane. `initial` is what it
 * has before anybody sets it. Call it at module level or in a component; two calls with the same key
 * are the same value.
 *
 * Throws `backplane/bad-key`, and `state/global-not-data` for an `initial` that cannot be shared.
 */
export function globalSignal<T>(
  key: string,
  initial: T,
  options?: GlobalSignalOptions<T>,
): GlobalSignal<T> {
  return keepGlobal('signal', key, () => new GlobalSignal(key, initial, options))
}
