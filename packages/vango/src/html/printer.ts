/**
 * The printer: a mounted tree becomes HTML.
 *
 * Only what can change or listens is marked with `data-hid` and anchors: inside a component that can
 * never render again nothing is, except what is bound or has a handler, and its top nodes if somebody
 * above may replace them. It must never know sockets. Read `program.ts` next.
 */
import { BOUNDARY, FRAGILE, LIVE, SUSPENDED, SUSPENSE } from '../component/fiber.ts'
import type { Fiber } from '../component/fiber.ts'
import { standInHid } from '../component/suspense.ts'
import { attributeHole } from '../vdom/attribute-hole.ts'
import { toAttribute, toProperty } from '../vdom/attributes.ts'
import { isBinding } from '../vdom/child.ts'
import { isEventName } from '../vdom/events.ts'
import { elementListenerSpec, listenerSpec } from '../vdom/listeners.ts'
import { HOLE_CHILD, HOLE_PROPERTY, PART_HOLE, PART_MARK } from '../vdom/template.ts'
import type { Hole } from '../vdom/template.ts'
import { rawTags, voidTags } from '../vdom/template-parser.ts'
import { COMPONENT, ELEMENT, PORTAL, RANGE, RENDERED } from '../vdom/vnode.ts'
import type {
  ComponentNode,
  ElementNode,
  Hid,
  Portal,
  Range,
  Rendered,
  VNode,
} from '../vdom/vnode.ts'
import { escapeAttribute, escapeLeadingLine, escapeRawText, escapeText } from './escape.ts'
import { programsOf, toListenersAttribute } from './program.ts'
import type { Program } from './program.ts'
import { selectOption } from './select.ts'

/** Where the HTML goes; one per page or part of a page. */
export interface Output {
  html: string
  /** It ends in text, which an anchor that comes next would take for its own. */
  endsInText: boolean
  /**
   * For a browser that shows the page already: what a user can change by hand is printed as
   * `.name="value"`, so that it can be told from what the author wrote as the initial value.
   */
  readonly isResync: boolean
}

// How much of a node is marked; each level includes those before.
/** Nothing, whatever it is: nobody will ever look for it. */
export const MARK_NOTHING = 0
/** What is bound or listens. */
export const MARK_OWN = 1
/** And its top nodes: somebody above may remove or move them, or put something in front. */
export const MARK_TOP = 2
/** And all its changing places: the component around it can render again. */
export const MARK_ALL = 3

export function createOutput(): Output {
  return { html: '', endsInText: false, isResync: false }
}

/** For a browser that shows the page already. */
export function createResyncOutput(): Output {
  return { html: '', endsInText: false, isResync: true }
}

/** Prints a node of a page; `isLive` says that the component around it can render again. */
export function printNode(out: Output, node: VNode, isLive: boolean): void {
  print(out, node, isLive ? MARK_ALL : MARK_OWN)
}

/** Prints the children that a Suspense has come to show. */
export function printRevealed(out: Output, { node, flags }: Fiber): void {
  print(out, node.output!, (flags & LIVE) === 0 ? MARK_TOP : MARK_ALL)
}

/** Prints a node inside of a page with the marks that `findElementAround` has told. */
export function printPart(out: Output, node: VNode, marks: number): void {
  print(out, node, marks)
}

/** Prints a node for good: no marks, no handlers. */
export function printStatic(out: Output, node: VNode): void {
  print(out, node, MARK_NOTHING)
}

function print(out: Output, node: VNode, marks: number): void {
  switch (node.kind) {
    case RENDERED:
      return printRendered(out, node, marks)
    case ELEMENT:
      return printElement(out, node, marks)
    case COMPONENT:
      return printComponent(out, node, marks)
    case RANGE:
      return printRange(out, node, marks)
    case PORTAL:
      return printPortal(out, node, marks)
  }
}

function printComponent(out: Output, node: ComponentNode, marks: number): void {
  const own = marksOf(node.fiber as Fiber, marks)
  // It may show an anchor some day, in the place of whatever it shows now.
  if (own >= MARK_TOP) printSeparator(out)
  if (own !== MARK_NOTHING) printPlaceOfPart(out, node.fiber as Fiber)
  print(out, node.output!, own)
}

