/** What must hold on every page at rest: its ids are unique, and it shows what the server rendered. */
import type { Problem } from './problems.ts'
import { csrfFieldName, formFieldName } from '../vdom/event-data.ts'

/** One problem for each id that several elements have. */
export function findDuplicateIds(document: Document): Problem[] {
  const seen = new Map<string, Element>()
  const problems: Problem[] = []
  for (const element of document.querySelectorAll('[id]')) {
    const first = seen.get(element.id)
    if (first === undefined) seen.set(element.id, element)
    else {
      problems.push({
        kind: 'duplicate-id',
        message: `the id "${element.id}" stands on ${describe(first)} and on ${describe(element)}`,
      })
    }
  }
  return problems
}

/**
 * Compares the page with the HTML that its session would print now. A difference means that a patch
 * was wrong, missing, or for another node.
 */
export function findDrift(document: Document, html: string): Problem[] {
  const rendered = parse(document, html)
  const shown = toLines([...document.body.childNodes].filter((node) => !isScript(node)))
  const expected = toLines([...rendered.body.childNodes])
  const at = expected.findIndex((line, i) => line !== shown[i])
  if (at < 0 && shown.length === expected.length) return []

  const line = at < 0 ? expected.length : at
  return [
    {
      kind: 'drift',
      message:
        `the page differs from what the server has rendered: expected ` +
        `${show(expected, line)}, got ${show(shown, line)}`,
    },
  ]
}

/** `<button id="add">` */
export function describe(element: Element): string {
  const { attributes, localName } = element
  const named = ['id', 'name', 'type', 'class', 'aria-label', 'data-testid']
  const shown = [...attributes]
    .filter(({ name }) => named.includes(name))
    .map(({ name, value }) => ` ${name}="${value}"`)
  return `<${localName}${shown.join('')}>`
}

/** In a document of its own, with portals where the client puts them. */
function parse(document: Document, html: string): Document {
  const { DOMParser } = document.defaultView!
  const parsed = new DOMParser().parseFromString(`<body>${html}</body>`, 'text/html')
  for (const container of parsed.querySelectorAll<HTMLElement>('vango-portal')) {
    const to = container.getAttribute('data-to') ?? ''
    // Outside of the live part, of which the server prints nothing here.
    const isElsewhere = parsed.querySelector(to) === null && document.querySelector(to) !== null
    if (isElsewhere) container.remove()
    else parsed.querySelector(to)?.append(container)
  }
  return parsed
}

/** Attributes that only the wire needs, or that are the user's as soon as there is a page. */
const ignored = new Set(['data-hid', 'data-on', 'value', 'checked', 'selected'])
/** What only the first HTML has: forms that come by a patch are sent by the socket. */
const ownFields: ReadonlySet<string> = new Set([csrfFieldName, formFieldName])

/** One line for each tag and each run of text, so that a difference can be shown in few words. */
function toLines(nodes: readonly ChildNode[]): string[] {
  const lines: string[] = []
  let text = ''
  const flush = (): void => {
    if (text !== '') lines.push(text)
    text = ''
  }
  const visit = (node: ChildNode): void => {
    if (node.nodeType === 3) text += (node as Text).data
    if (node.nodeType !== 1 || isOwnField(node as Element)) return
    flush()
    lines.push(openTag(node as Element))
    for (const child of node.childNodes) visit(child)
    flush()
    lines.push(`</${(node as Element).localName}>`)
  }
  for (const node of nodes) visit(node)
  flush()
  return lines
}

function openTag({ attributes: all, localName }: Element): string {
  const attributes = [...all]
    .filter(({ name }) => !ignored.has(name) && !(name === 'method' && localName === 'form'))
    .map(({ name, value }) => ` ${name}="${value}"`)
    .toSorted()
  return `<${localName}${attributes.join('')}>`
}

function isOwnField(element: Element): boolean {
  return element.localName === 'input' && ownFields.has(element.getAttribute('name') ?? '')
}

function isScript(node: ChildNode): boolean {
  return (node as Element).localName === 'script'
}

function show(lines: readonly string[], at: number): string {
  const part = lines.slice(Math.max(0, at - 1), at + 2).join('')
  return part === '' ? 'nothing' : JSON.stringify(part)
}
