/**
 * `PatchNode` and `PatchValue` objects into bytes and back: the trees inside an insert. They nest, so
 * this is where depth is counted. Written, like all of `patch-codec.ts`, through `patches.ts`.
 */
import type { PatchNode, PatchValue } from '../vdom/patch.ts'
import type { Reader } from './reader.ts'
import type { Writer } from './writer.ts'
import { NODE_ELEMENT, NODE_INSTANCE, NODE_PORTAL, NODE_RANGE } from '../vdom/patch.ts'
import { VALUE_NODES, VALUE_NOTHING, VALUE_TEXT, VALUE_TRUE } from './message.ts'
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
} from './patches.ts'
import {
  readByte,
  readCount,
  readError,
  readString,
  readText,
  readUint,
  unknownTag,
} from './reader.ts'

type NamedValue = readonly [name: string, value: string | true]

/** A range: kind, hid, value. */
const minNodeBytes = 3

export function writeNode(writer: Writer, node: PatchNode): void {
  switch (node.kind) {
    case 'range':
      writeRangeHead(writer, node.hid)
      return writeValue(writer, node.child)
    case 'instance':
      return writeInstance(writer, node)
    case 'element':
      writeElementHead(writer, node.tag, node.hid, node.attributes.length)
      for (const [name, value] of node.attributes) writeNamedValue(writer, name, value)
      writePropertyCount(writer, node.properties.length)
      for (const [name, value] of node.properties) writeNamedValue(writer, name, value)
      return writeValue(writer, node.child)
    case 'portal':
      writePortalHead(writer, node.hid, node.to)
      return writeValue(writer, node.child)
  }
}

/** Reads a node at `depth`, which is 1 for the nodes of an insert. */
export function readNode(reader: Reader, depth: number): PatchNode {
  const kind = readByte(reader)
  switch (kind) {
    case NODE_RANGE:
      return { kind: 'range', hid: readUint(reader), child: readValue(reader, depth) }
    case NODE_INSTANCE:
      return {
        kind: 'instance',
        template: readUint(reader),
        hid: readUint(reader),
        values: readValues(reader, depth),
      }
    case NODE_ELEMENT:
      return {
        kind: 'element',
        tag: readString(reader),
        hid: readUint(reader),
        attributes: readNamedValues(reader),
        properties: readNamedValues(reader),
        child: readValue(reader, depth),
      }
    case NODE_PORTAL:
      return {
        kind: 'portal',
        hid: readUint(reader),
        to: readString(reader),
        child: readValue(reader, depth),
      }
    default:
      reader.offset--
      throw unknownTag(reader, 'node kind', kind)
  }
}

export function writeValue(writer: Writer, value: PatchValue): void {
  if (value === undefined) return writeNothing(writer)
  if (value === true || typeof value === 'string') return writePlainValue(writer, value)

  writeNodesHead(writer, value.length)
  for (const node of value) writeNode(writer, node)
}

/** Reads a value that belongs to a node at `depth`. */
export function readValue(reader: Reader, depth: number): PatchValue {
  const head = readUint(reader)
  switch (head) {
    case VALUE_NOTHING:
      return undefined
    case VALUE_TRUE:
      return true
    case VALUE_NODES:
      return readNodes(reader, depth + 1)
    default:
      return readText(reader, head - VALUE_TEXT)
  }
}

/** Reads the nodes of an insert, or of a value. The count is checked before room is made for it. */
export function readNodes(reader: Reader, depth: number): PatchNode[] {
  const max = reader.limits.maxDepth
  if (depth > max) throw readError(reader, 'wire/too-deep', { max })

  const nodes: PatchNode[] = []
  for (let left = readCount(reader, minNodeBytes); left > 0; left--) {
    nodes.push(readNode(reader, depth))
  }
  return nodes
}

/** The value of `setProperty`: as `writePlainValue` writes it, or nothing for false. */
export function readPropertyValue(reader: Reader): string | boolean {
  const offset = reader.offset
  const head = readUint(reader)
  return head === VALUE_NOTHING ? false : readPlainText(reader, head, offset)
}

/** A value that cannot be nodes. */
export function readPlainValue(reader: Reader): string | true {
  const offset = reader.offset
  return readPlainText(reader, readUint(reader), offset)
}

function writeInstance(writer: Writer, node: PatchNode & { readonly kind: 'instance' }): void {
  const { values } = node
  let count = values.length
  while (count > 0 && values[count - 1] === undefined) count--

  writeInstanceHead(writer, node.template, node.hid, count)
  for (let i = 0; i < count; i++) writeValue(writer, values[i])
}

function readValues(reader: Reader, depth: number): PatchValue[] {
  const values: PatchValue[] = []
  for (let left = readCount(reader, 1); left > 0; left--) values.push(readValue(reader, depth))
  return values
}

function readNamedValues(reader: Reader): NamedValue[] {
  const named: NamedValue[] = []
  for (let left = readCount(reader, 2); left > 0; left--) {
    named.push([readString(reader), readPlainValue(reader)])
  }
  return named
}

function readPlainText(reader: Reader, head: number, offset: number): string | true {
  if (head === VALUE_TRUE) return true
  if (head >= VALUE_TEXT) return readText(reader, head - VALUE_TEXT)

  reader.offset = offset
  const expected = 'text or true'
  throw readError(reader, 'wire/invalid-value', { what: 'A value', expected, got: head })
}
