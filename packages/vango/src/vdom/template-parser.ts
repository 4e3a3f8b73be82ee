/**
 * Reads the strings of a template once. They come from a compiler, so this is no HTML parser for the
 * world: tags are closed, attribute values are double-quoted, text has no stray `<`.
 */
import { vangoError } from '../base/errors.ts'
import { toAttributeHoleKind } from './attribute-hole.ts'
import {
  HOLE_CHILD,
  HOLE_EVENT,
  HOLE_KEY,
  PART_HOLE,
  PART_LISTENERS,
  PART_MARK,
} from './template.ts'
import type { ElementListeners, Hole, NamedValue, Part, Template } from './template.ts'
import type { Key } from './ids.ts'

/** Elements that have no end tag. */
export const voidTags: ReadonlySet<string> = new Set(
  'area base br col embed hr img input link meta source track wbr'.split(' '),
)
/** Elements whose content is text to the HTML parser: no tags, no comments, so no anchors. */
export const rawTags: ReadonlySet<string> = new Set(['script', 'style', 'textarea', 'title'])

interface OpenElement {
  readonly tag: string
  /** Its hid offset, or -1 until something in it needs one. */
  offset: number
  /** Where its mark stands in `parts`. */
  readonly mark: number
  readonly events: Hole[]
  /** What stands last in it: nothing yet, text, or a node. */
  last: 'nothing' | 'text' | 'node'
}

interface ParserState {
  readonly strings: readonly string[]
  readonly values: readonly unknown[]
  readonly parts: (Part | undefined)[]
  readonly holes: Hole[]
  readonly listeners: ElementListeners[]
  readonly open: OpenElement[]
  root: OpenElement | undefined
  roots: number
  /** Inside an open tag, between its name and its `>`. */
  inTag: boolean
  size: number
  key: Key | undefined
  keyHole: number
  wrapped: boolean
}

