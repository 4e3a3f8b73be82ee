/**
 * The part of the client that only pages in trouble load: it brings the page, or one element of it, to
 * what the server has rendered, and leaves alone what is the user's: focus, selection, scroll positions,
 * typed text, open details, playing media, and whatever is in an element marked `data-vango-keep`.
 *
 * It imports nothing of the client at run time, because it is another bundle: what it needs is handed
 * in. Read `main.ts` for the other side.
 */
import type { placePortal } from './nodes.ts'
import type * as property from './property.ts'
import type { LiveElement, LiveNode, nodes, register } from './registry.ts'
import type { markOf, policy } from './template.ts'

/** How far an element without a hid looks for one to continue. */
const maxLookahead = 100

/** What the client has made so far, as it is called there. */
interface Core {
  /** The mark of a node that has a hid, and the hid under it. */
  readonly HID: symbol
  readonly nodes: typeof nodes
  readonly register: typeof register
  readonly markOf: typeof markOf
  readonly placePortal: typeof placePortal
  readonly policy: typeof policy
  readonly setAttribute: typeof property.setAttribute
  readonly setProperty: typeof property.setProperty
}

type Marked = Node & Record<symbol, number | undefined>

interface Morph extends Core {
  /** The hids of the new nodes. */
  readonly marks: Map<Node, number>
  /** The new hids. */
  readonly claimed: Set<number>
  /** Which node had which hid so far. */
  readonly old: Map<number, LiveNode>
}

/** Makes the function that `connection.ts` calls. */
export function create(
  ...[HID, nodes, register, markOf, placePortal, policy, setAttribute, setProperty]: [
    Core['HID'],
    Core['nodes'],
    Core['register'],
    Core['markOf'],
    Core['placePortal'],
    Core['policy'],
    Core['setAttribute'],
    Core['setProperty'],
  ]
): (hid: number, html: string) => boolean {
  const core = { HID, nodes, register, markOf, placePortal, policy, setAttribute, setProperty }
  return (hid, html) => resync(core, hid, html)
}

/**
 * Puts `html` in the place of the element `hid`, or of the whole page if it is 0. Says whether there was
 * such an element.
 */
function resync(core: Core, hid: number, html: string): boolean {
  const { nodes } = core
  const target = nodes.get(hid) as LiveElement | undefined
  if (hid && !target?.isConnected) return false

  const content = parse(core, html, target)
  const morph: Morph = { ...core, marks: new Map(), claimed: new Set(), old: new Map(nodes) }
  for (const node of descendants(content)) {
    const mark = node instanceof Text ? 0 : core.markOf(node)
    if (!mark) continue
    morph.marks.set(node, mark)
    morph.claimed.add(mark)
  }

  if (target) {
    patch(morph, target, content.firstChild!)
  } else {
    nodes.clear()
    patchChildren(morph, document.body, content, document.querySelector('body > [data-session]'))
  }
  for (const [id, node] of nodes) if (!node.isConnected) nodes.delete(id)
  return true
}

/** A list, because what is walked is taken apart. */
function descendants(root: Node): Node[] {
  return [...root.childNodes].flatMap((child) => [child, ...descendants(child)])
}

/** The nodes of some HTML, in the namespace of the element that they are for. */
function parse(core: Core, html: string, target: Element | undefined): Node {
  const holder = document.createElement('template')
  // The separators of this document, not of the HTML parser.
  const [tag] = target?.parentElement?.namespaceURI?.match(/svg|Math/) ?? []
  const isForeign = tag && target!.parentElement!.localName !== 'foreignObject'
  holder.innerHTML = core.policy.createHTML(isForeign ? `<${tag}>${html}` : html) as string
  return document.adoptNode(isForeign ? holder.content.firstChild! : holder.content)
}

// --- nodes ---

function patch(morph: Morph, node: LiveNode, next: Node): void {
  const mark = morph.marks.get(next)
  if (mark) morph.register(mark, node)
  else delete (node as Marked)[morph.HID]

  if (next.nodeType === Node.TEXT_NODE) {
    // Only if it differs: a selection in it would be lost.
    if ((node as Text).data !== (next as Text).data) (node as Text).data = (next as Text).data
  } else if (next.nodeType === Node.ELEMENT_NODE) {
    patchElement(morph, node as LiveElement, next as HTMLElement)
  }
}

