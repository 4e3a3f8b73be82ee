/**
 * Whether two nodes are the same thing rendered twice, so that one can be written into the other.
 */
import { COMPONENT, ELEMENT, PORTAL, RANGE, RENDERED } from './vnode.ts'
import type { ElementNode, Portal, Rendered, VNode } from './vnode.ts'

/** Whether `next` can be written into the mounted `old`. */
export function isSame(old: VNode, next: VNode): boolean {
  // `Object.is` for the sake of NaN, as which a key from bad data comes.
  if (old.kind !== next.kind || !Object.is(old.key, next.key)) return false
  switch (old.kind) {
    case RENDERED:
      return old.template === (next as Rendered).template
    case ELEMENT:
      return old.tag === (next as ElementNode).tag
    case COMPONENT:
      return old.component === (next as typeof old).component
    case RANGE:
      return true
    case PORTAL:
      return old.to === (next as Portal).to
  }
}

/** What nodes must share to be the same, their keys apart; something a `Map` finds them by. */
export function identityOf(node: VNode): unknown {
  switch (node.kind) {
    case RENDERED:
      return node.template
    case ELEMENT:
      return node.tag
    case COMPONENT:
      return node.component
    case RANGE:
      return RANGE
    case PORTAL:
      // No tag has a space.
      return `portal ${node.to}`
  }
}
