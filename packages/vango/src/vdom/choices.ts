/**
 * The choice of a `select`: a browser takes a value only if there is an option with it, so what was set
 * before its option came is set again after it.
 */
import { toProperty } from './attributes.ts'
import { isBinding } from './child.ts'
import { HOLE_CHILD, HOLE_PROPERTY } from './template.ts'
import type { Host } from './host.ts'
import { COMPONENT, ELEMENT, RANGE, RENDERED } from './vnode.ts'
import type { ElementNode, Hid, Rendered, VNode } from './vnode.ts'
import { walkMounted } from './walk.ts'

/** Remembers freshly inserted nodes that are options, or groups of them. */
export function noteOptions(host: Host, nodes: readonly VNode[]): void {
  for (const node of nodes) {
    const element = firstElement(node)
    if (element === undefined) continue
    const tag = element.kind === RENDERED ? element.template.tag : element.tag
    if (tag !== 'option' && tag !== 'optgroup') continue
    host.newOptions ??= new Set()
    host.newOptions.add(element.hid)
  }
}

/** Sets again the value of each select of `page` that has got options. */
export function chooseAgain(host: Host, page: VNode): void {
  const { newOptions } = host
  if (newOptions === undefined) return
  host.newOptions = undefined
  walkMounted(page, (node) => {
    if (node.kind === RENDERED) chooseInInstance(host, node, newOptions)
    else if (node.kind === ELEMENT && node.tag === 'select') chooseInElement(host, node, newOptions)
  })
}

function chooseInInstance(host: Host, node: Rendered, newOptions: ReadonlySet<Hid>): void {
  const { template, values, hid } = node
  for (const hole of template.holes) {
    if (hole.kind !== HOLE_PROPERTY || hole.tag !== 'select' || hole.name !== 'value') continue
    const hasNew = template.holes.some(
      ({ kind, tag, index }) =>
        kind === HOLE_CHILD &&
        (tag === 'select' || tag === 'optgroup') &&
        hasAny(values[index], newOptions),
    )
    if (hasNew) choose(host, hid + hole.offset, values[hole.index])
  }
}

function chooseInElement(host: Host, node: ElementNode, newOptions: ReadonlySet<Hid>): void {
  const { hid, props, bound, child } = node
  if (hasAny(child, newOptions)) choose(host, hid, bound?.get('value') ?? props['value'])
}

function choose(host: Host, hid: Hid, held: unknown): void {
  const value = isBinding(held) ? held.value : held
  if (value !== undefined) host.sink.setProperty(hid, 'value', toProperty('value', value))
}

function hasAny(child: unknown, hids: ReadonlySet<Hid>): boolean {
  let isFound = false
  walkMounted(child, (node) => {
    if ((node.kind === RENDERED || node.kind === ELEMENT) && hids.has(node.hid)) isFound = true
  })
  return isFound
}

function firstElement(node: VNode): Rendered | ElementNode | undefined {
  switch (node.kind) {
    case RENDERED:
    case ELEMENT:
      return node
    case COMPONENT:
      return firstElement(node.output!)
    case RANGE:
      return firstElementOf(node.child)
    default:
      return undefined
  }
}

function firstElementOf(child: unknown): Rendered | ElementNode | undefined {
  if (isBinding(child)) return firstElementOf(child.value)
  const node = (Array.isArray(child) ? child[0] : child) as VNode | string | undefined
  return typeof node === 'object' ? firstElement(node) : undefined
}
