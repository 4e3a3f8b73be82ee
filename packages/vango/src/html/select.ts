/**
 * The chosen option of a `select`: HTML has no `value` attribute for it, so the option with that value
 * is printed as selected.
 */
import { escapeAttribute } from './escape.ts'

// Our own output: attributes are quoted and escaped, so the text can be searched.
const option = /<option((?:\s[^\s=>"]+(?:="[^"]*")?)*)>(.*?)<\/option>/gs

/** `options` are printed; returns them with the first of that value selected. */
export function selectOption(options: string, value: string): string {
  const wanted = escapeAttribute(value)
  let isFound = false
  return options.replace(option, (html: string, attributes: string, label: string) => {
    if (isFound || valueOf(attributes, label) !== wanted) return html
    isFound = true
    return / selected(?=[\s>])/.test(`${attributes}>`) ? html : `<option selected${html.slice(7)}`
  })
}

/** An option without a value has that of its label, white space collapsed. */
function valueOf(attributes: string, label: string): string {
  const own = / value="([^"]*)"/.exec(attributes)?.[1]
  if (own !== undefined) return own
  const text = label.replaceAll(/<!--.*?-->/g, '').replaceAll(/[\t\n\f\r ]+/g, ' ')
  return text.trim().replaceAll('"', '&quot;')
}
