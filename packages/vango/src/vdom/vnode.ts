/**
 * The VNode model: what a component returns, and what stays of it while it is mounted.
 *
 * A node is made unmounted (`hid` 0) by the JSX runtime. `mount` gives it its hids; a later rendering
 * takes them over, node by node, and what it replaces is unmounted again. So the mounted tree *is* the
 * last rendering, there is no second tree, and JSX that its author keeps can be rendered again.
 * It must never know signals, bytes, sockets or HTML. Read `template.ts` next.
 */
import type { Hid, Key } from './ids.ts'
import type { Template } from './template.ts'

export type { Hid, Key } from './ids.ts'

// VNode.kind. Symbols, so that no JSON of a user's can pass for an element.
/** An instance of a `Template`: one root element, the changing parts in `values`. */
export const RENDERED: unique symbol = Symbol('rendered')
/** An element built at run time: spread props, a dynamic tag, or no compiler. */
export const ELEMENT: unique symbol = Symbol('element')
/** A component with its props; what it rendered is in `output`. */
export const COMPONENT: unique symbol = Symbol('component')
/** Children that need a place of their own: a fragment, or anything in a list that is not one element. */
export const RANGE: unique symbol = Symbol('range')
/** Children that stand elsewhere in the document. */
export const PORTAL: unique symbol = Symbol('portal')
/** A value that changes by itself, a signal for instance, put straight into JSX. */
export const BINDING: unique symbol = Symbol('binding')

export type Props = Record<string, unknown>
// oxlint-disable-next-line typescript/no-explicit-any -- props are checked at the JSX call, not here
export type Component<P = any> = (props: P) => unknown

/** One instance of a template. Its nodes have the hids `hid` to `hid + template.size - 1`. */
export interface Rendered {
  readonly kind: typeof RENDERED
  readonly template: Template
  /** One value per hole. A child hole holds its mounted child, a bound hole its `Binding`. */
  values: unknown[]
  readonly key: Key | undefined
  hid: Hid
}

export interface ElementNode {
  readonly kind: typeof ELEMENT
  readonly tag: string
  /** As written, `children` included. */
  props: Props
  /** The bindings of bound props by name, once mounted; usually there are none. */
  bound: Map<string, Binding> | undefined
  readonly key: Key | undefined
  child: unknown
  hid: Hid
}

export interface ComponentNode {
  readonly kind: typeof COMPONENT
  readonly component: Component
  props: Props
  readonly key: Key | undefined
  /** The instance behind it, owned by the room above. */
  fiber: object | undefined
  /** What it rendered: always a node with at least one DOM node, see `toRoot`. */
  output: VNode | undefined
}

/**
 * A run of nodes that ends in a comment anchor, `hid`. Text stands right before its anchor:
 * `[Text][Comment]`. It also serves as the fragment of the JSX runtime.
 */
export interface Range {
  readonly kind: typeof RANGE
  readonly key: Key | undefined
  child: unknown
  hid: Hid
}

/** `hid` is the comment that keeps its place, `hid + 1` the container that moves to `to`. */
export interface Portal {
  readonly kind: typeof PORTAL
  readonly to: string
  readonly key: Key | undefined
  child: unknown
  hid: Hid
}

/** A hole that follows a source by itself. Made and disposed by the host (`host.ts`). */
export interface Binding {
  readonly kind: typeof BINDING
  readonly source: object
  /** The source's last value: the mounted child of a child hole, else the raw attribute value. */
  value: unknown
}

export type VNode = Rendered | ElementNode | ComponentNode | Range | Portal

/** What a component may return and what may stand between tags. */
export type Child =
  | VNode
  | string
  | number
  | bigint
  | boolean
  | null
  | undefined
  | Bindable
  | readonly Child[]

/** Something with a current value that can be watched: signals and computeds are. */
export interface Bindable {
  get(): unknown
  peek(): unknown
}
