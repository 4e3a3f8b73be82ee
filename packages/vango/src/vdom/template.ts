/**
 * Templates: the static HTML of one JSX element tree and its holes, read once from the strings that
 * the compiler hoists, then shared by every instance in every session.
 *
 * `parts` is the HTML in order: static text, places for a `data-hid`, and holes. The printer and the
 * wire read it; the diff needs only `holes`. Nothing here knows what the values are. Read
 * `template-parser.ts` next.
 *
 * Hids: an instance takes `size` of them in one block. Offset 0 is the root; every other element with
 * something to change, and every anchor, has the next one.
 */
import type { Key } from './ids.ts'

// Hole.kind
/** Children between two tags. */
export const HOLE_CHILD = 0
export const HOLE_ATTRIBUTE = 1
/** A live DOM property: what the user typed or ticked may differ from the attribute. */
export const HOLE_PROPERTY = 2
export const HOLE_EVENT = 3
/** The `key` of the root element: never printed. */
export const HOLE_KEY = 4

export interface Hole {
  readonly kind: number
  /** Index of its value in `Rendered.values`. */
  readonly index: number
  /** The node it changes is `instance.hid + offset`. */
  readonly offset: number
  /** Attribute name as written; empty for children. */
  readonly name: string
  /** The element it stands in. */
  readonly tag: string
  /** A child hole that is all its element contains: addressed by the element, without an anchor. */
  readonly only: boolean
}

/** The event holes of one element, in source order: an event names its hole by position here. */
export interface ElementListeners {
  readonly offset: number
  readonly holes: readonly Hole[]
}

// Part.kind
/** Inside an open tag: where `data-hid` goes. */
export const PART_MARK = 0
/** A hole: an attribute inside a tag, or children between tags. */
export const PART_HOLE = 1
/** Inside an open tag: where `data-on` goes. */
export const PART_LISTENERS = 2

export type Part =
  | string
  | { readonly kind: typeof PART_MARK; readonly offset: number }
  | { readonly kind: typeof PART_HOLE; readonly hole: Hole; readonly afterText: boolean }
  | { readonly kind: typeof PART_LISTENERS; readonly listeners: ElementListeners }

export interface Template {
  /** Process-wide, in order of first use. */
  readonly id: number
  /** How many hids an instance takes. */
  readonly size: number
  /** Tag name of the root element. */
  readonly tag: string
  readonly parts: readonly Part[]
  readonly holes: readonly Hole[]
  readonly listeners: readonly ElementListeners[]
  /** A key written as a literal, the same for all instances. */
  readonly key: Key | undefined
  /** Index of the value that is the key, or -1. */
  readonly keyHole: number
  /** Values come as `jsxAttr` objects (another compiler's way) and must be unwrapped. */
  readonly wrapped: boolean
  /** What rooms above derive from `parts` and keep with the template: the printer, the definition. */
  readonly derived: { printer: unknown; definition: unknown }
}

/** What `jsxAttr` returns: an attribute whose name the strings do not have. */
export interface NamedValue {
  readonly name: string
  readonly value: unknown
}

/** The children of an element built at run time. */
export const ONLY_CHILD: Hole = childHole(true)
/** The child of a range. */
export const ANCHORED_CHILD: Hole = childHole(false)

function childHole(only: boolean): Hole {
  return { kind: HOLE_CHILD, index: 0, offset: 0, name: '', tag: '', only }
}
