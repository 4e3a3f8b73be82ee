/** A sink that takes no patches: for what no browser shows. There the tree itself is the truth. */
import type { PatchSink } from '../vdom/patch.ts'

export const nullSink: PatchSink = {
  setText() {},
  setAttribute() {},
  removeAttribute() {},
  setProperty() {},
  insert() {},
  remove() {},
  move() {},
  clear() {},
  listen() {},
}
