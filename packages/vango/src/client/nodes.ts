/**
 * Nodes from bytes: reads the nodes of an insert and builds each as it is read. The hot file beside
 * `apply.ts`: instances of templates allocate DOM nodes and nothing else.
 */
import type { LiveElement, LiveNode } from './registry.ts'
import {
  NODE_ELEMENT,
  NODE_INSTANCE,
  NODE_RANGE,
  SLOT_CHILD,
  SLOT_PROPERTY,
} from '../vdom/patch.ts'
import { VALUE_NODES, VALUE_TEXT, VALUE_TRUE } from '../wire/message.ts'
import { setAttribute, setProperty } from './property.ts'
import { readString, readUint } from './read.ts'
import { call, HID, isAnchor, nodes, register } from './registry.ts'
import { instantiate, templates, toElementTemplate } from './template.ts'

/** Reads a count and that many nodes, and puts them into `parent` before `before`. */
export function readNodes(parent: Node, before: Node | null): void {
  const { localName, namespaceURI } = parent as Element
  // What `template.ts` calls a namespace: `svg`, `Math`, or nothing for HTML.
  const [namespace] = /svg|Math|$/.exec(`${localName === 'foreignObject' || namespaceURI}`)!
  for (let left = readUint(); left > 0; left--) {
    const kind = readUint()
    const read =
      kind === NODE_INSTANCE ? readInstance : kind === NODE_ELEMENT ? readElement : readAnchor
    const node = read(namespace)
    call(parent, 'insertBefore', node, before)
    // Their content stands before an anchor, and so in the parent.
    if (kind === NODE_RANGE) readContent(node)
    else if (isAnchor(node)) readPortal(node)
  }
}

/** Moves a portal's container to where it belongs, or leaves it where it is. */
export function placePortal(container: HTMLElement): void {
  // The selector may match nothing, or be none at all.
  try {
    document.querySelector(container.dataset['to']!)!.append(container)
  } catch {}
}

/** A value that cannot be nodes; `false` for nothing. */
export function readPlainValue(): string | boolean {
  const head = readUint()
  return head < VALUE_TEXT ? head === VALUE_TRUE : readString(head - VALUE_TEXT)
}

function readInstance(namespace: string): Node {
  // One that is not defined is an error, as any other nonsense.
  const template = templates.get(readUint())!
  const hid = readUint()
  const root = instantiate(template, hid, namespace)
  const [, slots] = template
  const end = readUint() * 3
  for (let i = 0; i < end; i += 3) {
    const node = nodes.get(hid + (slots[i + 1] as number)) as LiveElement
    if (slots[i] === SLOT_CHILD) readContent(node)
    else {
      const value = readPlainValue()
      const set = slots[i] === SLOT_PROPERTY ? setProperty : setAttribute
      if (value !== false) set(node, slots[i + 2] as string, value)
    }
  }
  return root
}

function readElement(namespace: string): LiveNode {
  const tag = readString()
  const element = instantiate(toElementTemplate(tag), readUint(), namespace) as LiveElement
  for (let left = readUint(); left > 0; left--) {
    setAttribute(element, readString(), readPlainValue())
  }
  // Kept until the children are there: the value of a select needs its options.
  const properties: (string | boolean)[] = []
  for (let left = readUint(); left > 0; left--) properties.push(readString(), readPlainValue())
  readContent(element)
  while (properties[0]) {
    setProperty(element, properties.shift() as string, properties.shift()!)
  }
  return element
}

function readAnchor(): LiveNode {
  const anchor = document.createComment('')
  register(readUint(), anchor)
  return anchor
}

function readPortal(anchor: Comment & LiveNode): void {
  const container = document.createElement('vango-portal')
  register(anchor[HID]! + 1, container)
  container.dataset['to'] = readString()
  anchor.after(container)
  placePortal(container)
  readContent(container)
}

/** Reads what fills a new anchor or a new, empty element. */
function readContent(node: LiveNode): void {
  const head = readUint()
  if (head === VALUE_NODES) {
    if (isAnchor(node)) readNodes(node.parentNode!, node)
    else readNodes(node, null)
  } else if (head > VALUE_TEXT) {
    const text = readString(head - VALUE_TEXT)
    if (isAnchor(node)) node.before(text)
    else node.textContent = text
  }
}
