/**
 * Templates: HTML that is parsed once and then cloned. The clone is walked beside a list of its marks.
 */
import type { LiveNode } from './registry.ts'
import { watch } from './events.ts'
import { readString, readUint } from './read.ts'
import { call, isAnchor, register, walk } from './registry.ts'

// Tuples, as names of properties cannot be made short.
export type Template = readonly [
  html: string,
  /** Kind, offset of the node, and name of each slot, in a row. */
  slots: readonly (number | string)[],
  /** By namespace: the same HTML means other elements inside of `<svg>`. */
  prototypes: Record<string, Prototype>,
]

/** With what `markOf` says of each element and comment, in document order. */
type Prototype = readonly [root: Node, marks: readonly number[]]

interface Policy {
  createHTML(html: string): string
}

/** By id. Elements built at run time have one too, by tag. */
export const templates: Map<number | string, Template> = new Map()

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
    // A slot for events has no name on the wire, and then is one for an attribute.
    slots.push(readUint(), readUint(), readString() || 'data-on')
  }
  define(id, html, slots)
}

/** The template that is one element of that tag. */
export function toElementTemplate(tag: string): Template {
  return templates.get(tag) ?? define(tag, `<${tag} data-hid=0>`, [])
}

/** Makes an instance for a place in `namespace` and registers its nodes. */
export function instantiate([html, , prototypes]: Template, hid: number, namespace: string): Node {
  const [root, marks] = (prototypes[namespace] ??= parse(html, namespace))
  const clone = document.importNode(root, true)
  let i = 0
  walk(clone, (node) => {
    const mark = marks[i++]!
    if (mark >= 0) register(hid + mark, node)
  })
  return clone
}

/** The number that the server gave a node, `NaN` for none. It also starts to listen to the node. */
export function markOf(node: LiveNode): number {
  // Separators have no data.
  const mark = isAnchor(node) ? node.data : watch(node as HTMLElement)
  return /^\d+$/.test(mark!) ? +mark! : NaN
}

function define(id: number | string, html: string, slots: Template[1]): Template {
  const template: Template = [html, slots, {}]
  templates.set(id, template)
  return template
}

/** `namespace` is the tag of an element around the HTML that makes its namespace, or empty. */
function parse(html: string, namespace: string): Prototype {
  const holder = document.createElement('template')
  holder.innerHTML = policy.createHTML((namespace && `<${namespace}>`) + html)
  const first = holder.content.firstChild!
  const root = namespace ? first.firstChild! : first
  const marks: number[] = []
  walk(root, (node) => {
    marks.push(markOf(node))
    if (!isAnchor(node)) call(node, 'removeAttribute', 'data-hid')
  })
  return [root, marks]
}
