/**
 * The diff: writes a new rendering into the mounted tree and tells the sink what changed.
 *
 * Values are compared hole by hole; static HTML is never looked at. The new node takes over the hids,
 * instances and bindings of the mounted one, which is then unmounted and as its author made it: kept
 * JSX (`children`, a constant) can be rendered again, and while it is mounted it is recognised by
 * identity. Lists are in `diff-list.ts`.
 *
 * A hole whose new value cannot be shown keeps what it shows, and the host is told: like mounting, the
 * diff never stops midway, so the tree and the page are always the same.
 */
import { attributeHole } from './attribute-hole.ts'
import { toAttribute, toProperty } from './attributes.ts'
import { isBindable } from './bindable.ts'
import { fresh, isBinding, isNode, toText, unknownChild } from './child.ts'
import { diffList } from './diff-list.ts'
import { isEventName, toListenerSpec } from './events.ts'
import { insertNodes } from './insert.ts'
import { elementListenerSpec, listenerSpec } from './listeners.ts'
import { bindAttribute, mountList, mountNode, unmountChild, unmountNode } from './mount.ts'
import { firstHid, removeChildRoots, removeRoots } from './roots.ts'
import { isSame } from './same.ts'
import {
  ANCHORED_CHILD,
  HOLE_CHILD,
  HOLE_EVENT,
  HOLE_KEY,
  HOLE_PROPERTY,
  ONLY_CHILD,
} from './template.ts'
import { COMPONENT, ELEMENT, PORTAL, RANGE, RENDERED } from './vnode.ts'
import type { Host } from './host.ts'
import type { Hole } from './template.ts'
import type {
  Bindable,
  Binding,
  ElementNode,
  Hid,
  Portal,
  Props,
  Range,
  Rendered,
  VNode,
} from './vnode.ts'

// --- children ---

/**
 * Brings the content of a child hole from its mounted form `old` to `next`; returns the mounted form.
 * `hid` is the element's (`hole.only`) or the anchor's.
 */
export function diffChild(host: Host, old: unknown, next: unknown, hid: Hid, hole: Hole): unknown {
  if (old === next) return old
  // Fast path: text to text.
  if (typeof next === 'string' && typeof old === 'string') {
    host.sink.setText(hid, next)
    return next === '' ? undefined : next
  }

  try {
    return diffAny(host, old, next, hid, hole)
  } catch (error) {
    host.fail(error)
    return old
  }
}

/** Throws before anything is changed: what stands further in has a hole of its own. */
function diffAny(host: Host, old: unknown, next: unknown, hid: Hid, hole: Hole): unknown {
  if (isBinding(next) || isBindable(next)) return diffBinding(host, old, next, hid, hole)
  if (!isBinding(old)) return diffContent(host, old, next, hid, hole)

  const content = diffContent(host, old.value, next, hid, hole)
  host.unbind(old)
  return content
}

function diffBinding(
  host: Host,
  old: unknown,
  next: Binding | Bindable,
  hid: Hid,
  hole: Hole,
): Binding {
  const source = isBinding(next) ? (next.source as Bindable) : next
  if (isBinding(old) && old.source === source) return old

  const oldValue = isBinding(old) ? old.value : old
  const binding = host.bind(source, hid, hole)
  if (isBinding(old)) host.unbind(old)
  binding.value = diffChild(host, oldValue, binding.value, hid, hole)
  return binding
}

/** `old` and `next` are both plain: no binding. */
function diffContent(host: Host, old: unknown, next: unknown, hid: Hid, hole: Hole): unknown {
  if (Array.isArray(next)) {
    if (Array.isArray(old)) {
      return diffList({ host, hid, hole, patch: patchNode, patchOrReplace }, old as VNode[], next)
    }
    return replaceContent(host, old, mountList(host, next), hid, hole)
  }
  if (typeof next !== 'object' || next === null) return diffToText(host, old, next, hid, hole)
  if (!isNode(next)) throw unknownChild(host, next)
  if (next.kind === RANGE && next.key === undefined) {
    return diffAny(host, old, next.child, hid, hole)
  }

  if (isNode(old)) return patchOrReplace(host, old, next)
  return replaceContent(host, old, mountNode(host, next), hid, hole)
}

function diffToText(host: Host, old: unknown, next: unknown, hid: Hid, hole: Hole): unknown {
  const text = toText(host, next)
  if (text === old) return old
  if (typeof old === 'object') clearContent(host, old, hid, hole)
  if (text !== undefined || typeof old === 'string') host.sink.setText(hid, text ?? '')
  return text
}

