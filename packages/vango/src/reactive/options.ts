/** What `createSignal` and `createComputed` can be told, and what it means. */
import { vangoError } from '../base/errors.ts'

export interface ReadableOptions<T> {
  /**
   * Whether a new value counts as no change. Default `Object.is`; `false` makes every new value a
   * change.
   */
  equals?: false | ((old: T, next: T) => boolean)
  /** For error messages. */
  name?: string
}

/** Kept without its `T`, which would make a `Signal<number>` no `Signal<unknown>`. */
export type AnyOptions = ReadableOptions<unknown> | undefined

const maxNameLength = 40

export function isSame(options: AnyOptions, old: unknown, next: unknown): boolean {
  // Fast path: no options. As `Object.is`, which V8 would call as a function: `===` is one
  // instruction for most.
  if (options === undefined || options.equals === undefined) {
    return old === next ? old !== 0 || Object.is(old, next) : old !== old && next !== next
  }
  if (options.equals === false) return false
  return options.equals(old, next)
}

/** What a text or a calculation gets that was given a signal and not its value. */
export function refuseAsValue(name: string | undefined): never {
  throw vangoError('reactive/signal-as-value', { name: name === undefined ? 'A signal' : name })
}

/**
 * What an error message calls a computed or an effect: its own name, its function's, or the
 * beginning of its source, by which it can be found in the editor.
 */
export function nameOf(kind: string, name: string | undefined, fn: { name: string }): string {
  if (name !== undefined && name !== '') return name
  if (fn.name !== '') return fn.name

  const source = String(fn).replace(/\s+/g, ' ')
  const excerpt = source.length > maxNameLength ? `${source.slice(0, maxNameLength)}…` : source
  return `${kind}(${excerpt})`
}
