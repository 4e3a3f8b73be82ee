/** What a browser's own parser makes of raw HTML, wherever in it a mark stands. */
import { describe, expect, test } from 'vitest'
import { defuse } from './raw-html.ts'

const marks = [
  '<b data-hid="2" data-on="click">x</b>',
  '<!--8-->',
  '<!8>',
  '</8>',
  '<?8>',
  '<!--?8-->',
]
const around = [
  ['', ''],
  ['</div></p>', ''],
  ['<svg><style>', '</style></svg>'],
  ['<svg><title>', '</title></svg>'],
  ['<math><mtext><mglyph><style>', ''],
  ['<noscript>', '</noscript>'],
  ['<p title="', '">'],
  ["<a href='", "'>"],
  ['<textarea>', '</textarea>'],
  ['<table><caption>', ''],
  ['<!--', '-->'],
  ['<select><option>', ''],
]

function walk(node: Node, visit: (node: Node) => void): void {
  visit(node)
  for (const child of node.childNodes) walk(child, visit)
}

/** As the client and the page's script look for them. */
function marksIn(root: Node): string[] {
  const found: string[] = []
  walk(root, (node) => {
    if (node instanceof Comment && /^\??\d+$/.test(node.data)) found.push(`<!--${node.data}-->`)
    if (!(node instanceof Element)) return
    if (node.matches('[data-hid], [data-on], vango-portal')) found.push(node.outerHTML)
  })
  return found
}

describe.each(around)('between %s and %s', (before, after) => {
  test.each(marks)('there is no mark: %s', (mark) => {
    const holder = document.createElement('div')

    holder.innerHTML = defuse(before + mark + after)

    expect(marksIn(holder)).toEqual([])
  })
})

test('a text, a value and a class say what they said', () => {
  const html = '<p title="data-hid data-on">The data-hid of &lt;b data-on&gt; is 3 &lt; 8</p>'
  const [plain, defused] = [html, defuse(html)].map((each) => {
    const holder = document.createElement('div')
    holder.innerHTML = each
    return holder
  })

  expect(defused!.isEqualNode(plain!)).toBe(true)
})
