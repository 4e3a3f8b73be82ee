/**
 * Raw HTML is shown as it is, but it must not pass for the framework's own. By attributes and comments
 * the browser knows which node is which, and who listens; HTML of a user's could name them as well, and
 * would then have a click on itself run any handler of the page.
 */

// A name ends where an attribute's does.
const names = /data-(?=(?:hid|on|vango-part)(?![^\s"'<>/=]))/gi
const portals = /(<\/?vango-)(?=portal)/gi
/** All that begins a comment: `<!--8-->`, `<!8>`, `</8>`, and `<?8>`, which keeps its mark. */
const comments = /<(?:(?:!(?:--)?|\/)\??|\?)(?=\d)/g

/**
 * The HTML without anything that could be taken for a mark of the framework's.
 *
 * The names are broken by a character reference. In text and in values it means what stood there; in a
 * name nothing is decoded. So it does not matter what the parser takes a place for, and no parser is
 * needed here, which somebody could lead astray.
 */
export function defuse(html: string): string {
  return html.replace(names, 'data&#45;').replace(portals, '$1raw-').replace(comments, '$& ')
}