/** Empties a child hole. */
function clearContent(host: Host, old: unknown, hid: Hid, hole: Hole): void {
  if (old === undefined) return
  if (typeof old === 'string') return host.sink.setText(hid, '')
  if (Array.isArray(old) && old.length === 0) return

  if (hole.only) {
    host.sink.clear(hid)
  } else {
    removeChildRoots(host.sink, old)
  }
  unmountChild(host, old)
}

/** Puts freshly mounted content into a child hole, in the place of `old`. */
function replaceContent(
  host: Host,
  old: unknown,
  content: VNode | VNode[],
  hid: Hid,
  hole: Hole,
): VNode | VNode[] {
  clearContent(host, old, hid, hole)
  const nodes = Array.isArray(content) ? content : [content]
  if (nodes.length > 0) insertNodes(host, hole.only ? hid : 0, hole.only ? 0 : hid, nodes)
  return content
}

// --- nodes ---

/** Puts `next` in the place of `old`, with what stays the same taken over; returns what is mounted now. */
export function patchOrReplace(host: Host, old: VNode, next: VNode): VNode {
  if (isSame(old, next)) return patchNode(host, old, next)

  const node = mountNode(host, next)
  insertNodes(host, 0, firstHid(old), [node])
  removeRoots(host.sink, old)
  unmountNode(host, old)
  return node
}

/** `old` is mounted and `isSame(old, given)`; returns the node that has taken its place. */
export function patchNode(host: Host, old: VNode, given: VNode): VNode {
  if (old === given) return old
  const next = fresh(given)
  switch (old.kind) {
    case RENDERED:
      patchRendered(host, old, next as Rendered)
      return next
    case ELEMENT:
      patchElement(host, old, next as ElementNode)
      return next
    case COMPONENT:
      host.updateComponent(old, next as typeof old)
      return next
    case RANGE:
      patchRange(host, old, next as Range)
      return next
    case PORTAL:
      patchPortal(host, old, next as Portal)
      return next
  }
}

function patchRendered(host: Host, old: Rendered, next: Rendered): void {
  const { template, hid, values: oldValues } = old
  const { values } = next
  const { holes } = template
  let eventsChanged = false
  for (let i = 0; i < holes.length; i++) {
    const hole = holes[i]!
    const oldValue = oldValues[hole.index]
    const value = values[hole.index]
    if (oldValue === value) continue

    if (hole.kind === HOLE_CHILD) {
      values[hole.index] = diffChild(host, oldValue, value, hid + hole.offset, hole)
    } else if (hole.kind === HOLE_EVENT) {
      if (isListenerChange(host, hole, oldValue, values)) eventsChanged = true
    } else if (hole.kind !== HOLE_KEY) {
      values[hole.index] = diffAttribute(host, oldValue, value, hid + hole.offset, hole)
    }
  }

  if (eventsChanged) patchListeners(host, old, next)
  takeOver(old, next)
  if (template.listeners.length > 0) host.listen(next)
}

function patchElement(host: Host, old: ElementNode, next: ElementNode): void {
  const oldProps = old.props
  const props = (next.props = keepHandlers(host, oldProps, next.props))
  const listened = elementListenerSpec(oldProps)
  const listens = elementListenerSpec(props)
  if (listened !== '' && listens === '') host.unlisten(old)
  takeOver(old, next)
  next.bound = old.bound
  old.bound = undefined
  if (listens !== '') host.listen(next)

  // Children first: a select's value needs its options.
  next.child = diffChild(host, old.child, next.child, next.hid, ONLY_CHILD)
  if (oldProps === props) return
  for (const name in oldProps) {
    if (!(name in props)) patchProp(host, next, name, oldProps[name], undefined)
  }
  for (const name in props) patchProp(host, next, name, oldProps[name], props[name])
  patchSpec(host, next.hid, listened, listens)
}

function patchRange(host: Host, old: Range, next: Range): void {
  next.child = diffChild(host, old.child, next.child, old.hid, ANCHORED_CHILD)
  takeOver(old, next)
}

function patchPortal(host: Host, old: Portal, next: Portal): void {
  next.child = diffChild(host, old.child, next.child, old.hid + 1, ONLY_CHILD)
  takeOver(old, next)
}

