/**
 * The printer: a mounted tree becomes HTML. Static text is joined once per template, so that printing
 * an instance is a few concatenations.
 *
 * Only what can change or listens is marked with `data-hid` and anchors: inside a component that can
 * never render again nothing is, except what is bound or has a handler. It must never know sockets.
 */
import { LIVE } from '../component/fiber.ts'
import type { Fiber } from '../component/fiber.ts'
import { toAttribute, toProperty } from '../vdom/attributes.ts'
import { isBinding } from '../vdom/child.ts'
import { isEventName } from '../vdom/events.ts'
import { elementListenerSpec, listenerSpec } from '../vdom/listeners.ts'
import { HOLE_CHILD, HOLE_PROPERTY, PART_HOLE, PART_MARK } from '../vdom/template.ts'
import type { ElementListeners, Hole, Part, Template } from '../vdom/template.ts'
import { rawTags, voidTags } from '../vdom/template-parser.ts'
import { COMPONENT, ELEMENT, PORTAL, RANGE, RENDERED } from '../vdom/vnode.ts'
import type { ElementNode, Hid, Portal, Rendered, VNode } from '../vdom/vnode.ts'
import { attributeHole } from '../vdom/attribute-hole.ts'
import { escapeAttribute, escapeRawText, escapeText } from './escape.ts'

/** Where the HTML goes; one per page or part of a page. */
export interface Output {
  html: string
}

/** A template's parts, joined: `text[0] steps[0] text[1] steps[1] … text[n]`. */
interface Program {
  readonly text: readonly string[]
  readonly steps: readonly Exclude<Part, string>[]
}

interface Printer {
  readonly marked: Program
  readonly plain: Program
}

/** Prints one node; `isLive` says that the component around it can render again. */
export function printNode(out: Output, node: VNode, isLive: boolean): void {
  switch (node.kind) {
    case RENDERED:
      return printRendered(out, node, isLive)
    case ELEMENT:
      return printElement(out, node, isLive)
    case COMPONENT:
      return printNode(out, node.output!, ((node.fiber as Fiber).flags & LIVE) !== 0)
    case RANGE:
      printChild(out, node.child, isLive)
      if (isLive) out.html += `<!--${node.hid}-->`
      return
    case PORTAL:
      return printPortal(out, node, isLive)
  }
}

/** Prints a child in its mounted form. */
export function printChild(out: Output, child: unknown, isLive: boolean): void {
  if (typeof child === 'string') {
    out.html += escapeText(child)
  } else if (Array.isArray(child)) {
    for (const node of child as VNode[]) printNode(out, node, isLive)
  } else if (isBinding(child)) {
    printChild(out, child.value, true)
  } else if (child !== undefined) {
    printNode(out, child as VNode, isLive)
  }
}

// --- instances of templates ---

function printRendered(out: Output, node: Rendered, isLive: boolean): void {
  const { template, values, hid } = node
  const isMarked = isLive || hasOwnChanges(node)
  const printer = (template.derived.printer ??= createPrinter(template)) as Printer
  const { text, steps } = isMarked ? printer.marked : printer.plain

  out.html += text[0]!
  for (let i = 0; i < steps.length; i++) {
    const step = steps[i]!
    if (step.kind === PART_HOLE) printHole(out, step.hole, step.afterText, node, isMarked, isLive)
    else if (step.kind === PART_MARK) out.html += ` data-hid="${hid + step.offset}"`
    else printListeners(out, listenerSpec(values, step.listeners))
    out.html += text[i + 1]!
  }
}

/** Whether the instance has handlers or bindings of its own. */
function hasOwnChanges({ template, values }: Rendered): boolean {
  if (template.listeners.length > 0) return true
  for (const hole of template.holes) {
    if (isBinding(values[hole.index])) return true
  }
  return false
}

function printHole(
  out: Output,
  hole: Hole,
  afterText: boolean,
  node: Rendered,
  isMarked: boolean,
  isLive: boolean,
): void {
  const value = node.values[hole.index]
  if (hole.kind !== HOLE_CHILD) return printAttribute(out, hole, value)
  if (hole.only || !isMarked) return printChild(out, value, isLive)

  // Text before an anchor belongs to it, so static text in front must not run into it.
  if (afterText) out.html += '<!---->'
  printChild(out, value, isLive)
  out.html += `<!--${node.hid + hole.offset}-->`
}

/** ` name="value"`, ` name`, or nothing. */
export function printAttribute(out: Output, hole: Hole, held: unknown): void {
  const value = isBinding(held) ? held.value : held
  const attribute =
    hole.kind === HOLE_PROPERTY
      ? toInitialAttribute(hole.name, value)
      : toAttribute(hole.tag, hole.name, value)
  if (attribute === undefined) return
  out.html += attribute === true ? ` ${hole.name}` : ` ${hole.name}="${escapeAttribute(attribute)}"`
}

