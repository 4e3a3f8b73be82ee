/**
 * Text made safe for its place in HTML: between tags, in a double-quoted attribute, in a script.
 *
 * Nearly all text needs nothing, so each function looks first and then returns the same string. A
 * carriage return is written as a reference, for the HTML parser makes LF of CR and CRLF.
 */
import { vangoError } from '../base/errors.ts'

/** What to write for a character, by its code; empty for the character itself. */
type Entities = readonly string[]

const textEntities: Entities = toEntities({ '&': '&amp;', '<': '&lt;', '\r': '&#13;' })
const attributeEntities: Entities = toEntities({
  '&': '&amp;',
  '<': '&lt;',
  '"': '&quot;',
  '\r': '&#13;',
})

/** Elements whose text ends only at their own end tag; nothing in it can be escaped. */
const rawTextTags: ReadonlySet<string> = new Set('iframe noembed noframes plaintext xmp'.split(' '))

/** Text between tags, also of `textarea` and `title`. `>` is harmless there. */
export function escapeText(text: string): string {
  // Searches for one character each are faster than a regular expression, 20 times in long text.
  const needsNothing = !text.includes('&') && !text.includes('<') && !text.includes('\r')
  return needsNothing ? text : replaceAll(text, textEntities)
}

/**
 * Text between double quotes. `<` is escaped as well: inside `<noscript>`, which browsers read as
 * raw text, an attribute's `</noscript>` would end the element.
 */
export function escapeAttribute(text: string): string {
  const isPlain = !text.includes('&') && !text.includes('"') && !text.includes('<')
  return isPlain && !text.includes('\r') ? text : replaceAll(text, attributeEntities)
}

/** The text of a `textarea`, whose first line break the parser would swallow. */
export function escapeLeadingLine(text: string): string {
  const escaped = escapeText(text)
  return escaped.startsWith('\n') ? `\n${escaped}` : escaped
}

/**
 * Text of a `script` or `style`. What would end the element or open a comment is written so that
 * strings in scripts, JSON and CSS still mean the same; elements without such a way are refused.
 */
export function escapeRawText(tag: string, text: string): string {
  if (tag === 'script') return text.replace(/<(?=!--|\/?script)/gi, '\\u003c')
  if (tag === 'style') return text.replace(/<(?=\/style)/gi, '\\3c ')
  if (!rawTextTags.has(tag)) return escapeText(text)

  if (tag === 'plaintext' || text.toLowerCase().includes(`</${tag}`)) {
    throw vangoError('html/raw-text', { tag })
  }
  return text
}

function replaceAll(text: string, entities: Entities): string {
  let escaped = ''
  let copied = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code >= entities.length || entities[code] === '') continue
    escaped += text.slice(copied, at) + entities[code]
    copied = at + 1
  }
  return escaped + text.slice(copied)
}

function toEntities(byCharacter: Readonly<Record<string, string>>): Entities {
  return Array.from({ length: 64 }, (_, code) => byCharacter[String.fromCharCode(code)] ?? '')
}
