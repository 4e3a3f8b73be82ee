/**
 * Mounted nodes as bytes: what an insert carries. Instances send only their values, elements built
 * at run time all they have.
 */
import { toAttribute, isProperty, toProperty } from '../vdom/attributes.ts'
import { isBinding } from '../vdom/child.ts'
import { isEventName } from '../vdom/events.ts'
import { elementListenerSpec, listenerSpec } from '../vdom/listeners.ts'
import { HOLE_CHILD, HOLE_PROPERTY } from '../vdom/template.ts'
import type { Hole } from '../vdom/template.ts'
import { COMPONENT, ELEMENT, PORTAL, RANGE, RENDERED } from '../vdom/vnode.ts'
import type { ElementNode, Rendered, VNode } from '../vdom/vnode.ts'
import {
  writeElementHead,
  writeInstanceHead,
  writeNamedValue,
  writeNodesHead,
  writeNothing,
  writePlainValue,
  writePortalHead,
  writePropertyCount,
  writeRangeHead,
  writeTextValue,
} from '../wire/patches.ts'
import type { Writer } from '../wire/writer.ts'
import { toDefinition } from './definition.ts'
import type { Definition } from './definition.ts'

/** Makes sure that the browser knows an instance's template. */
export type Define = (node: Rendered) => void

type NamedValue = readonly [name: string, value: string | true]

export function writeMountedNode(writer: Writer, node: VNode, define: Define): void {
  switch (node.kind) {
    case RENDERED:
      return writeInstance(writer, node, define)
    case ELEMENT:
      return writeElement(writer, node, define)
    case COMPONENT:
      return writeMountedNode(writer, node.output!, define)
    case RANGE:
      writeRangeHead(writer, node.hid)
      return writeChild(writer, node.child, define)
    case PORTAL:
      writePortalHead(writer, node.hid, node.to)
      return writeChild(writer, node.child, define)
  }
}

/** A child in its mounted form. */
function writeChild(writer: Writer, child: unknown, define: Define): void {
  if (typeof child === 'string') return writeTextValue(writer, child)
  if (child === undefined) return writeNothing(writer)
  if (isBinding(child)) return writeChild(writer, child.value, define)

  const nodes = Array.isArray(child) ? (child as VNode[]) : [child as VNode]
  if (nodes.length === 0) return writeNothing(writer)
  writeNodesHead(writer, nodes.length)
  for (const node of nodes) writeMountedNode(writer, node, define)
}

// --- instances ---

function writeInstance(writer: Writer, node: Rendered, define: Define): void {
  define(node)
  const definition = toDefinition(node)
  const { length } = definition.slots
  writeInstanceHead(writer, node.template.id, node.hid, length)
  const countAt = writer.length - 1

  let count = 0
  let end = writer.length
  for (let i = 0; i < length; i++) {
    const start = writer.length
    writeSlot(writer, node, definition, i, define)
    if (isNothing(writer, start)) continue
    count = i + 1
    end = writer.length
  }
  // Nothings at the end are left out. A count of more than one byte stays as it is.
  if (length > 0x7f) return
  writer.bytes[countAt] = count
  writer.length = end
}

function isNothing(writer: Writer, start: number): boolean {
  return writer.length === start + 1 && writer.bytes[start] === 0
}

function writeSlot(
  writer: Writer,
  node: Rendered,
  definition: Definition,
  index: number,
  define: Define,
): void {
  const { holes, events } = definition
  const hole = holes[index]
  if (hole !== undefined) return writeHole(writer, node.values[hole.index], hole, define)

  const { listeners, spec } = events[index - holes.length]!
  const own = listenerSpec(node.values, listeners)
  if (own === spec) writeNothing(writer)
  else writeTextValue(writer, own)
}

function writeHole(writer: Writer, value: unknown, hole: Hole, define: Define): void {
  if (hole.kind === HOLE_CHILD) return writeChild(writer, value, define)
  const plain = toPlainValue(hole, isBinding(value) ? value.value : value)
  if (plain === undefined) writeNothing(writer)
  else writePlainValue(writer, plain)
}

function toPlainValue(hole: Hole, value: unknown): string | true | undefined {
  if (hole.kind !== HOLE_PROPERTY) return toAttribute(hole.tag, hole.name, value)
  const property = toProperty(hole.name, value)
  return property === false ? undefined : property
}

// --- elements built at run time ---

function writeElement(writer: Writer, node: ElementNode, define: Define): void {
  const attributes: NamedValue[] = []
  const properties: NamedValue[] = []
  for (const name in node.props) {
    if (name !== 'children' && !isEventName(name)) addProp(node, name, attributes, properties)
  }
  const spec = elementListenerSpec(node.props)
  if (spec !== '') attributes.push(['data-on', spec])

  writeElementHead(writer, node.tag, node.hid, attributes.length)
  for (const [name, value] of attributes) writeNamedValue(writer, name, value)
  writePropertyCount(writer, properties.length)
  for (const [name, value] of properties) writeNamedValue(writer, name, value)
  if (node.props['innerHTML'] === undefined) writeChild(writer, node.child, define)
  else writeNothing(writer)
}

function addProp(
  node: ElementNode,
  name: string,
  attributes: NamedValue[],
  properties: NamedValue[],
): void {
  const binding = node.bound?.get(name)
  // A bound one may be nothing at the moment.
  const value = binding === undefined ? node.props[name] : binding.value
  if (isProperty(node.tag, name)) {
    const property = toProperty(name, value)
    if (property !== false && property !== '') properties.push([name, property])
  } else {
    const attribute = toAttribute(node.tag, name, value)
    if (attribute !== undefined) attributes.push([name, attribute])
  }
}