/** A property has no attribute of its own kind; its first value is printed as the HTML one. */
function toInitialAttribute(name: string, value: unknown): string | true | undefined {
  if (name === 'indeterminate' || name === 'innerHTML') return undefined
  if (value === undefined || value === null) return undefined
  const property = toProperty(name, value)
  return property === false ? undefined : property
}

function printListeners(out: Output, spec: string): void {
  if (spec !== '') out.html += ` data-on="${escapeAttribute(spec)}"`
}

function createPrinter(template: Template): Printer {
  return { marked: createProgram(template, true), plain: createProgram(template, false) }
}

function createProgram(template: Template, isMarked: boolean): Program {
  const text = ['']
  const steps: Exclude<Part, string>[] = []
  for (const part of template.parts) {
    if (typeof part === 'string') {
      text[text.length - 1] += part
    } else if (isMarked || part.kind === PART_HOLE) {
      steps.push(part)
      text.push('')
    }
  }
  return { text, steps }
}

/**
 * A template's HTML without values, as the wire defines it: marks and anchors carry offsets instead
 * of hids, `data-on` is what `toSpec` says.
 */
export function printDefinition(
  template: Template,
  toSpec: (listeners: ElementListeners) => string,
): string {
  const out: Output = { html: '' }
  for (const part of template.parts) {
    if (typeof part === 'string') out.html += part
    else if (part.kind === PART_MARK) out.html += ` data-hid="${part.offset}"`
    else if (part.kind !== PART_HOLE) printListeners(out, toSpec(part.listeners))
    else if (part.hole.kind === HOLE_CHILD && !part.hole.only) {
      out.html += `${part.afterText ? '<!---->' : ''}<!--${part.hole.offset}-->`
    }
  }
  return out.html
}

// --- elements built at run time ---

function printElement(out: Output, node: ElementNode, isLive: boolean): void {
  const { tag, props, hid } = node
  const spec = elementListenerSpec(props)
  out.html += `<${tag}`
  if (isLive || spec !== '' || node.bound !== undefined) out.html += ` data-hid="${hid}"`
  printProps(out, node)
  printListeners(out, spec)
  out.html += '>'
  if (voidTags.has(tag)) return

  printContent(out, node, isLive)
  out.html += `</${tag}>`
}

function printProps(out: Output, node: ElementNode): void {
  const { tag, props } = node
  for (const name in props) {
    if (name === 'children' || isEventName(name)) continue
    if (name === 'value' && (tag === 'select' || tag === 'textarea')) continue
    printAttribute(out, attributeHole(tag, name), node.bound?.get(name) ?? props[name])
  }
}

function printContent(out: Output, node: ElementNode, isLive: boolean): void {
  const { tag } = node
  if (node.props['innerHTML'] !== undefined) {
    out.html += toProperty('innerHTML', propOf(node, 'innerHTML'))
  } else if (tag === 'select' && node.props['value'] !== undefined) {
    printSelect(out, node, isLive)
  } else if (tag === 'textarea' && node.props['value'] !== undefined) {
    printTextarea(out, String(toProperty('value', propOf(node, 'value'))))
  } else if (rawTags.has(tag)) {
    printRawText(out, tag, node.child)
  } else {
    printChild(out, node.child, isLive)
  }
}

function propOf(node: ElementNode, name: string): unknown {
  return node.bound === undefined
    ? node.props[name]
    : (node.bound.get(name)?.value ?? node.props[name])
}

/** The parser drops a line feed right after the tag, so one that is meant comes twice. */
function printTextarea(out: Output, text: string): void {
  out.html += (text.startsWith('\n') ? '\n' : '') + escapeText(text)
}

function printRawText(out: Output, tag: string, child: unknown): void {
  const value = isBinding(child) ? child.value : child
  if (typeof value !== 'string') return
  if (tag === 'textarea') printTextarea(out, value)
  else out.html += tag === 'title' ? escapeText(value) : escapeRawText(tag, value)
}

/** A select has no `value` attribute: the option with that value is printed as selected. */
function printSelect(out: Output, node: ElementNode, isLive: boolean): void {
  const options: Output = { html: '' }
  printChild(options, node.child, isLive)
  const value = escapeAttribute(String(toProperty('value', propOf(node, 'value'))))
  // Our own output: attributes are quoted and escaped, so the text can be searched.
  out.html += options.html.replace(
    /<option((?:\s[^\s=>"]+(?:="[^"]*")?)*)>([^<]*)/g,
    (option, attributes: string, label: string) => {
      const own = /\svalue="([^"]*)"/.exec(attributes)?.[1] ?? label.trim()
      return own === value ? option.replace('<option', '<option selected') : option
    },
  )
}

// --- portals ---

function printPortal(out: Output, node: Portal, isLive: boolean): void {
  out.html += isLive ? `<!--${node.hid}-->` : ''
  const hid: Hid = node.hid + 1
  out.html += `<vango-portal data-hid="${hid}" data-to="${escapeAttribute(node.to)}">`
  printChild(out, node.child, isLive)
  out.html += '</vango-portal>'
}
