/**
 * The DOM nodes at the top of a mounted node: what a patch can point to. Every node has at least one,
 * which is why no patch ever needs to look for its place.
 */
import type { PatchSink } from './patch.ts'
import { BINDING, COMPONENT, ELEMENT, PORTAL, RANGE, RENDERED } from './vnode.ts'
import type { Binding, Hid, VNode } from './vnode.ts'

/** The hid before which something must be inserted to stand before `node`. */
export function firstHid(node: VNode): Hid {
  switch (node.kind) {
    case COMPONENT:
      return firstHid(node.output!)
    case RANGE:
      return firstHidOfChild(node.child, node.hid)
    default:
      return node.hid
  }
}

/** Text has no hid of its own: inserting before its anchor inserts before the text. */
function firstHidOfChild(child: unknown, anchor: Hid): Hid {
  if (typeof child !== 'object' || child === null) return anchor
  if (Array.isArray(child)) return child.length === 0 ? anchor : firstHid(child[0] as VNode)
  if ((child as Binding).kind === BINDING) return firstHidOfChild((child as Binding).value, anchor)
  return firstHid(child as VNode)
}

export function moveRoots(sink: PatchSink, node: VNode, before: Hid): void {
  switch (node.kind) {
    case COMPONENT:
      return moveRoots(sink, node.output!, before)
    case RANGE:
      moveChildRoots(sink, node.child, before)
      return sink.move(node.hid, before)
    case RENDERED:
    case ELEMENT:
    case PORTAL:
      return sink.move(node.hid, before)
  }
}

function moveChildRoots(sink: PatchSink, child: unknown, before: Hid): void {
  if (typeof child !== 'object' || child === null) return
  if (Array.isArray(child)) {
    for (const node of child as VNode[]) moveRoots(sink, node, before)
  } else if ((child as Binding).kind === BINDING) {
    moveChildRoots(sink, (child as Binding).value, before)
  } else {
    moveRoots(sink, child as VNode, before)
  }
}

export function removeRoots(sink: PatchSink, node: VNode): void {
  switch (node.kind) {
    case COMPONENT:
      return removeRoots(sink, node.output!)
    case RANGE:
      removeChildRoots(sink, node.child)
      return sink.remove(node.hid)
    case RENDERED:
    case ELEMENT:
    case PORTAL:
      return sink.remove(node.hid)
  }
}

/** The roots of an anchored child, without its anchor. */
export function removeChildRoots(sink: PatchSink, child: unknown): void {
  if (typeof child !== 'object' || child === null) return
  if (Array.isArray(child)) {
    for (const node of child as VNode[]) removeRoots(sink, node)
  } else if ((child as Binding).kind === BINDING) {
    removeChildRoots(sink, (child as Binding).value)
  } else {
    removeRoots(sink, child as VNode)
  }
}
