/**
 * The sink of live sessions: patches go straight into bytes. One for the whole process, since a flush
 * is synchronous; `begin` says for whom, `end` gives the message.
 */
import type { PatchSink } from '../vdom/patch.ts'
import type { Hid, Rendered, VNode } from '../vdom/vnode.ts'
import { writeFrameEnd } from '../wire/frame.ts'
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
} from '../wire/patches.ts'
import { writePatchStart } from '../wire/server-message.ts'
import { createWriter, resetWriter, takeBytes, writeBytes } from '../wire/writer.ts'
import type { Template } from '../vdom/template.ts'
import { toDefinition } from './definition.ts'
import { writeMountedNode } from './wire-node.ts'
import { MESSAGE_HEADROOM } from './transport.ts'

/** Ids of the templates that a browser knows. */
export type KnownTemplates = Set<number>

export interface WireSink extends PatchSink {
  /** Patches from here on are for a browser that knows `known`; new templates are added to it. */
  begin(known: KnownTemplates | undefined): void
  /** Whether there is anything to send. */
  readonly isEmpty: boolean
  /** What the browser knows now; `undefined` as long as it was told nothing. */
  readonly known: KnownTemplates | undefined
  /** The message with all patches since `begin`, headroom in front. */
  end(seq: number, ackEvent: number): Uint8Array
}

export function createWireSink(): WireSink {
  const definitions = createWriter()
  const operations = createWriter()
  const message = createWriter()
  let known: KnownTemplates | undefined

  /** Definitions are kept apart and sent first: an insert may need one in the middle. */
  function define(node: Rendered): void {
    const { id }: Template = node.template
    if (known?.has(id)) return
    ;(known ??= new Set()).add(id)
    const { html, slots } = toDefinition(node)
    writeDefineTemplate(definitions, id, html, slots)
  }

  return {
    begin(templates) {
      known = templates
      resetWriter(definitions)
      resetWriter(operations)
    },

    get isEmpty() {
      return operations.length === 0
    },

    get known() {
      return known
    },

    end(seq, ackEvent) {
      resetWriter(message)
      const start = writePatchStart(message, seq, ackEvent)
      writeBytes(message, definitions.bytes.subarray(0, definitions.length))
      writeBytes(message, operations.bytes.subarray(0, operations.length))
      writeFrameEnd(message, start)
      return takeBytes(message, MESSAGE_HEADROOM)
    },

    setText: (hid, text) => writeSetText(operations, hid, text),
    setAttribute: (hid, name, value) => writeSetAttribute(operations, hid, name, value),
    removeAttribute: (hid, name) => writeRemoveAttribute(operations, hid, name),
    setProperty: (hid, name, value) => writeSetProperty(operations, hid, name, value),
    remove: (hid) => writeRemove(operations, hid),
    move: (hid, before) => writeMove(operations, hid, before),
    clear: (hid) => writeClear(operations, hid),
    listen: (hid, events) => writeListen(operations, hid, events),

    insert(parent: Hid, before: Hid, nodes: readonly VNode[]) {
      const start = operations.length
      try {
        writeInsertHead(operations, parent, before, nodes.length)
        for (const node of nodes) writeMountedNode(operations, node, define)
      } catch (error) {
        // A value that no attribute can have: half an insert must not reach the browser.
        operations.length = start
        throw error
      }
    },
  }
}
