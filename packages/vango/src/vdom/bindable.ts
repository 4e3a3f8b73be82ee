/**
 * What may be put straight into JSX and is followed from there. The mark is a symbol of this room, so
 * that the reactive room, on the same floor, need not be known here: a room above joins the two.
 */
import type { Bindable } from './vnode.ts'

type BindableTest = (value: unknown) => boolean

let test: BindableTest = () => false

/** Told once by the room that knows both sides. */
export function setBindableTest(isReadable: BindableTest): void {
  test = isReadable
}

export function isBindable(value: unknown): value is Bindable {
  return typeof value === 'object' && value !== null && test(value)
}
