/**
 * Inserting: new nodes go to the sink. Only there it turns out whether their attributes and handlers
 * can be written at all; those that cannot are dropped, the host is told, and the nodes go in without.
 */
import { attributeHole } from './attribute-hole.ts'
import { toAttribute, toProperty } from './attributes.ts'
import { isBinding } from './child.ts'
import { noteOptions } from './choices.ts'
import { toListenerSpec } from './events.ts'
import { HOLE_CHILD, HOLE_EVENT, HOLE_KEY, HOLE_PROPERTY } from './template.ts'
import type { Host } from './host.ts'
import type { Hole } from './template.ts'
import { COMPONENT, ELEMENT, PORTAL, RANGE, RENDERED } from './vnode.ts'
import type { ElementNode, Hid, Rendered, VNode } from './vnode.ts'

/** Puts freshly mounted nodes in front of `before`, or at the end of `parent` if that is 0. */
export function insertNodes(host: Host, parent: Hid, before: Hid, nodes: readonly VNode[]): void {
  try {
    host.sink.insert(parent, before, nodes)
  } catch {
    // The error comes again, with the component it belongs to.
    dropBroken(host, nodes)
    host.sink.insert(parent, before, nodes)
  }
  noteOptions(host, nodes)
}

/** Takes values that cannot be written out of a mounted child; the host is told of each. */
export function dropBroken(host: Host, child: unknown): void {
  if (typeof child !== 'object' || child === null) return
  if (Array.isArray(child)) {
    for (const node of child as VNode[]) dropBroken(host, node)
  } else if (isBinding(child)) {
    dropBroken(host, child.value)
  } else {
    dropFromNode(host, child as VNode)
  }
}

function dropFromNode(host: Host, node: VNode): void {
  switch (node.kind) {
    case RENDERED:
      return dropFromInstance(host, node)
    case ELEMENT:
      return dropFromElement(host, node)
    case COMPONENT:
      return host.within(node, () => dropBroken(host, node.output))
    case RANGE:
    case PORTAL:
      return dropBroken(host, node.child)
  }
}

function dropFromInstance(host: Host, { template, values }: Rendered): void {
  for (const hole of template.holes) {
    const held = values[hole.index]
    if (hole.kind === HOLE_CHILD) dropBroken(host, held)
    else if (isBinding(held)) held.value = checked(host, hole, held.value)
    else values[hole.index] = checked(host, hole, held)
  }
}

function dropFromElement(host: Host, node: ElementNode): void {
  const { tag, props, bound, child } = node
  for (const name in props) {
    if (name === 'children') continue
    const hole = attributeHole(tag, name)
    const binding = bound?.get(name)
    if (binding !== undefined) binding.value = checked(host, hole, binding.value)
    else if (checked(host, hole, props[name]) !== props[name]) {
      node.props = { ...node.props, [name]: undefined }
    }
  }
  dropBroken(host, child)
}

/** The value, or `undefined` if it cannot be written. */
function checked(host: Host, hole: Hole, value: unknown): unknown {
  try {
    if (hole.kind === HOLE_EVENT) toListenerSpec(hole.name, value)
    else if (hole.kind === HOLE_PROPERTY) toProperty(hole.name, value)
    else if (hole.kind !== HOLE_KEY) toAttribute(hole.tag, hole.name, value)
    return value
  } catch (error) {
    host.fail(error)
    return undefined
  }
}