const tagName = /<(\/?)([^\s/>]+)/y
const attribute = /\s+([^\s=>/"]+)(?:="([^"]*)")?/y
const openAttribute = /\s+([^\s=>/"]+)=$/y

const templates = new WeakMap<readonly string[], Template>()
let nextId = 0

/**
 * The template of hoisted `strings`, read at first use. `values` is needed only for attribute names
 * that the strings do not have.
 *
 * Throws `vdom/template-values` and `vdom/template-root` for strings no compiler of ours makes.
 */
export function toTemplate(strings: readonly string[], values: readonly unknown[]): Template {
  let template = templates.get(strings)
  if (template === undefined) {
    template = parseTemplate(strings, values)
    templates.set(strings, template)
  }
  return template
}

function parseTemplate(strings: readonly string[], values: readonly unknown[]): Template {
  if (strings.length !== values.length + 1) {
    throw vangoError('vdom/template-values', { holes: strings.length - 1, values: values.length })
  }
  const state: ParserState = {
    strings,
    values,
    parts: [],
    holes: [],
    listeners: [],
    open: [],
    root: undefined,
    roots: 0,
    inTag: false,
    size: 0,
    key: undefined,
    keyHole: -1,
    wrapped: false,
  }

  for (let index = 0; index < strings.length; index++) {
    const name = readStatic(state, strings[index]!)
    if (index < values.length) addHole(state, index, name)
  }

  if (state.root === undefined || state.roots !== 1 || state.open.length !== 0) {
    throw badTemplate(state)
  }
  return {
    id: nextId++,
    size: state.size,
    tag: state.root.tag,
    parts: toParts(state),
    holes: state.holes,
    listeners: state.listeners,
    key: state.key,
    keyHole: state.keyHole,
    wrapped: state.wrapped,
    derived: { printer: undefined, definition: undefined },
  }
}

/** Reads one static string; returns the attribute name it ends in (`… name=`), if it does. */
function readStatic(state: ParserState, html: string): string | undefined {
  let at = 0
  while (at < html.length) {
    if (state.inTag) {
      const next = readAttribute(state, html, at)
      if (typeof next === 'string') return next
      at = next
    } else {
      at = readContent(state, html, at)
    }
  }
  return undefined
}

function readAttribute(state: ParserState, html: string, at: number): number | string {
  if (html[at] === '>') return endOpenTag(state, at + 1)

  openAttribute.lastIndex = at
  const open = openAttribute.exec(html)
  if (open !== null) return open[1]!

  attribute.lastIndex = at
  const match = attribute.exec(html)
  // White space at the very end: a hole that names itself follows.
  if (match === null) return html.length

  const isKey = match[1] === 'key' && state.open.length === 1
  if (isKey) state.key = unescape(match[2] ?? '')
  else state.parts.push(match[0])
  return attribute.lastIndex
}

function endOpenTag(state: ParserState, next: number): number {
  const element = state.open.at(-1)!
  state.inTag = false
  if (element.events.length > 0) {
    const listeners = { offset: offsetOf(state, element), holes: element.events }
    state.listeners.push(listeners)
    state.parts.push({ kind: PART_LISTENERS, listeners })
  }
  state.parts.push('>')
  if (voidTags.has(element.tag)) state.open.pop()
  return next
}

function readContent(state: ParserState, html: string, at: number): number {
  const parent = state.open.at(-1)
  const isRaw = parent !== undefined && rawTags.has(parent.tag)
  const next = isRaw ? html.indexOf(`</${parent.tag}`, at) : html.indexOf('<', at)
  const end = next === -1 ? html.length : next

  if (end > at) {
    if (parent === undefined) throw badTemplate(state)
    state.parts.push(html.slice(at, end))
    parent.last = 'text'
    return end
  }

  tagName.lastIndex = at
  const match = tagName.exec(html)
  if (match === null) throw badTemplate(state)
  const [, slash, tag] = match
  if (slash !== '/') return openTag(state, tag!, tagName.lastIndex)
  if (parent?.tag !== tag) throw badTemplate(state)
  return closeTag(state, html, at)
}

function openTag(state: ParserState, tag: string, next: number): number {
  const parent = state.open.at(-1)
  if (parent !== undefined) parent.last = 'node'

  state.parts.push(`<${tag}`)
  const element: OpenElement = {
    tag,
    offset: -1,
    mark: state.parts.length,
    events: [],
    last: 'nothing',
  }
  state.parts.push(undefined)
  if (state.open.length === 0) {
    state.root ??= element
    state.roots++
    offsetOf(state, element)
  }
  state.open.push(element)
  state.inTag = true
  return next
}

function closeTag(state: ParserState, html: string, at: number): number {
  const end = html.indexOf('>', at) + 1
  state.parts.push(html.slice(at, end))
  state.open.pop()
  return end
}

function addHole(state: ParserState, index: number, name: string | undefined): void {
  const element = state.open.at(-1)
  if (element === undefined) throw badTemplate(state)
  if (state.inTag) addAttributeHole(state, element, index, name)
  else addChildHole(state, element, index)
}

function addAttributeHole(
  state: ParserState,
  element: OpenElement,
  index: number,
  writtenName: string | undefined,
): void {
  if (writtenName === undefined) state.wrapped = true
  const name = writtenName ?? (state.values[index] as NamedValue | undefined)?.name
  if (typeof name !== 'string') throw badTemplate(state)
  const kind = toAttributeHoleKind(element.tag, name, state.open.length === 1)
  const offset = kind === HOLE_KEY ? 0 : offsetOf(state, element)
  const hole: Hole = { kind, index, offset, name, tag: element.tag, only: false }
  state.holes.push(hole)

  if (kind === HOLE_KEY) state.keyHole = index
  else if (kind === HOLE_EVENT) element.events.push(hole)
  else state.parts.push({ kind: PART_HOLE, hole, afterText: false })
}

function addChildHole(state: ParserState, element: OpenElement, index: number): void {
  const isAlone =
    element.last === 'nothing' && state.strings[index + 1]!.startsWith(`</${element.tag}`)
  const offset = isAlone ? offsetOf(state, element) : state.size++
  const hole: Hole = {
    kind: HOLE_CHILD,
    index,
    offset,
    name: '',
    tag: element.tag,
    only: isAlone,
  }
  state.holes.push(hole)
  state.parts.push({ kind: PART_HOLE, hole, afterText: element.last === 'text' })
  element.last = 'node'
}

/** The element's hid offset; the first call takes the next one and marks the element. */
function offsetOf(state: ParserState, element: OpenElement): number {
  if (element.offset === -1) {
    element.offset = state.size++
    state.parts[element.mark] = { kind: PART_MARK, offset: element.offset }
  }
  return element.offset
}

/** Drops the marks nobody needed and joins static text. */
function toParts(state: ParserState): Part[] {
  const joined: Part[] = []
  for (const part of state.parts) {
    if (part === undefined) continue
    const last = joined.at(-1)
    if (typeof part === 'string' && typeof last === 'string') {
      joined[joined.length - 1] = last + part
    } else {
      joined.push(part)
    }
  }
  return joined
}

function badTemplate({ strings, roots }: ParserState): Error {
  return vangoError('vdom/template-root', { html: strings.join('{}'), roots })
}

function unescape(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
