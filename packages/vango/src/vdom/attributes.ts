/**
 * What an attribute in JSX means in HTML: one place for the printer, the diff and the compiler.
 *
 * `toAttribute` turns any value into text, a bare attribute or nothing, and keeps code out: names
 * that could end the tag, inline handlers, URLs that run. It does not escape; that is the printer's.
 * Properties are what the user changes as well (`value`, `checked`), and so are set, not written.
 */
import { vangoError } from '../base/errors.ts'
import { defuse } from './raw-html.ts'
import { toStyle } from './style.ts'
import { hasCodeUrl, isCodeRefresh, isCodeUrl, reportRefused } from './urls.ts'

const RAW_HTML: unique symbol = Symbol.for('vango.rawHtml')

/** HTML that somebody vouched for. The symbol cannot come from JSON, so no user can send one. */
export interface RawHtml {
  readonly [RAW_HTML]: string
}

// Attribute kinds, by name. Strings of the first five need no look at their content.
/** Anything else: `true` is a bare attribute, `false` none. */
const TEXT = 0
/** Present or absent; numbers count as conditions. */
const BOOLEAN = 1
/** `true` and `false` are words: `aria-*`, `data-*`, `draggable`. */
const ENUMERATED = 2
const CLASS = 3
const STYLE = 4
const URL = 5
/** The `content` of a `meta`. */
const CONTENT = 6
/** What an SVG animation sets, perhaps the `href` of a link. */
const ANIMATED = 7
/** A whole document as text: only `RawHtml`. */
const DOCUMENT = 8

/** Bounds what names from spread props can make us remember. */
const maxKinds = 1024

const kinds = new Map<string, number>([
  ...toKinds(TEXT, 'id name type title for alt placeholder role lang dir width height rel target'),
  ...toKinds(
    BOOLEAN,
    'allowfullscreen alpha async autofocus autoplay checked controls credentialless default defer ' +
      'disabled disablepictureinpicture disableremoteplayback formnovalidate indeterminate inert ' +
      'ismap itemscope loop multiple muted nomodule novalidate open playsinline readonly required ' +
      'reversed selected shadowrootclonable shadowrootcustomelementregistry ' +
      'shadowrootdelegatesfocus shadowrootserializable webkitdirectory',
  ),
  ...toKinds(
    ENUMERATED,
    // The last ones are of SVG and MathML.
    'contenteditable draggable spellcheck writingsuggestions ' +
      'externalresourcesrequired focusable preservealpha accent accentunder displaystyle fence ' +
      'largeop movablelimits separator stretchy symmetric',
  ),
  ...toKinds(CLASS, 'class'),
  ...toKinds(STYLE, 'style'),
  // Not `srcset`: its candidates are only ever decoded as images.
  ...toKinds(
    URL,
    'action background cite codebase data formaction href longdesc manifest ping poster src ' +
      'xlink:href',
  ),
  ...toKinds(CONTENT, 'content'),
  ...toKinds(ANIMATED, 'by from to values'),
  ...toKinds(DOCUMENT, 'srcdoc'),
])

/** By these the browser finds elements and handlers; from spread props they would be forgeries. */
const reserved: ReadonlySet<string> = new Set(['data-hid', 'data-on'])

/** White space, quotes, `<`, `>`, `/`, `=` and control characters end a name in HTML. */
// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const badName = /[\s"'<>/=\u0000-\u001f\u007f]/

/**
 * What to write for an attribute: its text, `true` for a bare one, `undefined` for none. The text is
 * not escaped. Throws for values and names that no attribute can have.
 */
export function toAttribute(tag: string, name: string, value: unknown): string | true | undefined {
  const kind = kinds.get(name) ?? learnKind(tag, name)

  // Fast path: text, and nobody minds which.
  if (typeof value === 'string') return kind < URL ? value : checkText(kind, tag, name, value)
  if (value === undefined || value === null) return undefined

  if (typeof value === 'boolean') {
    if (kind === ENUMERATED) return value ? 'true' : 'false'
    return value ? true : undefined
  }
  if (typeof value === 'number' || typeof value === 'bigint') {
    if (kind === BOOLEAN) return value ? true : undefined
    if (kind !== CLASS && kind !== STYLE && kind !== DOCUMENT) return String(value)
  }
  if (typeof value === 'object') return toObjectAttribute(kind, tag, name, value)
  throw badAttribute(tag, name, value)
}

/**
 * Whether the server sets the name as a live DOM property: the user may have changed it, and then
 * the attribute says nothing.
 */
