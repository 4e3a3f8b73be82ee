/**
 * What forms need to be posted the plain way, put into the HTML that the printer has made: the method, a
 * hidden field that names the handler, and the CSRF token.
 *
 * Our own output has its attributes quoted and its text escaped, so its tags can be searched. In HTML that
 * somebody vouched for, forms that are written in the same way get their fields, too.
 */
import { csrfFieldName, formFieldName } from '../vdom/event-data.ts'
import { escapeAttribute } from './escape.ts'

export interface FormParts {
  /** The name of the handler of the form with this hid, if it has one. */
  nameOf(hid: number): string | undefined
  /** A CSRF token; `undefined` if the app does without. */
  token(): string | undefined
}

// Scripts and styles are passed over: a tag in them is none.
const form = /<(script|style)[\s>].*?<\/\1>|<form((?:\s[^\s=>"]+(?:="[^"]*")?)*)>/gs
/** Another site must not learn the token. */
const foreignAction = /^\s*(?:[a-z][\w+.-]*:|[\\/]{2})/i

export function completeForms(html: string, parts: FormParts): string {
  // Fast path: most pages have none.
  if (!html.includes('<form')) return html

  return html.replace(form, (tag: string, _: unknown, attributes: string | undefined) =>
    attributes === undefined ? tag : completeForm(attributes, parts),
  )
}

function completeForm(attributes: string, parts: FormParts): string {
  const hid = valueOf(attributes, 'data-hid')
  const name = hid === undefined ? undefined : parts.nameOf(Number(hid))
  const method = valueOf(attributes, 'method')
  // A handler's form that names no method would put its fields, passwords too, into the address.
  const added = name !== undefined && method === undefined ? ' method="post"' : ''
  const tag = `<form${attributes}${added}>`
  if (added === '' && method?.toLowerCase() !== 'post') return tag

  const token = foreignAction.test(valueOf(attributes, 'action') ?? '') ? undefined : parts.token()
  return tag + toHidden(formFieldName, name) + toHidden(csrfFieldName, token)
}

function valueOf(attributes: string, name: string): string | undefined {
  return new RegExp(`\\s${name}="([^"]*)"`, 'i').exec(attributes)?.[1]
}

function toHidden(name: string, value: string | undefined): string {
  if (value === undefined) return ''
  return `<input type="hidden" name="${name}" value="${escapeAttribute(value)}">`
}
