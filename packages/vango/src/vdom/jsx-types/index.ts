/**
 * The types of JSX: what TypeScript asks a JSX runtime for, and the attribute types that components
 * take up in their own props. Types only; `vango/jsx-runtime` exports the namespace.
 *
 * Attributes are named as in HTML and SVG and take a value or a signal of it. Read `value.ts` first,
 * then `html.ts`.
 */
import type { Child, Key, VNode } from '../vnode.ts'
import type { HtmlContentAttributes } from './global.ts'
import type { AnchorAttributes, HtmlElements } from './html.ts'
import type { MathElements } from './mathml.ts'
import type { SvgAnchorAttributes, SvgElements } from './svg.ts'

export type { AriaAttributes, AriaRole } from './aria.ts'
export type { StyleName, StyleObject, StyleValue } from './css.ts'
export type { EventAttributes, FieldEventAttributes, HandlerValue } from './events.ts'
export type { CoreAttributes, HtmlAttributes, HtmlContentAttributes } from './global.ts'
export type { HtmlElements } from './html.ts'
export type { MathElements } from './mathml.ts'
export type { SvgAttributes, SvgElements } from './svg.ts'
export type { AttributeValue, ClassValue, Nothing, Source, TextChild } from './value.ts'

/** `<my-element>`: global attributes and events, and anything else. */
export interface CustomElementAttributes extends HtmlContentAttributes {
  [name: string]: unknown
}

export namespace JSX {
  /** What an expression in JSX is. */
  export type Element = VNode

  /** What may stand as a tag. `never` takes components of all props; those are checked apart. */
  export type ElementType = keyof IntrinsicElements | ((props: never) => Child)

  export interface ElementChildrenAttribute {
    children: unknown
  }

  /** What every component takes beside its props. */
  export interface IntrinsicAttributes {
    key?: Key | undefined
  }

  export interface IntrinsicElements extends Omit<HtmlElements, 'a'>, SvgElements, MathElements {
    /** Also the `a` of SVG. */
    a: AnchorAttributes & SvgAnchorAttributes
    [tag: `${string}-${string}`]: CustomElementAttributes
  }
}
