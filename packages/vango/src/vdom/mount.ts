/**
 * Mounting gives nodes their hids, starts their components and bindings, and turns children into
 * their mounted form; unmounting ends all of it. Neither makes patches, but for portals, whose
 * content stands outside of what is removed.
 *
 * Neither throws: a hole whose value cannot be shown is empty, and the host is told. So a tree is
 * never half mounted, and what an error costs is one hole.
 *
 * The mounted form of a child: `undefined` (nothing), a string, a node, a list of nodes, or a
 * `Binding` whose value is one of these. Read `diff.ts` next.
 */
import { vangoError } from '../base/errors.ts'
import { attributeHole } from './attribute-hole.ts'
import { isBindable } from './bindable.ts'
import {
  checkKeys,
  fresh,
  isAttributeHole,
  isBinding,
  toNodes,
  toText,
  unknownChild,
} from './child.ts'
import { isEventName } from './events.ts'
import { ANCHORED_CHILD, HOLE_CHILD, ONLY_CHILD } from './template.ts'
import { BINDING, COMPONENT, ELEMENT, PORTAL, RANGE, RENDERED } from './vnode.ts'
import type { Host } from './host.ts'
import type { Hole } from './template.ts'
import type { Bindable, Binding, ElementNode, Hid, Rendered, VNode } from './vnode.ts'

/**
 * Holes in holes. An INSERT may nest its nodes 512 levels deep (docs/protocol.md), the first stands in
 * no hole; and the call stack of a mount ends some thousand levels later.
 */
const maxDepth = 511

// --- mount ---

/** Mounts the child of a hole and returns its mounted form. */
export function mountChild(host: Host, child: unknown, hid: Hid, hole: Hole): unknown {
  // Fast path: text.
  if (typeof child === 'string') return child === '' ? undefined : child
  try {
    if (++host.depth > maxDepth) throw tooDeep(host)
    return mountContent(host, child, hid, hole)
  } catch (error) {
    host.fail(error)
    return undefined
  } finally {
    host.depth--
  }
}

function tooDeep(host: Host): Error {
  return vangoError('vdom/too-deep', { component: host.componentName(), levels: maxDepth })
}

/** Throws before anything is mounted: what stands further in has a hole of its own. */
function mountContent(host: Host, child: unknown, hid: Hid, hole: Hole): unknown {
  if (typeof child !== 'object' || child === null) return toText(host, child)
  if (Array.isArray(child)) return mountList(host, child)

  const node = child as VNode | Binding
  switch (node.kind) {
    case RANGE:
      // Fast path: a plain fragment needs no anchor, the hole is a place already.
      if (node.key === undefined) return mountChild(host, node.child, hid, hole)
      return mountNode(host, node)
    case RENDERED:
    case ELEMENT:
    case COMPONENT:
    case PORTAL:
      return mountNode(host, node)
    case BINDING:
      return mountBinding(host, node.source as Bindable, hid, hole)
  }
  if (isBindable(child)) return mountBinding(host, child, hid, hole)
  throw unknownChild(host, child)
}

function mountBinding(host: Host, source: Bindable, hid: Hid, hole: Hole): Binding {
  const binding = host.bind(source, hid, hole)
  if (hole.kind === HOLE_CHILD) binding.value = mountChild(host, binding.value, hid, hole)
  return binding
}

/** Throws before anything is mounted. */
export function mountList(host: Host, items: readonly unknown[]): VNode[] {
  const nodes = toNodes(host, items)
  checkKeys(host, nodes)
  for (let i = 0; i < nodes.length; i++) nodes[i] = mountNode(host, nodes[i]!)
  return nodes
}

