/**
 * JSX text to the text it means.
 *
 * White space as TypeScript and React have it: lines are trimmed where they meet another line, blank
 * lines vanish, the rest is joined by one space. Character references are read after that, so
 * `&#32;` survives at the end of a line.
 */
import { decodeEntities } from './entities.ts'

const lineBreak = /[\n\r\u2028\u2029]/
// Not `\s`: that has the line breaks, and lacks U+0085 and U+200B, which TypeScript trims too.
const space = '[\\t\\v\\f \\u0085\\u00a0\\u1680\\u2000-\\u200b\\u202f\\u205f\\u3000\\ufeff]+'
const leading = new RegExp(`^${space}`)
const trailing = new RegExp(`${space}$`)

/** What a JSX text node says; empty when it is only indentation. */
export function jsxText(raw: string): string {
  const lines = raw.split(lineBreak)
  const last = lines.length - 1

  return lines
    .map((line, index) => {
      const head = index === 0 ? line : line.replace(leading, '')
      return decodeEntities(index === last ? head : head.replace(trailing, ''))
    })
    .filter((line) => line !== '')
    .join(' ')
}
