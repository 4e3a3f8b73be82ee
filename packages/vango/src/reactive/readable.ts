/** Tells signals and computeds from everything else. */
import { Computed } from './computed.ts'
import { Signal } from './signal.ts'

export type Readable<T> = Signal<T> | Computed<T>

/**
 * Whether `value` has a reactive `get()`. A look at the prototype: an object of the app that looks
 * alike is none.
 */
export function isReadable(value: unknown): value is Readable<unknown> {
  return value instanceof Signal || value instanceof Computed
}
