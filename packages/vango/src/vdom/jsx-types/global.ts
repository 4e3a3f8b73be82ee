/** Attributes that every element has, and those that every HTML element has. */
import type { RawHtml } from '../attributes.ts'
import type { Key } from '../vnode.ts'
import type { AriaAttributes } from './aria.ts'
import type { StyleValue } from './css.ts'
import type { EventAttributes, FieldEventAttributes } from './events.ts'
import type {
  Amount,
  AttributeValue,
  ClassValue,
  Content,
  Flag,
  NoContent,
  OneOf,
  Text,
  Texts,
  TrueFalse,
} from './value.ts'

/** Elements of HTML, SVG and MathML alike. */
export interface CoreAttributes extends AriaAttributes, EventAttributes {
  /** Tells an item of a list from its siblings. Never printed. */
  key?: Key | undefined
  id?: Text
  class?: AttributeValue<ClassValue>
  style?: AttributeValue<StyleValue>
  /** The content as HTML, vouched for with `unsafeHtml(html)`. */
  innerHTML?: AttributeValue<RawHtml>
  lang?: Text
  tabindex?: Amount
  autofocus?: Flag
  /** Of the Content Security Policy; `getCSPNonce(ctx)` has it. */
  nonce?: Text
  /** Names for `::part()`. */
  part?: Text
  /** The slot of the host's shadow tree that it goes to. */
  slot?: Text
  /** `true` and `false` are printed as text. */
  [data: `data-${string}`]: AttributeValue<string | number | boolean>
}

/** HTML elements, without the events whose data depend on the element. */
export interface BaseHtmlAttributes
  extends CoreAttributes, Texts<'accesskey exportparts is title'>, Microdata {
  autocapitalize?: OneOf<'off none on sentences words characters'>
  autocorrect?: OneOf<'on off'>
  contenteditable?: AttributeValue<boolean | 'true' | 'false' | 'plaintext-only'>
  dir?: OneOf<'ltr rtl auto'>
  draggable?: TrueFalse
  /** The label of the enter key of an on-screen keyboard. */
  enterkeyhint?: OneOf<'enter done go next previous search send'>
  /** `until-found`: shown when the browser's search finds text in it. */
  hidden?: AttributeValue<boolean | 'until-found'>
  /** Not focusable, not clickable, not seen by assistive technology. */
  inert?: Flag
  inputmode?: OneOf<'none text tel url email numeric decimal search'>
  popover?: AttributeValue<boolean | 'auto' | 'manual' | 'hint'>
  spellcheck?: TrueFalse
  translate?: OneOf<'yes no'>
  virtualkeyboardpolicy?: OneOf<'auto manual'>
  writingsuggestions?: TrueFalse
}

interface Microdata extends Texts<'itemid itemprop itemref itemtype'> {
  itemscope?: Flag
}

/** Most HTML elements. The data of `onInput` and `onChange` are of the field they come from. */
export interface HtmlAttributes extends BaseHtmlAttributes, FieldEventAttributes {}

/** Most HTML elements that have content. */
export interface HtmlContentAttributes extends HtmlAttributes, Content {}

/** HTML elements without an end tag. */
export interface VoidAttributes extends HtmlAttributes, NoContent {}
