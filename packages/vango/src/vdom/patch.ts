/**
 * Patches: the only words server and browser have for a change of the DOM. `PatchSink` is the hot
 * way (one call per patch, nothing kept), `Patch` the same as data for tests, tools and `vango/wire`.
 *
 * This file owns the opcodes. It must never know bytes or the DOM.
 */
import type { Hid } from './ids.ts'
import type { VNode } from './vnode.ts'

// Opcodes, as in docs/protocol.md. Never renumber.
export const OP_SET_TEXT = 0x01
export const OP_SET_ATTRIBUTE = 0x02
export const OP_REMOVE = 0x03
export const OP_INSERT = 0x04
export const OP_LISTEN = 0x05
export const OP_REMOVE_ATTRIBUTE = 0x06
export const OP_MOVE = 0x07
export const OP_SET_PROPERTY = 0x08
export const OP_CLEAR = 0x09
export const OP_DEFINE_TEMPLATE = 0x0a

// PatchNode kinds on the wire.
export const NODE_RANGE = 0
export const NODE_INSTANCE = 1
export const NODE_ELEMENT = 2
export const NODE_PORTAL = 3

// Slot.kind, in the order in which an instance lists its values: a select's `value` property needs
// its options, so properties come after children.
export const SLOT_CHILD = 0
export const SLOT_ATTRIBUTE = 1
export const SLOT_PROPERTY = 2
/** The `data-on` of one element, sent only where it differs from the definition's. */
export const SLOT_EVENTS = 3

/** A changing place of a template, as the browser needs to know it. */
export interface Slot {
  readonly kind: number
  /** The node it changes is `instance.hid + offset`. */
  readonly offset: number
  /** Attribute or property name; empty for the other kinds. */
  readonly name: string
}

/** Nothing, text (or an attribute's value), `true` (a bare attribute), or nodes. */
export type PatchValue = undefined | true | string | readonly PatchNode[]

export type PatchNode =
  | { readonly kind: 'range'; readonly hid: Hid; readonly child: PatchValue }
  | {
      readonly kind: 'instance'
      readonly template: number
      readonly hid: Hid
      readonly values: readonly PatchValue[]
    }
  | {
      readonly kind: 'element'
      readonly tag: string
      readonly hid: Hid
      readonly attributes: readonly (readonly [name: string, value: string | true])[]
      readonly properties: readonly (readonly [name: string, value: string | true])[]
      readonly child: PatchValue
    }
  | { readonly kind: 'portal'; readonly hid: Hid; readonly to: string; readonly child: PatchValue }

export type Patch =
  | { readonly op: 'setText'; readonly hid: Hid; readonly text: string }
  | {
      readonly op: 'setAttribute'
      readonly hid: Hid
      readonly name: string
      readonly value: string
    }
  | { readonly op: 'remove'; readonly hid: Hid }
  | {
      readonly op: 'insert'
      readonly parent: Hid
      readonly before: Hid
      readonly nodes: readonly PatchNode[]
    }
  /** `events` bit i: the i-th entry of the element's `data-on` is listened to. */
  | { readonly op: 'listen'; readonly hid: Hid; readonly events: number }
  | { readonly op: 'removeAttribute'; readonly hid: Hid; readonly name: string }
  | { readonly op: 'move'; readonly hid: Hid; readonly before: Hid }
  | {
      readonly op: 'setProperty'
      readonly hid: Hid
      readonly name: string
      readonly value: string | boolean
    }
  | { readonly op: 'clear'; readonly hid: Hid }
  | {
      readonly op: 'defineTemplate'
      readonly template: number
      readonly html: string
      readonly slots: readonly Slot[]
    }

/**
 * Takes patches one by one. The diff calls it, a wire writer, a DOM applier or a recorder is it.
 * `before` 0 means "at the end of the parent"; with `before` set, `parent` may be 0.
 */
export interface PatchSink {
  /** Element: its whole content becomes `text`. Anchor: the text before it does. */
  setText(hid: Hid, text: string): void
  setAttribute(hid: Hid, name: string, value: string): void
  removeAttribute(hid: Hid, name: string): void
  setProperty(hid: Hid, name: string, value: string | boolean): void
  /** `nodes` are mounted; the sink walks them. */
  insert(parent: Hid, before: Hid, nodes: readonly VNode[]): void
  /** Removes an element, or an anchor with the text right before it. */
  remove(hid: Hid): void
  /** Moves one DOM node (an anchor takes its text along) among its siblings. */
  move(hid: Hid, before: Hid): void
  /** Removes all children of an element. */
  clear(hid: Hid): void
  listen(hid: Hid, events: number): void
}