/** A fallback that a part of the page will replace begins here, and ends at its anchor. */
function printPlaceOfPart(out: Output, fiber: Fiber): void {
  if ((fiber.flags & SUSPENDED) === 0) return
  out.html += `<!--?${standInHid(fiber)}-->`
  out.endsInText = false
}

/** What to mark of a fiber's output, which stands where `marks` is asked for. */
export function marksOf({ flags }: Fiber, marks: number): number {
  if (marks === MARK_NOTHING) return MARK_NOTHING
  if ((flags & LIVE) !== 0) return MARK_ALL
  // A boundary's children stay as they are, until something in them fails.
  const isReplaced = (flags & (BOUNDARY | SUSPENSE)) !== 0 && (flags & FRAGILE) !== 0
  return isReplaced || marks >= MARK_TOP ? MARK_TOP : MARK_OWN
}

function printRange(out: Output, node: Range, marks: number): void {
  const isAnchored = marks >= MARK_TOP || (marks === MARK_OWN && isBinding(node.child))
  if (isAnchored) printSeparator(out)
  printChild(out, node.child, marks)
  if (isAnchored) printAnchor(out, node.hid)
}

/** Prints a child in its mounted form. */
function printChild(out: Output, child: unknown, marks: number): void {
  if (typeof child === 'string') {
    out.html += escapeText(child)
    out.endsInText = true
  } else if (Array.isArray(child)) {
    for (const node of child as VNode[]) print(out, node, marks)
  } else if (isBinding(child)) {
    printChild(out, child.value, marks === MARK_NOTHING ? MARK_NOTHING : MARK_ALL)
  } else if (child !== undefined) {
    print(out, child as VNode, marks)
  }
}

/** Text before an anchor belongs to it, so other text in front must not run into it. */
function printSeparator(out: Output): void {
  if (out.endsInText) out.html += '<!---->'
  out.endsInText = false
}

function printAnchor(out: Output, hid: Hid): void {
  out.html += `<!--${hid}-->`
  out.endsInText = false
}

// --- instances of templates ---

function printRendered(out: Output, node: Rendered, marks: number): void {
  const { values, hid } = node
  const { text, steps, isMarked } = programOf(node, marks)
  const inner = marks === MARK_TOP ? MARK_OWN : marks

  out.html += text[0]!
  for (let i = 0; i < steps.length; i++) {
    const step = steps[i]!
    if (step.kind === PART_MARK) {
      out.html += ` data-hid="${hid + step.offset}"`
    } else if (step.kind !== PART_HOLE) {
      out.html += toListenersAttribute(listenerSpec(values, step.listeners))
    } else if (step.hole.kind === HOLE_CHILD) {
      if (text[i] !== '') out.endsInText = step.afterText
      if (isMarked && !step.hole.only) printAnchored(out, node, step.hole, inner)
      else printContent(out, step.hole, values[step.hole.index], inner)
    } else {
      printAttribute(out, step.hole, values[step.hole.index])
    }
    out.html += text[i + 1]!
  }
  out.endsInText = false
}

function programOf(node: Rendered, marks: number): Program {
  const programs = programsOf(node.template)
  if (marks === MARK_ALL || (marks !== MARK_NOTHING && hasOwnChanges(node))) return programs.all
  return marks === MARK_TOP ? programs.top : programs.nothing
}

/** Whether the instance has handlers or bindings of its own. */
function hasOwnChanges({ template, values }: Rendered): boolean {
  if (template.listeners.length > 0) return true
  for (const hole of template.holes) {
    if (isBinding(values[hole.index])) return true
  }
  return false
}

function printAnchored(out: Output, node: Rendered, hole: Hole, marks: number): void {
  printSeparator(out)
  printChild(out, node.values[hole.index], marks)
  printAnchor(out, node.hid + hole.offset)
}

function printContent(out: Output, hole: Hole, child: unknown, marks: number): void {
  if (hole.only && hole.tag === 'pre') printPreformatted(out, child, marks)
  else printChild(out, child, marks)
}