/** From here on `next` is the mounted node. */
function takeOver(old: { hid: Hid }, next: { hid: Hid }): void {
  next.hid = old.hid
  old.hid = 0
}

function patchProp(
  host: Host,
  node: ElementNode,
  name: string,
  oldValue: unknown,
  value: unknown,
): void {
  if (oldValue === value || name === 'children' || isEventName(name)) return

  const hole = attributeHole(node.tag, name)
  const bound = node.bound?.get(name)
  const result = diffAttribute(host, bound ?? oldValue, value, node.hid, hole)
  if (isBinding(result)) {
    ;(node.bound ??= new Map()).set(name, result)
    return
  }
  if (bound !== undefined) node.bound!.delete(name)
  if (result !== value) node.props = { ...node.props, [name]: result }
}

// --- attributes ---

/** Brings an attribute from `old` to `next`, raw values or bindings; returns what the hole holds now. */
export function diffAttribute(
  host: Host,
  old: unknown,
  next: unknown,
  hid: Hid,
  hole: Hole,
): unknown {
  if (isBinding(old) && old.source === (isBinding(next) ? next.source : next)) return old

  let held: unknown
  try {
    held = bindAttribute(host, next, hid, hole)
    patchAttribute(host, hid, hole, toValue(old), toValue(held))
  } catch (error) {
    if (isBinding(held)) host.unbind(held)
    host.fail(error)
    return old
  }
  if (isBinding(old)) host.unbind(old)
  return held
}

function toValue(held: unknown): unknown {
  return isBinding(held) ? held.value : held
}

/** Tells the sink about an attribute or a property that went from one raw value to another. */
export function patchAttribute(
  host: Host,
  hid: Hid,
  hole: Hole,
  oldValue: unknown,
  value: unknown,
): void {
  if (hole.kind === HOLE_PROPERTY) {
    const property = toProperty(hole.name, value)
    if (property !== toProperty(hole.name, oldValue)) {
      host.sink.setProperty(hid, hole.name, property)
    }
    return
  }

  const attribute = toAttribute(hole.tag, hole.name, value)
  if (attribute === toAttribute(hole.tag, hole.name, oldValue)) return
  if (attribute === undefined) host.sink.removeAttribute(hid, hole.name)
  else host.sink.setAttribute(hid, hole.name, attribute === true ? '' : attribute)
}

// --- events ---

/** Whether the browser has to listen in another way. What cannot be a handler leaves the old one. */
function isListenerChange(host: Host, hole: Hole, old: unknown, values: unknown[]): boolean {
  const next = values[hole.index]
  // Fast path: a new closure of the same shape, as every render makes them.
  if (typeof old === 'function' && typeof next === 'function') {
    if (old.length > 0 === next.length > 0) return false
  }
  try {
    return toListenerSpec(hole.name, old) !== toListenerSpec(hole.name, next)
  } catch (error) {
    values[hole.index] = old
    host.fail(error)
    return false
  }
}

/** `props`, with the old handler where the new one cannot be one. */
function keepHandlers(host: Host, oldProps: Props, props: Props): Props {
  let kept = props
  for (const name in props) {
    if (!isEventName(name) || oldProps[name] === props[name]) continue
    try {
      toListenerSpec(name, props[name])
    } catch (error) {
      kept = { ...kept, [name]: oldProps[name] }
      host.fail(error)
    }
  }
  return kept
}

function patchListeners(host: Host, old: Rendered, next: Rendered): void {
  for (const listeners of old.template.listeners) {
    const before = listenerSpec(old.values, listeners)
    const after = listenerSpec(next.values, listeners)
    patchSpec(host, old.hid + listeners.offset, before, after)
  }
}

/** Handlers that went away are switched off by bits; anything new needs its name and modifiers. */
function patchSpec(host: Host, hid: Hid, before: string, after: string): void {
  if (before === after) return
  if (after === '') return host.sink.removeAttribute(hid, 'data-on')

  const oldEntries = before.split(' ')
  const entries = after.split(' ')
  const isSubset =
    before !== '' &&
    entries.length === oldEntries.length &&
    entries.every((entry, i) => entry === '-' || entry === oldEntries[i])
  if (!isSubset) return host.sink.setAttribute(hid, 'data-on', after)

  let bits = 0
  entries.forEach((entry, i) => {
    if (entry !== '-') bits |= 1 << i
  })
  host.sink.listen(hid, bits >>> 0)
}
