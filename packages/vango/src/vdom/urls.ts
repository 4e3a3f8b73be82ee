/**
 * URLs that run code instead of naming a place. A value of this kind is left out of the page, not
 * thrown: it comes from data, and one bad row must not take the page down. Whoever asked `onRefused`
 * hears of it.
 */

/** A value that was left out. `errorMessage(code, refused)` says it in words. */
export interface Refused {
  readonly code: 'html/refused-url' | 'html/refused-style'
  readonly tag: string
  readonly name: string
  readonly value: string
}

const script = `(?:${tolerant('javascript')}|${tolerant('vbscript')})[\\t\\n\\r]*:`
const scriptUrl = new RegExp(`^[\\0-\\x20]*${script}`, 'i')
const scriptInList = new RegExp(`(?:^|;)[\\0-\\x20]*${script}`, 'i')
const dataUrl = new RegExp(`^[\\0-\\x20]*${tolerant('data')}[\\t\\n\\r]*:`, 'i')

/** Types of `data:` URLs that cannot run anything when shown in a frame. */
const inertData =
  /^data:(?:image\/(?:avif|gif|jpeg|png|webp)|audio\/|video\/|application\/pdf|text\/plain)/i
const frames: ReadonlySet<string> = new Set(['iframe', 'frame', 'embed', 'object'])
const loadsCode: ReadonlySet<string> = new Set(['script', 'use'])

let report: ((refused: Refused) => void) | undefined

/** Tells one listener of every value left out, process-wide; returns what undoes it. */
export function onRefused(listener: (refused: Refused) => void): () => void {
  const previous = report
  report = listener
  return () => {
    report = previous
  }
}

export function reportRefused(refused: Refused): void {
  report?.(refused)
}

/** Whether the browser would run `url`, were it followed or loaded by an element of that tag. */
export function isCodeUrl(tag: string, url: string): boolean {
  // Fast path: nearly all URLs begin with a letter of http, a slash, a dot or a hash.
  const first = url.charCodeAt(0)
  if (first > 0x20 && !'jvdJVD'.includes(url[0]!)) return false

  if (scriptUrl.test(url)) return true
  return dataUrl.test(url) && isCodeData(tag.toLowerCase(), url)
}

/** Whether one of the values of an SVG animation, separated by `;`, is a URL that runs code. */
export function hasCodeUrl(values: string): boolean {
  return scriptInList.test(values)
}

/**
 * Whether the `content` of a `<meta http-equiv="refresh">` (`5; url=…`) goes to code. Any other `meta`
 * has one too; a refresh always begins with its delay.
 */
export function isCodeRefresh(content: string): boolean {
  if (!/^\s*[\d.]/.test(content)) return false
  const target = content
    .replace(/^[\s\d.;,]+/, '')
    .replace(/^url\s*=\s*/i, '')
    .replace(/^["']/, '')
  return scriptUrl.test(target)
}

/**
 * A `data:` document in a frame has an origin of its own, but it can still show a false login; in
 * `script` and `use` it is code of this page. Links may go to one: browsers refuse to open it, and
 * downloads are made that way.
 */
function isCodeData(tag: string, url: string): boolean {
  if (loadsCode.has(tag)) return true
  return frames.has(tag) && !inertData.test(url)
}

/** Browsers drop tabs and line breaks anywhere in a URL before they read its scheme. */
function tolerant(scheme: string): string {
  return scheme.split('').join('[\\t\\n\\r]*')
}
