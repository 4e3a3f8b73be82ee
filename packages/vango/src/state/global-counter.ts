/**
 * `globalCounter`: a number that all sessions on all nodes add to.
 */
import { vangoError } from '../base/errors.ts'
import { markReadable } from '../reactive/readable.ts'
import { keepGlobal } from './global-hook.ts'
import { GlobalKey } from './global-key.ts'
import type { GlobalOptions } from './global-key.ts'
import { ABSENT, toNothing } from './global-writer.ts'

/** A number with one operation, `add`. Additions commute, so no two can be in each other's way. */
export class GlobalCounter {
  private readonly source: GlobalKey

  constructor(key: string, options: GlobalOptions | undefined) {
    this.source = new GlobalKey('counter', key, options)
  }

  get key(): string {
    return this.source.name
  }

  /** The sum. The running component, computed or effect runs again when it changes. */
  get(): number {
    return toCount(this.source.get())
  }

  /** The sum, without subscribing anyone. */
  peek(): number {
    return toCount(this.source.peek())
  }

  /**
   * Adds `amount`, which may be negative, exactly once. Resolves with the new sum when the backplane
   * has it; rejects with `state/global-timeout`.
   *
   * Throws `state/global-bad-amount` unless `amount` is a finite number.
   */
  add(amount = 1): Promise<number> {
    if (!Number.isFinite(amount)) {
      throw vangoError('state/global-bad-amount', { key: this.key, got: String(amount) })
    }
    return this.source.write((read) => toCount(read()) + amount, toCount)
  }

  /** Starts again at 0 on all nodes. Additions that come later in the order of the backplane count. */
  reset(): Promise<void> {
    return this.source.write(() => ABSENT, toNothing)
  }

  /** The sum, once the backplane has told it: for the first use outside of a component. */
  async load(): Promise<number> {
    await this.source.load()
    return this.peek()
  }
}

markReadable(GlobalCounter)

/**
 * A counter that all sessions on all nodes share, 0 at first. Call it at module level or in a
 * component; two calls with the same key are the same counter.
 *
 * Throws `backplane/bad-key`.
 */
export function globalCounter(key: string, options?: GlobalOptions): GlobalCounter {
  return keepGlobal('counter', key, () => new GlobalCounter(key, options))
}

/** What is no number can only come from elsewhere; it counts as nothing. */
function toCount(value: unknown): number {
  return typeof value === 'number' ? value : 0
}
