/** What a person would see of a page, as HTML. */

/** Drops what only the wire needs. */
export function toPlainHtml(body: HTMLElement): string {
  const copy = body.cloneNode(true) as HTMLElement
  for (const script of copy.querySelectorAll('script')) script.remove()
  for (const element of copy.querySelectorAll('[data-hid], [data-on]')) {
    element.removeAttribute('data-hid')
    element.removeAttribute('data-on')
  }
  return copy.innerHTML.replace(/<!--\??\d*-->/g, '')
}