function patchElement(morph: Morph, element: LiveElement, next: HTMLElement): void {
  for (const { name, value } of next.attributes) {
    // In raw HTML there are names that only a parser can give: `data&#45;hid`.
    if (name === 'data-hid' || /^\.|&/.test(name)) continue
    if (element.getAttribute(name) !== value) morph.setAttribute(element, name, value)
  }
  for (const name of element.getAttributeNames()) {
    if (!next.hasAttribute(name) && !isOwn(element, name)) element.removeAttribute(name)
  }

  if (!next.hasAttribute('data-vango-keep')) patchChildren(morph, element, next, null)
  // Last: the value of a select needs its options.
  for (const { name, value } of next.attributes) {
    if (name[0] === '.') setProperty(morph, element, name.slice(1), value)
  }
}

/** Attributes that only the browser has: hids, and what the user has opened. */
function isOwn(element: Element, name: string): boolean {
  return name === 'data-hid' || (name === 'open' && /^(details|dialog)$/.test(element.localName))
}

function setProperty(morph: Morph, element: LiveElement, name: string, value: string): void {
  const current = (element as unknown as Record<string, unknown>)[name]
  if (String(current) === value) return
  morph.setProperty(element, name, typeof current === 'boolean' ? value === 'true' : value)
}

// --- children ---

/** Brings the children of `parent` before `end` to those of `next`. */
function patchChildren(morph: Morph, parent: Node, next: Node, end: Node | null): void {
  let cursor: ChildNode | null = parent.firstChild
  const children = [...next.childNodes]
  /** Those that are nobody's by their hid, and take over what is like them. */
  const strangers = children.filter((child) => !morph.old.has(morph.marks.get(child) ?? 0))
  const isWanted = (node: Node): boolean =>
    !isGone(morph, node) || strangers.slice(0, maxLookahead).some((child) => isAlike(node, child))

  for (const child of children) {
    // What is gone for good is removed and not passed: then the rest need not move.
    while (cursor && cursor !== end && !isWanted(cursor)) cursor = remove(cursor)
    const match = findMatch(morph, parent, child, cursor, end)
    const node = (match ?? createAs(child)) as ChildNode & LiveElement
    if (node === cursor) cursor = node.nextSibling
    // A portal's content is where it belongs, not here.
    else if (!match || node.localName !== 'vango-portal') place(parent, node, cursor)
    patch(morph, node, child)
    if (!match && node.localName === 'vango-portal') morph.placePortal(node)
  }
  while (cursor && cursor !== end) {
    cursor = isKept(morph, cursor) ? cursor.nextSibling : remove(cursor)
  }
}

/** An empty one of its kind: its children may be in the page already. */
function createAs(next: Node): Node {
  return document.importNode(next, false)
}

function remove(node: ChildNode): ChildNode | null {
  const { nextSibling } = node
  node.remove()
  return nextSibling
}

function place(parent: Node, node: Node, before: Node | null): void {
  // Keeps focus, frames and animations, where the browser has it. It moves only what is in a document.
  const how = node.isConnected && 'moveBefore' in parent ? 'moveBefore' : 'insertBefore'
  ;(parent as Element)[how as 'insertBefore'](node, before)
}

// --- which is which ---

function findMatch(
  morph: Morph,
  parent: Node,
  next: Node,
  cursor: Node | null,
  end: Node | null,
): Node | undefined {
  const same = morph.old.get(morph.marks.get(next) ?? 0)
  if (same?.isConnected && same.nodeName === next.nodeName && !same.contains(parent)) return same

  let at = cursor
  for (let i = 0; at && at !== end && i < maxLookahead; i++, at = at.nextSibling) {
    if (isFree(morph, at) && isAlike(at, next)) return at
  }
  return undefined
}

/** Whether a node may be continued by whichever new one is like it. */
function isFree({ claimed, HID }: Morph, node: LiveNode): boolean {
  return !claimed.has((node as Marked)[HID]!)
}

/** Whether a node had a hid that the page has no more. */
function isGone(morph: Morph, node: LiveNode): boolean {
  return (node as Marked)[morph.HID] !== undefined && isFree(morph, node)
}

function isAlike(node: Node, next: Node): boolean {
  if (node.nodeName !== next.nodeName) return false
  if (!(node instanceof Element)) return true
  return ['id', 'name', 'type'].every(
    (name) => node.getAttribute(name) === (next as Element).getAttribute(name),
  )
}

/** What stands between the page's nodes and is not the server's. */
function isKept(morph: Morph, node: LiveNode): boolean {
  if (!isFree(morph, node)) return true
  return node instanceof Element && node.matches('[data-vango-keep], [data-session]')
}
