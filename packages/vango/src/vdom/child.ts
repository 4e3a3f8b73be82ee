/**
 * Children and their forms: what a component may return, told apart and checked. Pure functions,
 * shared by mount and diff.
 */
import { vangoError } from '../base/errors.ts'
import { isBindable } from './bindable.ts'
import { createRange } from './jsx.ts'
import { isStatic, markStatic } from './static-children.ts'
import { HOLE_ATTRIBUTE, HOLE_PROPERTY } from './template.ts'
import { BINDING, COMPONENT, ELEMENT, PORTAL, RANGE, RENDERED } from './vnode.ts'
import type { Host } from './host.ts'
import type { Hole } from './template.ts'
import type { Binding, VNode } from './vnode.ts'

/** The items of a list as nodes: whatever is not one becomes a range, which has an anchor to point to. */
export function toNodes(host: Host, items: readonly unknown[]): VNode[] {
  const nodes = new Array<VNode>(items.length)
  for (let i = 0; i < items.length; i++) {
    const item = items[i]
    nodes[i] = isNode(item) ? item : createRange(toListItem(host, item), undefined)
  }
  if (isStatic(items)) markStatic(nodes)
  return nodes
}

function toListItem(host: Host, item: unknown): unknown {
  if (typeof item !== 'object' || item === null) return toText(host, item)
  if (Array.isArray(item) || isBindable(item) || isBinding(item)) return item
  throw unknownChild(host, item)
}

/** What a component rendered, as one node. */
export function toRoot(child: unknown): VNode {
  return isNode(child) ? child : createRange(child, undefined)
}

/** Text of a child that is no object; `undefined` for nothing, and for the empty text. */
export function toText(host: Host, child: unknown): string | undefined {
  switch (typeof child) {
    case 'string':
      return child === '' ? undefined : child
    case 'number':
    case 'bigint':
      return String(child)
    case 'undefined':
    case 'boolean':
      return undefined
  }
  if (child === null) return undefined
  throw unknownChild(host, child)
}

export function isNode(value: unknown): value is VNode {
  if (typeof value !== 'object' || value === null) return false
  switch ((value as VNode).kind) {
    case RENDERED:
    case ELEMENT:
    case COMPONENT:
    case RANGE:
    case PORTAL:
      return true
    default:
      return false
  }
}

export function isBinding(value: unknown): value is Binding {
  return typeof value === 'object' && value !== null && (value as Binding).kind === BINDING
}

export function isAttributeHole(hole: Hole): boolean {
  return hole.kind === HOLE_ATTRIBUTE || hole.kind === HOLE_PROPERTY
}

/** A node that may be mounted: itself, or a copy if it stands somewhere already. */
export function fresh<N extends VNode>(node: N): N {
  const isMounted = node.kind === COMPONENT ? node.fiber !== undefined : node.hid !== 0
  return isMounted ? (copy(node) as N) : node
}

function copy(node: VNode): VNode {
  switch (node.kind) {
    case RENDERED:
      return { ...node, values: node.values.slice(), hid: 0 }
    case ELEMENT:
      return { ...node, bound: undefined, hid: 0 }
    case COMPONENT:
      return { ...node, fiber: undefined, output: undefined }
    case RANGE:
      return { ...node, hid: 0 }
    case PORTAL:
      return { ...node, hid: 0 }
  }
}

/** Refuses two siblings with one key, before anything is mounted. */
export function checkKeys(host: Host, nodes: readonly VNode[]): void {
  if (isStatic(nodes)) return
  let seen: Set<unknown> | undefined
  for (const { key } of nodes) {
    if (key === undefined) continue
    seen ??= new Set()
    if (seen.has(key)) {
      throw vangoError('vdom/duplicate-key', {
        key: String(key),
        component: host.componentName(),
      })
    }
    seen.add(key)
  }
}

export function unknownChild(host: Host, child: unknown): Error {
  if (child instanceof Promise) {
    return vangoError('vdom/async-component', { component: host.componentName() })
  }
  return vangoError('vdom/unknown-child', {
    got: describe(child),
    component: host.componentName(),
  })
}

function describe(child: unknown): string {
  if (typeof child === 'function') return `the function ${child.name || '(anonymous)'}`
  if (typeof child === 'object' && child !== null) {
    const { name = '' } = (child.constructor ?? {}) as { name?: string }
    if (name !== '' && name !== 'Object') return `an object of the class ${name}`
    return `an object with the keys ${Object.keys(child).slice(0, 5).join(', ') || '(none)'}`
  }
  return String(child)
}
