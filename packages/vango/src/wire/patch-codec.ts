/**
 * `Patch` objects into bytes and back: for tests, tools, and whoever wants to look at a PATCH. The
 * writing half only calls `patches.ts`, so it cannot drift from what a session sends.
 *
 * The browser's client does not read this way: it applies the bytes as it meets them.
 */
import type { Patch, Slot } from '../vdom/patch.ts'
import type { Limits } from './limits.ts'
import type { Reader } from './reader.ts'
import type { Writer } from './writer.ts'
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
  SLOT_EVENTS,
} from '../vdom/patch.ts'
import { serverMessageLimits } from './limits.ts'
import { readNodes, readPropertyValue, writeNode } from './node-codec.ts'
import {
  writeClear,
  writeDefineTemplate,
  writeInsertHead,
  writeListen,
  writeMove,
  writeRemove,
  writeRemoveAttribute,
  writeSetAttribute,
  writeSetProperty,
  writeSetText,
} from './patches.ts'
import { createReader, readByte, readCount, readString, readUint, unknownTag } from './reader.ts'
import { createWriter, resetWriter, takeBytes } from './writer.ts'

/** One for all calls of `encodePatches`: a new buffer would cost more than most patches do. */
const scratch = createWriter()

/** The operations of a PATCH, without the frame around them. */
export function encodePatches(patches: readonly Patch[]): Uint8Array<ArrayBuffer> {
  resetWriter(scratch)
  for (const patch of patches) writePatch(scratch, patch)
  return takeBytes(scratch)
}

/** Reads what `encodePatches` made. */
export function decodePatches(bytes: Uint8Array, limits: Limits = serverMessageLimits): Patch[] {
  const reader = createReader(bytes, limits)
  const patches: Patch[] = []
  while (reader.offset < reader.end) patches.push(readPatch(reader))
  return patches
}

export function writePatch(writer: Writer, patch: Patch): void {
  switch (patch.op) {
    case 'setText':
      return writeSetText(writer, patch.hid, patch.text)
    case 'setAttribute':
      return writeSetAttribute(writer, patch.hid, patch.name, patch.value)
    case 'remove':
      return writeRemove(writer, patch.hid)
    case 'insert':
      writeInsertHead(writer, patch.parent, patch.before, patch.nodes.length)
      for (const node of patch.nodes) writeNode(writer, node)
      return
    case 'listen':
      return writeListen(writer, patch.hid, patch.events)
    case 'removeAttribute':
      return writeRemoveAttribute(writer, patch.hid, patch.name)
    case 'move':
      return writeMove(writer, patch.hid, patch.before)
    case 'setProperty':
      return writeSetProperty(writer, patch.hid, patch.name, patch.value)
    case 'clear':
      return writeClear(writer, patch.hid)
    case 'defineTemplate':
      return writeDefineTemplate(writer, patch.template, patch.html, patch.slots)
  }
}

export function readPatch(reader: Reader): Patch {
  const opcode = readByte(reader)
  if (opcode < OP_SET_TEXT || opcode > OP_DEFINE_TEMPLATE) {
    reader.offset--
    throw unknownTag(reader, 'opcode', opcode)
  }

  // Every operation starts with one number.
  const hid = readUint(reader)
  switch (opcode) {
    case OP_SET_TEXT:
      return { op: 'setText', hid, text: readString(reader) }
    case OP_SET_ATTRIBUTE:
      return { op: 'setAttribute', hid, name: readString(reader), value: readString(reader) }
    case OP_REMOVE:
      return { op: 'remove', hid }
    case OP_INSERT:
      return { op: 'insert', parent: hid, before: readUint(reader), nodes: readNodes(reader, 1) }
    case OP_LISTEN:
      return { op: 'listen', hid, events: readUint(reader) }
    case OP_REMOVE_ATTRIBUTE:
      return { op: 'removeAttribute', hid, name: readString(reader) }
    case OP_MOVE:
      return { op: 'move', hid, before: readUint(reader) }
    case OP_SET_PROPERTY:
      return { op: 'setProperty', hid, name: readString(reader), value: readPropertyValue(reader) }
    case OP_CLEAR:
      return { op: 'clear', hid }
    default:
      return {
        op: 'defineTemplate',
        template: hid,
        html: readString(reader),
        slots: readSlots(reader),
      }
  }
}

function readSlots(reader: Reader): Slot[] {
  const slots: Slot[] = []
  for (let left = readCount(reader, 3); left > 0; left--) {
    slots.push({ kind: readSlotKind(reader), offset: readUint(reader), name: readString(reader) })
  }
  return slots
}

function readSlotKind(reader: Reader): number {
  const offset = reader.offset
  const kind = readUint(reader)
  if (kind <= SLOT_EVENTS) return kind

  reader.offset = offset
  throw unknownTag(reader, 'slot kind', kind)
}
