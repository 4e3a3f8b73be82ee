/** Tells signals and computeds from everything else. */
import { Computed } from './computed.ts'
import { refuseAsValue } from './options.ts'
import { Signal } from './signal.ts'

export type Readable<T> = Signal<T> | Computed<T>

const READABLE = Symbol('readable')

/** For classes of the rooms above: what `get()` of their objects returns comes from signals, too. */
export function markReadable(readable: { readonly prototype: { get(): unknown } }): void {
  Object.defineProperties(readable.prototype, {
    [READABLE]: { value: true },
    [Symbol.toPrimitive]: { value: refuse },
  })
}

function refuse(this: { readonly name?: unknown }): never {
  return refuseAsValue(typeof this.name === 'string' ? this.name : undefined)
}

/**
 * Whether `value` has a reactive `get()`. A look at the prototype, or at a symbol of our own: an
 * object of the app that looks alike is none.
 */
export function isReadable(value: unknown): value is Readable<unknown> {
  if (value instanceof Signal || value instanceof Computed) return true
  return typeof value === 'object' && value !== null && READABLE in value
}
