/** The mounted tree of a page, node by node: what is on screen, and what a Suspense keeps out of sight. */
import { isBinding } from '../vdom/child.ts'
import { HOLE_CHILD } from '../vdom/template.ts'
import { COMPONENT, RENDERED } from '../vdom/vnode.ts'
import type { VNode } from '../vdom/vnode.ts'
import { SUSPENDED } from './fiber.ts'
import type { Fiber } from './fiber.ts'
import { suspenseHookOf } from './park.ts'

/** The nodes right below `node`, in the order of the document. */
export function childNodes(node: VNode): VNode[] {
  const found: VNode[] = []
  if (node.kind === RENDERED) {
    for (const hole of node.template.holes) {
      if (hole.kind === HOLE_CHILD) collect(node.values[hole.index], found)
    }
  } else if (node.kind === COMPONENT) {
    collect(node.output, found)
    const fiber = node.fiber as Fiber
    if ((fiber.flags & SUSPENDED) !== 0) collect(suspenseHookOf(fiber).content, found)
  } else {
    collect(node.child, found)
  }
  return found
}

function collect(child: unknown, found: VNode[]): void {
  if (typeof child !== 'object' || child === null) return
  if (Array.isArray(child)) found.push(...(child as VNode[]))
  else if (isBinding(child)) collect(child.value, found)
  else found.push(child as VNode)
}
