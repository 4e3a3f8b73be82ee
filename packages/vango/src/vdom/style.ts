/**
 * Style objects as text: `{ fontSize: 12, '--gap': 4 }` is `font-size:12px;--gap:4`.
 *
 * A value stays inside its declaration: what could end it and begin another one, as text from users
 * could, is left out and reported, as a browser leaves out what it cannot read.
 */
import { vangoError } from '../base/errors.ts'
import { reportRefused } from './urls.ts'

/** Bounds what names from spread objects can make us remember. */
const maxNames = 512

/** Properties whose numbers have no unit. */
const unitless: ReadonlySet<string> = new Set(
  (
    'animation-iteration-count aspect-ratio border-image-outset border-image-slice ' +
    'border-image-width column-count columns fill-opacity flex flex-grow flex-shrink ' +
    'flood-opacity font-size-adjust font-weight grid-area grid-column grid-column-end ' +
    'grid-column-start grid-row grid-row-end grid-row-start initial-letter line-clamp line-height ' +
    'mask-border-outset mask-border-slice mask-border-width math-depth opacity order orphans scale ' +
    'shape-image-threshold stop-opacity stroke-miterlimit stroke-opacity tab-size widows z-index ' +
    'zoom -webkit-line-clamp -webkit-box-flex'
  ).split(' '),
)

const cssNames = new Map<string, string>()
const validName = /^(?:-?[a-z][a-z\d-]*|--[-\w\u0080-\uffff]+)$/i

/** Anything that could make a value reach beyond itself. Most values have none of it. */
const suspicious = /[;{}()[\]"'\\/]/
/** What may hold anything: strings, and URLs without quotes. */
const opaque = /"(?:[^"\\\n\r\f]|\\[^])*"|'(?:[^'\\\n\r\f]|\\[^])*'|url\([^"'()\\]*\)/gi
/** After those are gone: ends of declarations, escapes, comments, and what is left of a bad `url(`. */
const escaping = /[;{}"'\\]|\/\*|url\((?!\s*\))/i

/** The text of a style object, or nothing if no declaration is left. */
export function toStyle(tag: string, style: object): string | undefined {
  let text = ''
  for (const [name, value] of Object.entries(style) as [string, unknown][]) {
    if (value === undefined || value === null || value === false || value === '') continue

    const property = cssNames.get(name) ?? learnName(tag, name)
    const item = toItem(tag, property, value)
    if (item === undefined) continue
    text += text === '' ? `${property}:${item}` : `;${property}:${item}`
  }
  return text === '' ? undefined : text
}

function toItem(tag: string, property: string, value: unknown): string | undefined {
  if (typeof value === 'number') {
    const hasUnit = value !== 0 && !property.startsWith('--') && !unitless.has(property)
    return hasUnit ? `${value}px` : String(value)
  }
  if (typeof value !== 'string') {
    throw vangoError('html/bad-style', { tag, name: property, got: typeof value })
  }
  if (!suspicious.test(value) || isContained(value)) return value

  reportRefused({ code: 'html/refused-style', tag, name: property, value })
  return undefined
}

/** Whether a value begins and ends as one value, whatever stands around it. */
function isContained(value: string): boolean {
  const bare = value.replace(opaque, ' ')
  if (escaping.test(bare)) return false

  const open: string[] = []
  for (const char of bare) {
    if (char === '(' || char === '[') open.push(char)
    else if (char === ')' && open.pop() !== '(') return false
    else if (char === ']' && open.pop() !== '[') return false
  }
  return open.length === 0
}

function learnName(tag: string, name: string): string {
  if (!validName.test(name)) {
    throw vangoError('html/bad-style', { tag, name: JSON.stringify(name), got: 'another name' })
  }
  const property = toCssName(name)
  if (cssNames.size < maxNames) cssNames.set(name, property)
  return property
}

/** `fontSize` and `font-size` are `font-size`, `webkitLineClamp` is `-webkit-line-clamp`. */
function toCssName(name: string): string {
  if (name.startsWith('--')) return name
  const dashed = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  return /^(?:webkit|moz|ms)-/.test(dashed) ? `-${dashed}` : dashed
}
