/**
 * Applies the operations of one PATCH in a single pass over its bytes: a switch on the opcode, no
 * patch objects, no allocation except DOM nodes and strings. Read `nodes.ts` next.
 */
import type { LiveElement, LiveNode } from './registry.ts'
import {
  OP_CLEAR,
  OP_DEFINE_TEMPLATE,
  OP_INSERT,
  OP_LISTEN,
  OP_MOVE,
  OP_REMOVE,
  OP_REMOVE_ATTRIBUTE,
  OP_SET_ATTRIBUTE,
  OP_SET_PROPERTY,
  OP_SET_TEXT,
} from '../vdom/patch.ts'
import { refetch } from './connection.ts'
import { typing, unlisten } from './events.ts'
import { readNodes, readPlainValue } from './nodes.ts'
import { isBusy, setAttribute, setProperty } from './property.ts'
import { offset, readString, readUint } from './read.ts'
import { call, forget, HID, isAnchor, nodes, parentOf, walk, walkChildren } from './registry.ts'
import { readTemplate } from './template.ts'

/** Applies the operations between the cursor and `end`. */
export function applyPatches(end: number): void {
  while (offset < end) {
    const opcode = readUint()
    const hid = readUint()
    if (opcode === OP_DEFINE_TEMPLATE) readTemplate(hid)
    else applyPatch(opcode, hid)
  }
}

function applyPatch(opcode: number, hid: number): void {
  const beforeHid = opcode === OP_INSERT || opcode === OP_MOVE ? readUint() : 0
  // An insert names its parent only if it has nothing to stand before.
  const before = beforeHid ? find(beforeHid) : null
  const node = opcode === OP_INSERT && before ? before : find(hid)
  const element = node as LiveElement
  // None for a stand-in.
  const parent = before && parentOf(before)

  switch (opcode) {
    case OP_SET_TEXT:
      return setText(node, readString())
    case OP_SET_ATTRIBUTE:
      return setAttribute(element, readString(), readString())
    case OP_SET_PROPERTY:
      return setProperty(element, readString(), readPlainValue())
    case OP_INSERT:
      readNodes(parent ?? node, parent ? firstOf(node) : null)
      // Read for a stand-in, the nodes are registered like any others.
      if (!node[HID]) walkChildren(node, forget)
      return
    case OP_REMOVE:
      walk(node, forget)
      // The element itself twice, or the anchor and its text.
      return new DocumentFragment().append(firstOf(node), node)
    case OP_MOVE:
      if (parentOf(node) && (!before || parent)) move(node, before)
      return
    case OP_CLEAR:
      return setText(node, '')
    case OP_REMOVE_ATTRIBUTE:
      return call(element, 'removeAttribute', readString())
    case OP_LISTEN:
      unlisten(element, readUint())
  }
}

function find(hid: number): LiveNode {
  return nodes.get(hid) ?? standIn(hid)
}

/**
 * What happens to a node that is not here happens where nobody sees it, and its bytes are read all the
 * same. Then the server is asked for it.
 */
function standIn(hid: number): LiveNode {
  refetch(hid)
  return document.createElement('p')
}

/** The node itself, or the text that belongs to an anchor and stands right before it. */
function firstOf(node: Node): ChildNode {
  const text = isAnchor(node) && node.previousSibling
  return text instanceof Text ? text : (node as ChildNode)
}

function setText(node: Node, text: string): void {
  const first = isAnchor(node) ? node.previousSibling : node.firstChild
  // Fast path: a text instead of a text. Its node is kept, and with it a selection around it.
  if (isBusy(node as LiveElement, typing)) return
  if (first instanceof Text && (isAnchor(node) || !first.nextSibling)) {
    // The caret goes to the front of what is written, be it the same.
    if (first.data !== text) first.data = text
  } else if (isAnchor(node)) node.before(text)
  else {
    walkChildren(node, forget)
    node.textContent = text
  }
}

function move(node: LiveNode, before: LiveNode | null): void {
  const parent = parentOf(node)!
  const text = firstOf(node)
  call(parent, 'moveBefore', node, before && firstOf(before))
  if (text !== node) call(parent, 'moveBefore', text, node)
}
