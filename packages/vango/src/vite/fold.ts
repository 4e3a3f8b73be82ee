/**
 * One JSX element tree to the strings and values of a template.
 *
 * What is known from the source becomes HTML text; every expression is a hole. An element that cannot
 * be folded is a hole too, and is compiled by itself. `vdom/template-parser.ts` reads the strings.
 */
import type { Attribute, Child, Constant, Element } from './ast.ts'
import type { JsxWarning } from './check.ts'
import type { Piece } from './output.ts'
import { escapeAttribute, escapeText } from '../html/escape.ts'
import { errorMessage, VangoError } from '../base/errors.ts'
import { isProperty, toAttribute } from '../vdom/attributes.ts'
import { isEventName } from '../vdom/events.ts'
import { rawTags, voidTags } from '../vdom/template-parser.ts'
import {
  attributeConstant,
  attributeExpression,
  attributeName,
  childText,
  intrinsicTag,
  namedAttributes,
} from './ast.ts'
import { checkElement, JsxError } from './check.ts'

export interface Folded {
  /** HTML around the holes: always one more than `values`. */
  readonly strings: readonly string[]
  readonly values: readonly (readonly Piece[])[]
}

export interface FoldContext {
  readonly source: string
  readonly warn: (warning: JsxWarning) => void
}

interface Draft extends FoldContext {
  readonly root: string
  readonly strings: string[]
  readonly values: Piece[][]
  /** The string being written. */
  html: string
}

/** Elements that are folded only if nothing in them can change. */
const staticOnlyTags = new Set(['select', ...rawTags])
/** Elements whose text HTML does not unescape. */
const verbatimTags = new Set(['script', 'style'])
/** HTML parsers drop a line break right after these start tags. */
const newlineEaters = new Set(['pre', 'textarea', 'listing'])

/** Whether the element can be (part of) a template. */
export function isFoldable(element: Element): boolean {
  const tag = intrinsicTag(element)
  if (tag === undefined) return false

  const named = namedAttributes(element)
  if (named.length < element.openingElement.attributes.length) return false
  if (named.some((attribute) => attributeName(attribute) === 'innerHTML')) return false
  if (!staticOnlyTags.has(tag)) return true

  return isStatic(element) && (!verbatimTags.has(tag) || isPlainText(element))
}

/** Folds a foldable element and everything in it that can be folded. */
export function fold(element: Element, context: FoldContext): Folded {
  const draft: Draft = {
    source: context.source,
    warn: context.warn,
    root: intrinsicTag(element)!,
    strings: [],
    values: [],
    html: '',
  }
  printElement(draft, element, true)
  draft.strings.push(draft.html)
  return draft
}

function printElement(draft: Draft, element: Element, isRoot: boolean): void {
  checkElement(element, draft.source)
  const tag = intrinsicTag(element)!

  draft.html += `<${tag}`
  for (const attribute of namedAttributes(element)) {
    if (attributeName(attribute) !== 'key' || isRoot) printAttribute(draft, tag, attribute)
    else ignoreKey(draft, tag, attribute)
  }
  draft.html += '>'
  if (voidTags.has(tag)) return

  if (newlineEaters.has(tag) && startsWithNewline(element)) draft.html += '\n'
  for (const child of element.children) printChild(draft, child)
  draft.html += `</${tag}>`
}

function printAttribute(draft: Draft, tag: string, attribute: Attribute): void {
  const name = attributeName(attribute)
  const constant = attributeConstant(attribute)

  if (constant === undefined || isAlwaysHole(tag, attribute)) {
    draft.html += ` ${name}=`
    addHole(draft, attributePieces(attribute))
    return
  }

  const value = toStaticValue(tag, attribute, constant)
  if (value === true) draft.html += ` ${name}`
  else if (value !== undefined) draft.html += ` ${name}="${escapeAttribute(value)}"`
  else if (typeof constant.value === 'string') warnOfRefused(draft, tag, attribute, constant.value)
}

function printChild(draft: Draft, child: Child): void {
  const text = childText(child)
  if (text !== undefined) {
    draft.html += escapeText(text)
  } else if (child.type === 'JSXElement' && isFoldable(child)) {
    printElement(draft, child, false)
  } else if (child.type === 'JSXSpreadChild') {
    addHole(draft, ['[...', child.expression, ']'])
  } else {
    addHole(draft, [child.type === 'JSXExpressionContainer' ? child.expression : child])
  }
}

function addHole(draft: Draft, value: Piece[]): void {
  draft.strings.push(draft.html)
  draft.html = ''
  draft.values.push(value)
}

/** The value of an attribute as code: its expression where it has one. */
export function attributePieces(attribute: Attribute): Piece[] {
  const expression = attributeExpression(attribute)
  return [expression ?? JSON.stringify(attributeConstant(attribute)!.value)]
}

/** What the runtime would print. It refuses some values and names; here that gets a position. */
function toStaticValue(
  tag: string,
  attribute: Attribute,
  constant: Constant,
): string | true | undefined {
  try {
    return toAttribute(tag, attributeName(attribute), constant.value)
  } catch (error) {
    throw error instanceof VangoError ? new JsxError(error, attribute.start) : error
  }
}

function ignoreKey(draft: Draft, tag: string, key: Attribute): void {
  const message = errorMessage('vite/key-ignored', { tag, root: draft.root })
  draft.warn({ message, pos: key.start })
}

function warnOfRefused(draft: Draft, tag: string, attribute: Attribute, value: string): void {
  const name = attributeName(attribute)
  const message = errorMessage('html/refused-url', { tag, name, value })
  draft.warn({ message, pos: attribute.start })
}

/** DOM properties and events are holes even where the source has a literal. */
function isAlwaysHole(tag: string, attribute: Attribute): boolean {
  const name = attributeName(attribute)
  // A key keeps its type: 1 and "1" are two keys.
  if (name === 'key') return typeof attributeConstant(attribute)?.value !== 'string'
  return isProperty(tag, name) || isEventName(name)
}

function isStatic(element: Element): boolean {
  const tag = intrinsicTag(element)!
  const isSet = namedAttributes(element).every(
    (attribute) => attributeConstant(attribute) !== undefined && !isAlwaysHole(tag, attribute),
  )
  return (
    isSet &&
    element.children.every((child) => {
      if (child.type === 'JSXElement') return isFoldable(child) && isStatic(child)
      return childText(child) !== undefined
    })
  )
}

/** Text that reads the same escaped or not, and holds no tag. */
function isPlainText(element: Element): boolean {
  return element.children.every((child) => !/[<>&\r]/.test(childText(child) ?? '<'))
}

function startsWithNewline(element: Element): boolean {
  for (const child of element.children) {
    const text = childText(child)
    if (text !== '') return text?.startsWith('\n') ?? false
  }
  return false
}
