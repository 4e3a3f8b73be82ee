/**
 * The browser's client: bytes become DOM operations, DOM events become bytes.
 *
 * It is all that a live page loads, so the whole room is written for size (`size.test.ts` holds it),
 * and its state is module variables: a page has one client, and every realm modules of its own.
 * Errors are bare; a connection that sees one is closed.
 *
 * This file knows which node has which hid. Read `main.ts` next.
 */

// Marks on DOM nodes. Symbols, because `<input name="hid">` would shadow a plain property of its form.
/** The node's hid. */
export const HID: unique symbol = Symbol()
/** The number of the last event that told the server this field's value. */
export const SENT: unique symbol = Symbol()

export type LiveNode = Node & { [HID]?: number }
export type LiveElement = HTMLElement & { [HID]?: number; [SENT]?: number }

export const nodes: Map<number, LiveNode> = new Map()

export function register(hid: number, node: LiveNode): void {
  node[HID] = hid
  nodes.set(hid, node)
}

/** Visits an element or a comment, and all of them below it, in document order. */
export function walk(node: Node, visit: (node: LiveNode) => void): void {
  visit(node)
  walkChildren(node, visit)
}

export function walkChildren(node: Node, visit: (node: LiveNode) => void): void {
  // Elements and comments. A walker asks no form for its `firstChild`.
  const walker = document.createTreeWalker(node, 129)
  for (let child; (child = walker.nextNode());) visit(child)
}

type ElementMethod =
  | 'getAttribute'
  | 'setAttribute'
  | 'removeAttribute'
  | 'insertBefore'
  | 'moveBefore'

/**
 * Calls a method of an element's. A form has its fields as properties, and one with the name of the
 * method would be in the way.
 */
export function call<M extends ElementMethod>(
  element: Node,
  method: M,
  ...args: Parameters<Element[M]>
): ReturnType<Element[M]> {
  const { prototype } = Element
  // A move keeps focus, frames, and animations, where the browser has it.
  const native = prototype[method] ?? prototype.insertBefore
  return (native as (...given: unknown[]) => never).call(element, ...args)
}

export function parentOf(node: Node): Node | null {
  return Reflect.get(Node.prototype, 'parentNode', node) as Node | null
}

/** For `walk`: takes a node out of the registry, which would keep it in memory otherwise. */
export function forget(node: LiveNode): void {
  nodes.delete(node[HID]!)
}

/** Whether it is an anchor, as all comments with a hid are. */
export function isAnchor(node: Node): node is Comment {
  return node instanceof Comment
}
