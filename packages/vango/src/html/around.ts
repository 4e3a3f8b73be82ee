/**
 * Finds the element around a node of a mounted page: what a browser that has lost the node is sent
 * again. It walks as the printer does, for the marks that the printer would use there.
 */
import type { Fiber } from '../component/fiber.ts'
import { isBinding } from '../vdom/child.ts'
import { HOLE_CHILD } from '../vdom/template.ts'
import { COMPONENT, ELEMENT, PORTAL, RANGE, RENDERED } from '../vdom/vnode.ts'
import type { ElementNode, Hid, Rendered, VNode } from '../vdom/vnode.ts'
import { MARK_ALL, MARK_OWN, MARK_TOP, marksOf } from './printer.ts'

export interface Around {
  readonly node: Rendered | ElementNode
  /** For `printPart`. */
  readonly marks: number
}

interface Search {
  readonly hid: Hid
  /** What is found: nothing, if the node stands in no element of the page. */
  found: Around | undefined
  isDone: boolean
}

/**
 * The innermost element that has the node `hid` somewhere inside; `undefined` if there is none, or no
 * such node.
 */
export function findElementAround(page: VNode, hid: Hid, isLive: boolean): Around | undefined {
  const search: Search = { hid, found: undefined, isDone: false }
  visit(search, page, isLive ? MARK_ALL : MARK_OWN, undefined)
  return search.found
}

function visit(search: Search, node: VNode, marks: number, around: Around | undefined): void {
  switch (node.kind) {
    case RENDERED:
      return visitRendered(search, node, marks, around)
    case ELEMENT:
      if (node.hid === search.hid) return end(search, around)
      return visitChild(search, node.child, inner(marks), { node, marks })
    case COMPONENT:
      return visit(search, node.output!, marksOf(node.fiber as Fiber, marks), around)
    case RANGE:
      if (node.hid === search.hid) return end(search, around)
      return visitChild(search, node.child, marks, around)
    case PORTAL:
      if (search.hid === node.hid || search.hid === node.hid + 1) return end(search, around)
      // Its content stands elsewhere in the document.
      return visitChild(search, node.child, inner(marks), undefined)
  }
}

function visitRendered(
  search: Search,
  node: Rendered,
  marks: number,
  around: Around | undefined,
): void {
  const offset = search.hid - node.hid
  if (offset === 0) return end(search, around)
  if (offset > 0 && offset < node.template.size) return end(search, { node, marks })

  for (const hole of node.template.holes) {
    if (search.isDone) return
    if (hole.kind !== HOLE_CHILD) continue
    visitChild(search, node.values[hole.index], inner(marks), { node, marks })
  }
}

function visitChild(
  search: Search,
  child: unknown,
  marks: number,
  around: Around | undefined,
): void {
  if (typeof child !== 'object' || child === null) return
  if (isBinding(child)) return visitChild(search, child.value, MARK_ALL, around)
  for (const node of Array.isArray(child) ? (child as VNode[]) : [child as VNode]) {
    if (search.isDone) return
    visit(search, node, marks, around)
  }
}

function inner(marks: number): number {
  return marks === MARK_TOP ? MARK_OWN : marks
}

function end(search: Search, around: Around | undefined): void {
  search.found = around
  search.isDone = true
}
