/**
 * The hids of a page, taken out and put back. A page that is rendered anew in another process numbers
 * its nodes from 1; the browser that shows it knows them by the numbers they came by, one patch after
 * the other. With the numbers put back, what the browser shows need not be sent again, and an event that
 * it has not got rid of yet means what it meant.
 *
 * Numbers are put back only into a tree of the very same shape: the same components and templates, keys
 * included. A number that meant another row would be worse than none.
 */
import { elementListenerSpec } from '../vdom/listeners.ts'
import { isBinding } from '../vdom/child.ts'
import { COMPONENT, ELEMENT, PORTAL, RENDERED } from '../vdom/vnode.ts'
import type { Binding, Hid, VNode } from '../vdom/vnode.ts'
import type { Template } from '../vdom/template.ts'
import { topNodes } from './annex.ts'
import type { BoundHole } from './fiber.ts'
import { childNodes } from './mounted.ts'
import type { PageRoot } from './root.ts'
import type { Target } from './targets.ts'

export interface HidMap {
  /** A number that two trees of different shapes hardly have in common. */
  readonly shape: number
  /** Pairs: a hid, and how many nodes follow each other from there on. */
  readonly runs: readonly number[]
  /** The next one to be given. */
  readonly next: Hid
}

type Placed = Exclude<VNode, { kind: typeof COMPONENT }>

/** The hids of a mounted page. */
export function takeHids(root: PageRoot): HidMap {
  const runs: number[] = []
  let expected = 0
  let shape = fnvStart
  visitPage(root, (node) => {
    shape = mix(shape, shapeOf(node))
    if (node.kind === COMPONENT) return
    if (node.hid === expected) runs[runs.length - 1]!++
    else runs.push(node.hid, 1)
    expected = node.hid + sizeOf(node)
  })
  return { shape, runs, next: root.nextHid }
}

/** Puts hids back; `false`, and nothing done, if the page has another shape than when they were taken. */
export function putHids(root: PageRoot, map: HidMap): boolean {
  if (takeHids(root).shape !== map.shape) return false

  let run = 0
  let hid = 0
  let left = 0
  renumber(root, (node) => {
    if (left === 0) {
      hid = map.runs[run]!
      left = map.runs[run + 1]!
      run += 2
    }
    const own = hid
    left--
    hid += sizeOf(node)
    return own
  })
  root.nextHid = map.next
  return true
}

/** Numbers a page from `first` on, so that no hid below it means anything any more. */
export function numberFrom(root: PageRoot, first: Hid): void {
  root.nextHid = first
  renumber(root, (node) => root.allocate(sizeOf(node)))
}

function renumber(root: PageRoot, next: (node: Placed) => Hid): void {
  const targets: Target[] = []
  visitPage(root, (node) => {
    if (node.kind === COMPONENT) return
    node.hid = next(node)
    moveBindings(node)
    if (listens(node)) targets.push(node as Target)
  })
  root.targets.clear()
  targets.sort((left, right) => left.hid - right.hid)
  for (const target of targets) root.targets.add(target)
}

function visitPage(root: PageRoot, fn: (node: VNode) => void): void {
  for (const node of topNodes(root)) visit(node, fn)
}

function visit(node: VNode, fn: (node: VNode) => void): void {
  fn(node)
  for (const child of childNodes(node)) visit(child, fn)
}

function sizeOf(node: Placed): number {
  if (node.kind === RENDERED) return node.template.size
  return node.kind === PORTAL ? 2 : 1
}

function listens(node: Placed): boolean {
  if (node.kind === RENDERED) return node.template.listeners.length > 0
  return node.kind === ELEMENT && elementListenerSpec(node.props) !== ''
}

// --- bindings ---

function moveBindings(node: Placed): void {
  if (node.kind === RENDERED) {
    for (const hole of node.template.holes) {
      moveBinding(node.values[hole.index], node.hid + hole.offset)
    }
    return
  }
  if (node.kind === ELEMENT) {
    for (const binding of node.bound?.values() ?? []) moveBinding(binding, node.hid)
  }
  moveBinding(node.child, node.kind === PORTAL ? node.hid + 1 : node.hid)
}

function moveBinding(held: unknown, hid: Hid): void {
  if (!isBinding(held as Binding)) return
  ;(held as { hid: Hid } & BoundHole).hid = hid
  moveBinding((held as Binding).value, hid)
}

// --- shape ---

const fnvStart = 0x811c9dc5

/** FNV-1a. Nobody gains anything by making two trees collide: the tree is the app's own. */
function mix(hash: number, value: number): number {
  return Math.imul(hash ^ value, 0x01000193) >>> 0
}

function mixText(hash: number, text: string): number {
  for (let i = 0; i < text.length; i++) hash = mix(hash, text.charCodeAt(i))
  return hash
}

const templateShapes = new WeakMap<Template, number>()

function templateShape(template: Template): number {
  let shape = templateShapes.get(template)
  if (shape === undefined) {
    shape = mix(fnvStart, template.size)
    for (const part of template.parts) if (typeof part === 'string') shape = mixText(shape, part)
    templateShapes.set(template, shape)
  }
  return shape
}

function shapeOf(node: VNode): number {
  let shape = node.key === undefined ? 1 : mixText(2, String(node.key))
  if (node.kind === RENDERED) return mix(shape, templateShape(node.template))
  if (node.kind === COMPONENT) return mixText(mix(shape, 3), node.component.name)
  shape = mix(shape, childNodes(node).length)
  return node.kind === ELEMENT ? mixText(mix(shape, 4), node.tag) : mix(shape, sizeOf(node) + 4)
}
