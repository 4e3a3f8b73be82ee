/**
 * Patches straight into bytes: one function per opcode, node kind and value, nothing kept between
 * them. This is the hot side, for a live session that walks mounted nodes; `patch-codec.ts` makes the
 * same bytes from `Patch` objects, by calling these functions, and reads them back.
 *
 * Heads come first and say how many items follow; to write exactly that many is the caller's part.
 */
import type { PatchSink, Slot } from '../vdom/patch.ts'
import type { Hid } from '../vdom/vnode.ts'
import type { Writer } from './writer.ts'
import {
  NODE_ELEMENT,
  NODE_INSTANCE,
  NODE_PORTAL,
  NODE_RANGE,
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
import { VALUE_NODES, VALUE_NOTHING, VALUE_TEXT, VALUE_TRUE } from './message.ts'
import { writeByte, writeString, writeTaggedString, writeUint } from './writer.ts'

/** A `PatchSink` without `insert`, which needs somebody who can walk mounted nodes. */
export type PatchWriter = Omit<PatchSink, 'insert'>

export function createPatchWriter(writer: Writer): PatchWriter {
  return {
    setText: (hid, text) => writeSetText(writer, hid, text),
    setAttribute: (hid, name, value) => writeSetAttribute(writer, hid, name, value),
    removeAttribute: (hid, name) => writeRemoveAttribute(writer, hid, name),
    setProperty: (hid, name, value) => writeSetProperty(writer, hid, name, value),
    remove: (hid) => writeRemove(writer, hid),
    move: (hid, before) => writeMove(writer, hid, before),
    clear: (hid) => writeClear(writer, hid),
    listen: (hid, events) => writeListen(writer, hid, events),
  }
}

// Operations.

export function writeSetText(writer: Writer, hid: Hid, text: string): void {
  writeOperation(writer, OP_SET_TEXT, hid)
  writeString(writer, text)
}

export function writeSetAttribute(writer: Writer, hid: Hid, name: string, value: string): void {
  writeOperation(writer, OP_SET_ATTRIBUTE, hid)
  writeString(writer, name)
  writeString(writer, value)
}

export function writeRemoveAttribute(writer: Writer, hid: Hid, name: string): void {
  writeOperation(writer, OP_REMOVE_ATTRIBUTE, hid)
  writeString(writer, name)
}

export function writeSetProperty(
  writer: Writer,
  hid: Hid,
  name: string,
  value: string | boolean,
): void {
  writeOperation(writer, OP_SET_PROPERTY, hid)
  writeString(writer, name)
  if (value === false) writeNothing(writer)
  else writePlainValue(writer, value)
}

export function writeRemove(writer: Writer, hid: Hid): void {
  writeOperation(writer, OP_REMOVE, hid)
}

export function writeMove(writer: Writer, hid: Hid, before: Hid): void {
  writeOperation(writer, OP_MOVE, hid)
  writeUint(writer, before)
}

export function writeClear(writer: Writer, hid: Hid): void {
  writeOperation(writer, OP_CLEAR, hid)
}

export function writeListen(writer: Writer, hid: Hid, events: number): void {
  writeOperation(writer, OP_LISTEN, hid)
  // Bit 31 makes the result of a bit operator negative.
  writeUint(writer, events >>> 0)
}

/** `count` nodes follow. */
export function writeInsertHead(writer: Writer, parent: Hid, before: Hid, count: number): void {
  writeOperation(writer, OP_INSERT, parent)
  writeUint(writer, before)
  writeUint(writer, count)
}

export function writeDefineTemplate(
  writer: Writer,
  template: number,
  html: string,
  slots: readonly Slot[],
): void {
  writeOperation(writer, OP_DEFINE_TEMPLATE, template)
  writeString(writer, html)
  writeUint(writer, slots.length)
  for (const slot of slots) {
    writeUint(writer, slot.kind)
    writeUint(writer, slot.offset)
    writeString(writer, slot.name)
  }
}

// Nodes.

/** The range's value follows. */
export function writeRangeHead(writer: Writer, hid: Hid): void {
  writeByte(writer, NODE_RANGE)
  writeUint(writer, hid)
}

/** `valueCount` values follow. Leave out the "nothing"s at the end. */
export function writeInstanceHead(
  writer: Writer,
  template: number,
  hid: Hid,
  valueCount: number,
): void {
  writeByte(writer, NODE_INSTANCE)
  writeUint(writer, template)
  writeUint(writer, hid)
  writeUint(writer, valueCount)
}

/** `attributeCount` named values, `writePropertyCount`, as many named values, and a value follow. */
export function writeElementHead(
  writer: Writer,
  tag: string,
  hid: Hid,
  attributeCount: number,
): void {
  writeByte(writer, NODE_ELEMENT)
  writeString(writer, tag)
  writeUint(writer, hid)
  writeUint(writer, attributeCount)
}

export function writePropertyCount(writer: Writer, count: number): void {
  writeUint(writer, count)
}

/** One attribute or property of an element. */
export function writeNamedValue(writer: Writer, name: string, value: string | true): void {
  writeString(writer, name)
  writePlainValue(writer, value)
}

/** The portal's value follows. */
export function writePortalHead(writer: Writer, hid: Hid, to: string): void {
  writeByte(writer, NODE_PORTAL)
  writeUint(writer, hid)
  writeString(writer, to)
}

// Values.

export function writeNothing(writer: Writer): void {
  writeByte(writer, VALUE_NOTHING)
}

export function writeTrue(writer: Writer): void {
  writeByte(writer, VALUE_TRUE)
}

export function writeTextValue(writer: Writer, text: string): void {
  writeTaggedString(writer, text, VALUE_TEXT)
}

/** `count` nodes follow. */
export function writeNodesHead(writer: Writer, count: number): void {
  writeByte(writer, VALUE_NODES)
  writeUint(writer, count)
}

/** A value that cannot be nodes. */
export function writePlainValue(writer: Writer, value: string | true): void {
  if (value === true) writeTrue(writer)
  else writeTextValue(writer, value)
}

/** Every operation starts with its opcode and one number. */
function writeOperation(writer: Writer, opcode: number, hid: number): void {
  writeByte(writer, opcode)
  writeUint(writer, hid)
}