/** The parser drops a line feed right after the tag, so one that is meant comes twice. */
function printPreformatted(out: Output, child: unknown, marks: number): void {
  const content = createOutput()
  printChild(content, child, marks)
  out.html += content.html.startsWith('\n') ? `\n${content.html}` : content.html
}

/** ` name="value"`, ` name`, or nothing. */
function printAttribute(out: Output, hole: Hole, held: unknown): void {
  const value = isBinding(held) ? held.value : held
  if (out.isResync && (hole.kind === HOLE_PROPERTY || hole.name === 'open')) {
    out.html += toResyncAttribute(hole.name, value)
    return
  }
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

/** Also what is off is printed: the browser may have it on. */
function toResyncAttribute(name: string, value: unknown): string {
  if (name === 'innerHTML') return ''
  if (name !== 'open' && (value === undefined || value === null)) return ''
  const property = name === 'open' ? Boolean(value) : toProperty(name, value)
  return ` .${name}="${escapeAttribute(String(property))}"`
}

// --- elements built at run time ---

function printElement(out: Output, node: ElementNode, marks: number): void {
  const { tag, props } = node
  const spec = marks === MARK_NOTHING ? '' : elementListenerSpec(props)
  const changes = spec !== '' || node.bound !== undefined || isBinding(node.child)
  out.html += `<${tag}`
  if (marks >= MARK_TOP || (marks === MARK_OWN && changes)) out.html += ` data-hid="${node.hid}"`
  printProps(out, node)
  out.html += `${toListenersAttribute(spec)}>`
  out.endsInText = false
  if (voidTags.has(tag)) return

  printElementContent(out, node, marks === MARK_TOP ? MARK_OWN : marks)
  out.html += `</${tag}>`
  out.endsInText = false
}

function printProps(out: Output, node: ElementNode): void {
  const { tag, props } = node
  for (const name in props) {
    if (name === 'children' || isEventName(name)) continue
    const isContent = name === 'value' && (tag === 'select' || tag === 'textarea')
    if (isContent && !out.isResync) continue
    printAttribute(out, attributeHole(tag, name), propOf(node, name))
  }
}

function printElementContent(out: Output, node: ElementNode, marks: number): void {
  const { tag, props, child } = node
  if (props['innerHTML'] !== undefined) {
    out.html += toProperty('innerHTML', propOf(node, 'innerHTML'))
  } else if (tag === 'textarea' && props['value'] !== undefined) {
    out.html += escapeLeadingLine(String(toProperty('value', propOf(node, 'value'))))
  } else if (tag === 'select' && props['value'] !== undefined) {
    const options: Output = { html: '', endsInText: false, isResync: out.isResync }
    printChild(options, child, marks)
    out.html += selectOption(options.html, String(toProperty('value', propOf(node, 'value'))))
  } else if (rawTags.has(tag)) {
    printRawText(out, tag, child)
  } else if (tag === 'pre') {
    printPreformatted(out, child, marks)
  } else {
    printChild(out, child, marks)
  }
}

/** What a prop is now: a bound one's value may be nothing, whatever it was bound to. */
function propOf({ bound, props }: ElementNode, name: string): unknown {
  const binding = bound?.get(name)
  return binding === undefined ? props[name] : binding.value
}

function printRawText(out: Output, tag: string, child: unknown): void {
  const value = isBinding(child) ? child.value : child
  if (typeof value !== 'string') return
  if (tag === 'textarea') out.html += escapeLeadingLine(value)
  else out.html += tag === 'title' ? escapeText(value) : escapeRawText(tag, value)
}

// --- portals ---

function printPortal(out: Output, node: Portal, marks: number): void {
  if (marks >= MARK_TOP) printAnchor(out, node.hid)
  const hid = marks === MARK_NOTHING ? '' : ` data-hid="${node.hid + 1}"`
  out.html += `<vango-portal${hid} data-to="${escapeAttribute(node.to)}">`
  out.endsInText = false
  printChild(out, node.child, marks === MARK_TOP ? MARK_OWN : marks)
  out.html += '</vango-portal>'
  out.endsInText = false
}
