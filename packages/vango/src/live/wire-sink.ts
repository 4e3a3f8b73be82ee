/**
 * The sink of live sessions: patches go straight into bytes. One for the whole process, since a flush
 * is synchronous; `begin` says for whom, `end` gives the message.
 */
import type { PatchSink } from '../vdom/patch.ts'
import type { Hid, Rendered, VNode } from '../vdom/vnode.ts'
import { writeFrameEnd } from '../wire/frame.ts'
import { createPatchWriter, writeDefineTemplate, writeInsertHead } from '../wire/patches.ts'
import { writePatchStart, writeServerMessage } from '../wire/server-message.ts'
import { createWriter, resetWriter, takeBytes, writeBytes } from '../wire/writer.ts'
import type { Template } from '../vdom/template.ts'
import { toDefinition } from './definition.ts'
import { createOverridden } from './overridden.ts'
import { writeMountedNode } from './wire-node.ts'
import { MESSAGE_HEADROOM } from './transport.ts'

/** Ids of the templates that a browser knows. */
export type KnownTemplates = Set<number>

export interface WireSink extends PatchSink {
  /** A round of rendering is over; what comes next may override what it made. */
  endRound(): void
  /** Patches from here on are for a browser that knows `known`; new templates are added to it. */
  begin(known: KnownTemplates | undefined): void
  /** Whether there is anything to send. */
  readonly isEmpty: boolean
  /** What the browser knows now; `undefined` as long as it was told nothing. */
  readonly known: KnownTemplates | undefined
  /**
   * The message with all patches since `begin`, headroom in front. Events after `ackEvent` up to
   * `lastEvent` are handled, but not acknowledged yet.
   */
  end(seq: number, ackEvent: number, lastEvent?: number): Uint8Array
}

export function createWireSink(): WireSink {
  const definitions = createWriter()
  const operations = createWriter()
  const patches = createPatchWriter(operations)
  const overridden = createOverridden(operations)
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
      overridden.reset()
    },

    endRound() {
      overridden.nextRound()
    },

    get isEmpty() {
      return operations.length === 0
    },

    get known() {
      return known
    },

    end(seq, ackEvent, lastEvent = ackEvent) {
      resetWriter(message)
      if (lastEvent > ackEvent) writeServerMessage(message, { kind: 'handled', lastEvent })
      const start = writePatchStart(message, seq, ackEvent)
      writeBytes(message, definitions.bytes.subarray(0, definitions.length))
      overridden.writeTo(message)
      writeFrameEnd(message, start)
      return takeBytes(message, MESSAGE_HEADROOM)
    },

    setText(hid, text) {
      const start = operations.length
      patches.setText(hid, text)
      overridden.note(hid, start)
    },

    setAttribute(hid, name, value) {
      const start = operations.length
      patches.setAttribute(hid, name, value)
      overridden.note(`${hid} ${name}`, start)
    },

    removeAttribute(hid, name) {
      const start = operations.length
      patches.removeAttribute(hid, name)
      overridden.note(`${hid} ${name}`, start)
    },

    setProperty(hid, name, value) {
      const start = operations.length
      patches.setProperty(hid, name, value)
      overridden.note(`${hid} .${name}`, start)
    },

    remove(hid) {
      overridden.keep()
      patches.remove(hid)
    },

    move(hid, before) {
      overridden.keep()
      patches.move(hid, before)
    },

    clear(hid) {
      overridden.keep()
      patches.clear(hid)
    },

    listen(hid, events) {
      overridden.keep()
      patches.listen(hid, events)
    },

    insert(parent: Hid, before: Hid, nodes: readonly VNode[]) {
      overridden.keep()
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
