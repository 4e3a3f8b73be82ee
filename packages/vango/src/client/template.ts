/**
 * Templates: HTML that is parsed once and then cloned, and the way from a clone's root to its marked
 * nodes as a list of steps. Adopting the server's HTML at start is the same walk over the document.
 */
import type { LiveNode } from './registry.ts'
import { SLOT_EVENTS } from '../vdom/patch.ts'
import { watchAll } from './events.ts'
import { readString, readUint } from './read.ts'
import { isAnchor, register } from './registry.ts'

export interface Template {
  readonly html: string
  /** Kind, offset of the node, and name of each slot, in a row. */
  readonly slots: readonly (number | string)[]
  /** By namespace: the same HTML means other elements inside of `<svg>`. */
  readonly prototypes: Record<string, Prototype>
}

interface Prototype {
  readonly root: Node
  readonly steps: number[]
}

interface Policy {
  createHTML(html: string): string
}

// Steps of a walk in document order. From STEP_MARK on: here is the node of offset step - STEP_MARK.
const STEP_DOWN = 0
const STEP_NEXT = 1
const STEP_UP = 2
const STEP_MARK = 3

/** By id. Elements built at run time have one too, by tag. */
const templates = new Map<number | string, Template>()

const plainPolicy: Policy = { createHTML: (html) => html }
/** Marks HTML from the server as trusted, where the page's security policy asks for that. */
export const policy: Policy =
  (
    globalThis as { trustedTypes?: { createPolicy(name: string, rules: Policy): Policy } }
  ).trustedTypes?.createPolicy('vango', plainPolicy) ?? plainPolicy

export function readTemplate(id: number): void {
  const html = readString()
  const slots: (number | string)[] = []
  for (let left = readUint(); left > 0; left--) {
    const kind = readUint()
    // A slot for events has no name on the wire, and then is one for an attribute.
    slots.push(kind, readUint(), readString() || (kind === SLOT_EVENTS ? 'data-on' : ''))
  }
  define(id, html, slots)
}

/** The template of that id; for a tag, the template of that element alone. */
export function toTemplate(id: number | string): Template {
  return templates.get(id) ?? define(id, `<${id} data-hid=0>`, [])
}

/** Makes an instance for a place in `namespace` and registers its nodes. */
export function instantiate(template: Template, hid: number, namespace: string): Node {
  const { root, steps } = (template.prototypes[namespace] ??= parse(template.html, namespace))
  const clone = document.importNode(root, true)
  registerMarked(clone, steps, hid)
  return clone
}

/** The shortest walk from `node` over all marked nodes below it and back, added to `steps`. */
export function survey(node: Node, steps: number[]): number[] {
  const mark = (node as Element).getAttribute?.('data-hid') ?? (isAnchor(node) ? node.data : '')
  if (/^\d+$/.test(mark)) steps.push(+mark + STEP_MARK)

  let { length } = steps
  let step = STEP_DOWN
  let isMarked = false
  for (let child = node.firstChild; child; child = child.nextSibling) {
    const before = steps.push(step)
    if (survey(child, steps).length > before) {
      length = steps.length
      isMarked = true
    }
    step = STEP_NEXT
  }
  // Forget the way behind the last marked child, or all of it.
  steps.length = length
  if (isMarked) steps.push(STEP_UP)
  return steps
}

/** Walks the steps from `node` and registers the nodes marked on the way. */
export function registerMarked(node: LiveNode, steps: number[], hid: number): void {
  for (const step of steps) {
    if (step === STEP_DOWN) node = node.firstChild!
    else if (step === STEP_NEXT) node = node.nextSibling!
    else if (step === STEP_UP) node = node.parentNode!
    else register(hid + step - STEP_MARK, node)
  }
}

function define(id: number | string, html: string, slots: Template['slots']): Template {
  const template = { html, slots, prototypes: {} }
  templates.set(id, template)
  return template
}

/** `namespace` is the tag of an element around the HTML that makes its namespace, or empty. */
function parse(html: string, namespace: string): Prototype {
  const holder = document.createElement('template')
  holder.innerHTML = policy.createHTML((namespace && `<${namespace}>`) + html)
  const first = holder.content.firstChild!
  const root = namespace ? first.firstChild! : first
  const steps = survey(root, [])

  watchAll(holder.content)
  for (const element of holder.content.querySelectorAll('[data-hid]')) {
    element.removeAttribute('data-hid')
  }
  return { root, steps }
}
