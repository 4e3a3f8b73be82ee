/** Walks over what is mounted. */
import { isBinding } from './child.ts'
import { HOLE_CHILD } from './template.ts'
import { COMPONENT, ELEMENT, PORTAL, RANGE, RENDERED } from './vnode.ts'
import type { VNode } from './vnode.ts'

/** Calls `visit` for each node of a mounted child, outer ones first. `false` leaves out what is in it. */
export function walkMounted(child: unknown, visit: (node: VNode) => unknown): void {
  if (typeof child !== 'object' || child === null) return
  if (Array.isArray(child)) {
    for (const node of child as VNode[]) walkMounted(node, visit)
  } else if (isBinding(child)) {
    walkMounted(child.value, visit)
  } else {
    if (visit(child as VNode) !== false) walkContent(child as VNode, visit)
  }
}

function walkContent(node: VNode, visit: (node: VNode) => unknown): void {
  switch (node.kind) {
    case COMPONENT:
      return walkMounted(node.output, visit)
    case ELEMENT:
    case RANGE:
    case PORTAL:
      return walkMounted(node.child, visit)
    case RENDERED:
      for (const hole of node.template.holes) {
        if (hole.kind === HOLE_CHILD) walkMounted(node.values[hole.index], visit)
      }
  }
}