export function isProperty(tag: string, name: string): boolean {
  switch (name) {
    case 'value':
      return tag === 'input' || tag === 'textarea' || tag === 'select'
    case 'checked':
    case 'indeterminate':
      return tag === 'input'
    case 'selected':
      return tag === 'option'
    case 'muted':
      return tag === 'video' || tag === 'audio'
    case 'innerHTML':
      return true
    default:
      return false
  }
}

/** The value to set a property to; agrees with what `toAttribute` prints for the first load. */
export function toProperty(name: string, value: unknown): string | boolean {
  if (name === 'innerHTML') return isNothing(value) ? '' : defuse(toRawText(name, value))
  if (name === 'value') {
    if (isNothing(value) || value === true) return ''
    if (typeof value === 'string') return value
    if (typeof value === 'number' || typeof value === 'bigint') return String(value)
    throw badAttribute('', name, value)
  }
  if (typeof value === 'object' && value !== null) throw badAttribute('', name, value)
  if (typeof value === 'function' || typeof value === 'symbol') throw badAttribute('', name, value)
  return value === '' || Boolean(value)
}

/** Vouches for `html`: it is put into the page as it is. Sanitise what users wrote first. */
export function unsafeHtml(html: string): RawHtml {
  if (typeof html !== 'string') {
    throw vangoError('html/raw-html-expected', { name: 'unsafeHtml()', got: describe(html) })
  }
  return { [RAW_HTML]: html }
}

export function isRawHtml(value: unknown): value is RawHtml {
  return typeof value === 'object' && value !== null && RAW_HTML in value
}

/** The HTML in it, for an attribute or property that wants nothing else. */
export function toRawText(name: string, value: unknown): string {
  if (isRawHtml(value)) return value[RAW_HTML]
  throw vangoError('html/raw-html-expected', { name, got: describe(value) })
}

function toObjectAttribute(
  kind: number,
  tag: string,
  name: string,
  value: object,
): string | undefined {
  if (kind === CLASS) return toClass(tag, value) || undefined
  if (kind === STYLE && !Array.isArray(value)) return toStyle(tag, value)
  if (kind === DOCUMENT) return toRawText(name, value)
  throw badAttribute(tag, name, value)
}

function checkText(kind: number, tag: string, name: string, value: string): string | undefined {
  if (kind === DOCUMENT) return toRawText(name, value)
  if (!runsCode(kind, tag, value)) return value

  reportRefused({ code: 'html/refused-url', tag, name, value })
  return undefined
}

function runsCode(kind: number, tag: string, value: string): boolean {
  if (kind === URL) return isCodeUrl(tag, value)
  return kind === CONTENT ? isCodeRefresh(value) : hasCodeUrl(value)
}

function toClass(tag: string, value: unknown): string {
  if (typeof value === 'string') return value
  if (isNothing(value)) return ''
  if (typeof value !== 'object') {
    throw vangoError('html/bad-class', { tag, got: describe(value) })
  }

  let names = ''
  if (Array.isArray(value)) {
    for (const item of value) names = joinNames(names, toClass(tag, item))
    return names
  }
  for (const [name, condition] of Object.entries(value as object) as [string, unknown][]) {
    // An object or a function is always true: a signal whose value was meant.
    if (typeof condition === 'object' || typeof condition === 'function') {
      if (condition === null) continue
      throw vangoError('html/bad-class', { tag, got: `${name}: ${describe(condition)}` })
    }
    if (condition) names = joinNames(names, name)
  }
  return names
}

function joinNames(names: string, more: string): string {
  if (more === '') return names
  return names === '' ? more : `${names} ${more}`
}

/** The kind of a name seen for the first time. HTML does not tell upper from lower case. */
function learnKind(tag: string, name: string): number {
  const lower = name.toLowerCase()
  if (name === '' || badName.test(name)) throw vangoError('html/bad-attribute-name', { tag, name })
  if (lower.startsWith('on')) throw vangoError('html/inline-handler', { tag, name })
  if (reserved.has(lower)) throw vangoError('html/reserved-attribute', { tag, name })

  const hasWords = lower.startsWith('aria-') || lower.startsWith('data-')
  const kind = kinds.get(lower) ?? (hasWords ? ENUMERATED : TEXT)
  if (kinds.size < maxKinds) kinds.set(name, kind)
  return kind
}

function toKinds(kind: number, names: string): [name: string, kind: number][] {
  return names.split(' ').map((name) => [name, kind])
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === false
}

function badAttribute(tag: string, name: string, value: unknown): Error {
  return vangoError('html/bad-attribute', { tag, name, got: describe(value) })
}

function describe(value: unknown): string {
  if (typeof value === 'object' && value !== null) {
    return `an object of class ${value.constructor?.name ?? 'none'}`
  }
  return typeof value === 'string' ? 'a plain string' : typeof value
}
