/**
 * What JSX compiles to. `jsxTemplate` is the fast way, made by our compiler; `jsx` builds the same
 * element at run time for spread props, dynamic tags and tools without the compiler.
 */
import { vangoError } from '../base/errors.ts'
import { isBindable } from './bindable.ts'
import { markStatic } from './static-children.ts'
import { rawTags, toTemplate } from './template-parser.ts'
import { COMPONENT, ELEMENT, PORTAL, RANGE, RENDERED } from './vnode.ts'
import type { NamedValue } from './template.ts'
import type {
  Child,
  Component,
  ComponentNode,
  ElementNode,
  Key,
  Portal as PortalNode,
  Props,
  Range,
  Rendered,
  VNode,
} from './vnode.ts'

/** A tag name may come from data (`<props.as>`), and it is printed as it is. */
const validTag = /^[a-z][\w.:-]*$/i

/** An instance of the template of hoisted `strings`; one value per hole. */
export function jsxTemplate(strings: readonly string[], ...values: unknown[]): Rendered {
  const template = toTemplate(strings, values)
  if (template.wrapped) unwrapNamedValues(values)
  const key = template.keyHole === -1 ? template.key : toKey(values[template.keyHole])
  return { kind: RENDERED, template, values, key, hid: 0 }
}

/** An attribute hole whose name the hoisted strings do not have (other compilers' way). */
export function jsxAttr(name: string, value: unknown): NamedValue {
  return { name, value }
}

/** Children need no escaping before they are printed; other compilers call this around them. */
export function jsxEscape<T>(value: T): T {
  return value
}

/** An element, a component or a fragment, built at run time. */
export function jsx(type: string | Component, props: Props, givenKey?: Key): VNode {
  // A key that was spread in with the other props is still one.
  if ('key' in props) {
    const { key: spreadKey, ...rest } = props
    return jsx(type, rest, givenKey ?? toKey(spreadKey))
  }
  const key = toKey(givenKey)
  if (typeof type === 'string') return toElementNode(type, props, key)
  if (type === Fragment) return createRange(props['children'], key)
  if (type === Portal) return createPortal(props as unknown as PortalProps, key)
  if (typeof type !== 'function') throw vangoError('vdom/no-component', { got: nameType(type) })
  return createComponent(type, props, key)
}

/** The same with children that are written out, not made by code: each keeps its place. */
export function jsxs(type: string | Component, props: Props, key?: Key): VNode {
  markStatic(props['children'] as unknown[])
  return jsx(type, props, key)
}

/** What other tools call in development; what it is told of the source is left alone. */
export function jsxDEV(
  type: string | Component,
  props: Props,
  key?: Key,
  isStatic?: boolean,
): VNode {
  return isStatic === true ? jsxs(type, props, key) : jsx(type, props, key)
}

/** What tools call instead of `jsx` where a key comes after a spread: `<li {...props} key={id}>`. */
export function createElement(
  type: string | Component,
  props: Props | null,
  ...children: unknown[]
): VNode {
  const { key, ...rest } = props ?? {}
  if (children.length === 0) return jsx(type, rest, toKey(key))
  if (children.length === 1) return jsx(type, { ...rest, children: children[0] }, toKey(key))
  return jsxs(type, { ...rest, children }, toKey(key))
}

/** Children without an element of their own: `<>…</>`. */
export function Fragment(props: { children?: Child }): VNode {
  return createRange(props.children, undefined)
}

export interface PortalProps {
  /** A CSS selector; the children move to its first match, or stay in place when nothing matches. */
  readonly to: string
  readonly children?: Child
}

/** Children that stand elsewhere in the document: a dialog, a tooltip. */
export function Portal(props: PortalProps): VNode {
  return createPortal(props, undefined)
}

export function createComponent(
  component: Component,
  props: Props,
  key: Key | undefined,
): ComponentNode {
  return { kind: COMPONENT, component, props, key, fiber: undefined, output: undefined }
}

export function createRange(child: unknown, key: Key | undefined): Range {
  return { kind: RANGE, key, child, hid: 0 }
}

function toElementNode(tag: string, props: Props, key: Key | undefined): ElementNode {
  if (!validTag.test(tag)) throw vangoError('vdom/bad-tag', { tag })
  const children = props['children']
  const child = Array.isArray(children) && rawTags.has(tag) ? joinText(children) : children
  return { kind: ELEMENT, tag, props, bound: undefined, key, child, hid: 0 }
}

function createPortal({ to, children }: PortalProps, key: Key | undefined): PortalNode {
  if (typeof to !== 'string') throw vangoError('vdom/bad-portal', { got: typeof to })
  return { kind: PORTAL, to, key, child: children, hid: 0 }
}

function nameType(type: unknown): string {
  return type === null ? 'null' : typeof type
}

/** `null` is no key, as in data that have none. */
function toKey(key: unknown): Key | undefined {
  return key === null ? undefined : (key as Key | undefined)
}

/** The browser sees only text in a `<title>`, so several children are one text. */
function joinText(children: readonly unknown[]): string {
  let text = ''
  for (const child of children) {
    const value = isBindable(child) ? child.get() : child
    if (Array.isArray(value)) text += joinText(value)
    else if (value !== undefined && value !== null && typeof value !== 'boolean')
      text += String(value)
  }
  return text
}

function unwrapNamedValues(values: unknown[]): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as NamedValue | undefined
    if (typeof value === 'object' && value !== null && 'name' in value && 'value' in value) {
      values[i] = value.value
    }
  }
}