/** Mounts a node, or a copy of it if it stands somewhere already, and returns what was mounted. */
export function mountNode(host: Host, given: VNode): VNode {
  const node = fresh(given)
  switch (node.kind) {
    case RENDERED:
      mountRendered(host, node)
      return node
    case ELEMENT:
      mountElement(host, node)
      return node
    case COMPONENT:
      host.mountComponent(node)
      return node
    case RANGE:
      node.hid = host.allocate(1)
      node.child = mountChild(host, node.child, node.hid, ANCHORED_CHILD)
      return node
    case PORTAL:
      node.hid = host.allocate(2)
      node.child = mountChild(host, node.child, node.hid + 1, ONLY_CHILD)
      return node
  }
}

function mountRendered(host: Host, node: Rendered): void {
  const { template, values } = node
  const hid = host.allocate(template.size)
  node.hid = hid
  // Before its children, so that targets come in the order of their hids.
  if (template.listeners.length > 0) host.listen(node)
  for (const hole of template.holes) {
    const value = values[hole.index]
    if (hole.kind === HOLE_CHILD) {
      values[hole.index] = mountChild(host, value, hid + hole.offset, hole)
    } else if (typeof value === 'object' && isAttributeHole(hole)) {
      values[hole.index] = mountAttribute(host, value, hid + hole.offset, hole)
    }
  }
}

function mountAttribute(host: Host, value: unknown, hid: Hid, hole: Hole): unknown {
  try {
    return bindAttribute(host, value, hid, hole)
  } catch (error) {
    host.fail(error)
    return undefined
  }
}

/**
 * A bound attribute becomes its binding; any other value stays as it is. Throws what the source
 * throws.
 */
export function bindAttribute(host: Host, value: unknown, hid: Hid, hole: Hole): unknown {
  if (isBinding(value)) return host.bind(value.source as Bindable, hid, hole)
  return isBindable(value) ? host.bind(value, hid, hole) : value
}

function mountElement(host: Host, node: ElementNode): void {
  const { props } = node
  node.hid = host.allocate(1)
  let listens = false
  for (const name in props) {
    if (isEventName(name)) listens = true
    else if (name !== 'children' && isBindable(props[name])) mountBoundProp(host, node, name)
  }
  if (listens) host.listen(node)
  node.child = mountChild(host, node.child, node.hid, ONLY_CHILD)
}

function mountBoundProp(host: Host, node: ElementNode, name: string): void {
  const held = mountAttribute(host, node.props[name], node.hid, attributeHole(node.tag, name))
  if (isBinding(held)) (node.bound ??= new Map()).set(name, held)
  else node.props = { ...node.props, [name]: undefined }
}

// --- unmount ---

/** Ends what a child started. Its DOM goes with a node around it or by the caller's patch. */
export function unmountChild(host: Host, child: unknown): void {
  if (typeof child !== 'object' || child === null) return
  if (Array.isArray(child)) {
    for (const node of child as VNode[]) unmountNode(host, node)
    return
  }
  if (isBinding(child)) {
    host.unbind(child)
    unmountChild(host, child.value)
    return
  }
  unmountNode(host, child as VNode)
}

export function unmountNode(host: Host, node: VNode): void {
  switch (node.kind) {
    case RENDERED:
      return unmountRendered(host, node)
    case ELEMENT:
      return unmountElement(host, node)
    case COMPONENT:
      return host.unmountComponent(node)
    case RANGE:
      unmountChild(host, node.child)
      node.hid = 0
      return
    case PORTAL:
      unmountChild(host, node.child)
      host.sink.remove(node.hid + 1)
      node.hid = 0
  }
}

function unmountRendered(host: Host, node: Rendered): void {
  const { template, values } = node
  for (const hole of template.holes) {
    const value = values[hole.index]
    if (typeof value !== 'object' || value === null) continue
    if (hole.kind === HOLE_CHILD) unmountChild(host, value)
    else if (isBinding(value)) host.unbind(value)
  }
  if (template.listeners.length > 0) host.unlisten(node)
  node.hid = 0
}

function unmountElement(host: Host, node: ElementNode): void {
  if (node.bound !== undefined) {
    for (const binding of node.bound.values()) host.unbind(binding)
    node.bound = undefined
  }
  unmountChild(host, node.child)
  host.unlisten(node)
  node.hid = 0
}
