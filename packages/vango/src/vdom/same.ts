/**
 * Whether two nodes are the same thing rendered twice, so that one can be written into the other.
 */
import { COMPONENT, ELEMENT, PORTAL, RANGE, RENDERED } from './vnode.ts'
import type { ElementNode, Portal, Rendered, VNode } from './vnode.ts'

/** Whether `next` can be written into the mounted `old`. */
export function isSame(old: VNode, next: VNode): boolean {
  if (old.kind !== next.kind || old.key !== next.key) return false
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
