import type { Patch, PatchNode, Slot } from '../vdom/patch.ts'
import type { LivePage } from './fixtures/page.ts'
import { describe, expect, test } from 'vitest'
import { SLOT_ATTRIBUTE, SLOT_CHILD, SLOT_EVENTS, SLOT_PROPERTY } from '../vdom/patch.ts'
import { openLivePage } from './fixtures/page.ts'

const append = (parent: number, ...nodes: PatchNode[]): Patch => ({
  op: 'insert',
  parent,
  before: 0,
  nodes,
})
const insertBefore = (before: number, ...nodes: PatchNode[]): Patch => ({
  op: 'insert',
  parent: 0,
  before,
  nodes,
})
const define = (template: number, html: string, slots: Slot[] = []): Patch => ({
  op: 'defineTemplate',
  template,
  html,
  slots,
})
const instance = (
  template: number,
  hid: number,
  ...values: (PatchNode & { kind: 'instance' })['values']
): PatchNode => ({ kind: 'instance', template, hid, values })
const range = (hid: number, child?: PatchNode[] | string): PatchNode => ({
  kind: 'range',
  hid,
  child,
})
const element = (tag: string, hid: number, rest: Partial<PatchNode> = {}): PatchNode =>
  ({
    kind: 'element',
    tag,
    hid,
    attributes: [],
    properties: [],
    child: undefined,
    ...rest,
  }) as PatchNode

/** The page's HTML without comments and hids. */
function bare(page: LivePage): string {
  return page.html().replace(/<!--.*?-->| data-hid="\d+"/g, '')
}

async function countKnown(page: LivePage): Promise<number> {
  const { nodes } = await page.module<{ nodes: Map<number, Node> }>('registry')
  return nodes.size
}

describe('setText', () => {
  test('replaces all that an element contains', async () => {
    const page = await openLivePage('<p data-hid="1"><b data-hid="2">a</b>b</p>')

    page.patch({ op: 'setText', hid: 1, text: '<c>' })

    expect(bare(page)).toBe('<p>&lt;c&gt;</p>')
    expect(await countKnown(page)).toBe(1)
  })

  test('keeps the text node of an element that only has text', async () => {
    const page = await openLivePage('<p data-hid="1">a</p>')
    const text = page.query('p').firstChild

    page.patch({ op: 'setText', hid: 1, text: 'b' })

    expect(page.query('p').firstChild).toBe(text)
    expect(bare(page)).toBe('<p>b</p>')
  })

  test('sets, empties and sets again the text of an anchor', async () => {
    const page = await openLivePage('<p data-hid="1">a<!----><!--2-->c</p>')

    page.patch({ op: 'setText', hid: 2, text: 'b' })
    expect(bare(page)).toBe('<p>abc</p>')
    page.patch({ op: 'setText', hid: 2, text: '' })
    expect(bare(page)).toBe('<p>ac</p>')
    page.patch({ op: 'setText', hid: 2, text: 'd' })
    expect(bare(page)).toBe('<p>adc</p>')
  })

  test.each([
    ['short', 'aé'],
    ['long', 'x'.repeat(500)],
    ['long, not ASCII', 'ü€😀'.repeat(100)],
    ['ASCII before a character of four bytes', 'abc😀'],
    ['a byte order mark', '\uFEFFa'],
  ])('reads a string that is %s', async (_, text) => {
    const page = await openLivePage('<p data-hid="1"></p>')

    page.patch({ op: 'setText', hid: 1, text })

    expect(page.query('p').textContent).toBe(text)
  })
})

describe('attributes and properties', () => {
  test('are set and removed', async () => {
    const page = await openLivePage('<a data-hid="1"></a>')

    page.patch(
      { op: 'setAttribute', hid: 1, name: 'href', value: '/"&' },
      { op: 'setAttribute', hid: 1, name: 'title', value: '' },
    )
    expect(bare(page)).toBe('<a href="/&quot;&amp;" title=""></a>')
    page.patch({ op: 'removeAttribute', hid: 1, name: 'href' })
    expect(bare(page)).toBe('<a title=""></a>')
  })

  test('of form fields are properties', async () => {
    const page = await openLivePage('<input type="checkbox" data-hid="1"><input data-hid="2">')

    page.patch(
      { op: 'setProperty', hid: 1, name: 'checked', value: true },
      { op: 'setProperty', hid: 2, name: 'value', value: 'a' },
      { op: 'setProperty', hid: 1, name: 'indeterminate', value: true },
    )
    const [box, text] = page.document.querySelectorAll('input')
    expect([box!.checked, box!.indeterminate, text!.value]).toEqual([true, true, 'a'])
    page.patch({ op: 'setProperty', hid: 1, name: 'checked', value: false })
    expect(box!.checked).toBe(false)
  })

  test('innerHTML drops the nodes it replaces', async () => {
    const page = await openLivePage('<p data-hid="1"><b data-hid="2"></b></p>')

    page.patch({ op: 'setProperty', hid: 1, name: 'innerHTML', value: '<i data-hid="7">x</i>' })

    expect(page.query('p').innerHTML).toBe('<i data-hid="7">x</i>')
    expect(await countKnown(page)).toBe(1)
  })
})

describe('insert', () => {
  test('puts nodes at the end, and before others', async () => {
    const page = await openLivePage('<ul data-hid="1"><li data-hid="2">b</li></ul>')

    page.patch(
      append(1, element('li', 3, { child: 'c' })),
      insertBefore(2, element('li', 4, { child: 'a' })),
    )

    expect(bare(page)).toBe('<ul><li>a</li><li>b</li><li>c</li></ul>')
  })

  test('before an anchor goes before its text', async () => {
    const page = await openLivePage('<p data-hid="1">c<!--2--></p>')

    page.patch(insertBefore(2, range(3, 'a'), range(4, [element('b', 5, { child: 'b' })])))

    expect(bare(page)).toBe('<p>a<b>b</b>c</p>')
  })

  test('builds ranges in ranges, and empty ones', async () => {
    const page = await openLivePage('<p data-hid="1"></p>')

    page.patch(
      append(1, range(2, [range(3, 'a'), range(4), range(5, [range(6, 'b')])]), range(7, 'c')),
    )
    expect(bare(page)).toBe('<p>abc</p>')
    page.patch(
      { op: 'setText', hid: 4, text: '-' },
      { op: 'setText', hid: 6, text: '' },
      { op: 'setText', hid: 7, text: 'd' },
    )

    expect(bare(page)).toBe('<p>a-d</p>')
    expect(await countKnown(page)).toBe(7)
  })

  test('loads the script that an element brings', async () => {
    const page = await openLivePage('<p data-hid="1"></p>')
    const loaded = new Promise((resolve) => Object.assign(page.window, { loaded: resolve }))
    const script = URL.createObjectURL(
      new Blob(['window.loaded(import.meta.url)'], { type: 'text/javascript' }),
    )

    const attributes = [['data-script', script]]
    page.patch(append(1, element('my-element', 2, { attributes } as Partial<PatchNode>)))

    expect(await loaded).toBe(script)
  })

  test('builds elements with attributes, properties and children', async () => {
    const page = await openLivePage('<p data-hid="1"></p>')
    const attributes = [
      ['class', 'x'],
      ['hidden', true],
    ] as const
    const properties = [['checked', true]] as const

    page.patch(append(1, element('input', 2, { attributes, properties } as Partial<PatchNode>)))

    expect(bare(page)).toBe('<p><input class="x" hidden=""></p>')
    expect(page.query<HTMLInputElement>('input').checked).toBe(true)
  })

  test('sets the value of a select when its options are there', async () => {
    const page = await openLivePage('<p data-hid="1"></p>')
    const option = (hid: number, value: string): PatchNode =>
      element('option', hid, { attributes: [['value', value]] } as Partial<PatchNode>)
    const rest = { properties: [['value', 'b']], child: [option(3, 'a'), option(4, 'b')] }

    page.patch(append(1, element('select', 2, rest as Partial<PatchNode>)))

    expect(page.query<HTMLSelectElement>('select').value).toBe('b')
  })

  test('puts a portal where it belongs and keeps its place', async () => {
    const page = await openLivePage('<p data-hid="1"></p><div id="to"></div>')
    const portal = (hid: number, to: string): PatchNode => ({
      kind: 'portal',
      hid,
      to,
      child: [element('b', hid + 2, { child: 'x' })],
    })

    page.patch(append(1, portal(2, '#to'), portal(5, '#nowhere')))
    expect(page.query('#to').innerHTML).toBe('<vango-portal data-to="#to"><b>x</b></vango-portal>')
    expect(page.query('p').textContent).toBe('x')
    page.patch({ op: 'remove', hid: 2 }, { op: 'remove', hid: 3 })

    expect(page.query('#to').innerHTML).toBe('')
    expect(await countKnown(page)).toBe(4)
  })
})

describe('templates', () => {
  const row = define(1, '<tr data-hid="0"><td data-hid="1"></td><td>: <!----><!--2--></td></tr>', [
    { kind: SLOT_CHILD, offset: 1, name: '' },
    { kind: SLOT_CHILD, offset: 2, name: '' },
    { kind: SLOT_ATTRIBUTE, offset: 0, name: 'class' },
  ])

  test('are filled in the order of their slots', async () => {
    const page = await openLivePage('<table><tbody data-hid="1"></tbody></table>')

    page.patch(
      row,
      append(1, instance(1, 10, 'a', 'b', 'x'), instance(1, 20), instance(1, 30, 'c')),
    )
    expect(bare(page)).toBe(
      '<table><tbody><tr class="x"><td>a</td><td>: b</td></tr>' +
        '<tr><td></td><td>: </td></tr><tr><td>c</td><td>: </td></tr></tbody></table>',
    )
    page.patch(
      { op: 'setText', hid: 21, text: 'A' },
      { op: 'setText', hid: 22, text: 'B' },
      { op: 'setAttribute', hid: 30, name: 'class', value: 'y' },
    )

    expect(bare(page)).toContain('<tr><td>A</td><td>: B</td></tr><tr class="y">')
    expect(await countKnown(page)).toBe(10)
  })

  test('leave out attributes without a value, and take bare ones', async () => {
    const page = await openLivePage('<p data-hid="1"></p>')
    const html = '<input data-hid="0">'
    const slots = [
      { kind: SLOT_ATTRIBUTE, offset: 0, name: 'title' },
      { kind: SLOT_ATTRIBUTE, offset: 0, name: 'required' },
      { kind: SLOT_ATTRIBUTE, offset: 0, name: 'alt' },
      { kind: SLOT_PROPERTY, offset: 0, name: 'value' },
      { kind: SLOT_PROPERTY, offset: 0, name: 'indeterminate' },
    ]

    page.patch(define(1, html, slots), append(1, instance(1, 2, undefined, true, '', 'v', true)))

    expect(bare(page)).toBe('<p><input required="" alt=""></p>')
    expect(page.query<HTMLInputElement>('input').value).toBe('v')
    expect(page.query<HTMLInputElement>('input').indeterminate).toBe(true)
  })

  test('hold nodes of all kinds', async () => {
    const page = await openLivePage('<p data-hid="1"></p>')
    const child = { kind: SLOT_CHILD, offset: 1, name: '' }
    const anchored = define(1, '<div data-hid="0">(<!--1-->)</div>', [child])
    const only = define(2, '<div data-hid="0">[<b data-hid="1"></b>]</div>', [child])

    page.patch(
      anchored,
      only,
      append(1, instance(1, 10, [instance(2, 20, [range(30, 'x'), element('i', 31)])])),
      { op: 'setText', hid: 31, text: 'y' },
    )

    expect(bare(page)).toBe('<p><div>(<div>[<b>x<i>y</i></b>]</div>)</div></p>')
  })

  test('find what is marked however deep it stands', async () => {
    const page = await openLivePage('<p data-hid="1"></p>')
    const html =
      '<div data-hid="0"><i><i><u></u><b data-hid="1"></b></i></i>t<i><!----><!--2--></i>' +
      '<i></i><b data-hid="3"><u></u></b>t</div>'

    page.patch(
      define(1, html),
      append(1, instance(1, 10)),
      ...[11, 12].map((hid): Patch => ({ op: 'setText', hid, text: `${hid}` })),
      { op: 'setAttribute', hid: 13, name: 'id', value: 'x' },
    )

    expect(bare(page)).toBe(
      '<p><div><i><i><u></u><b>11</b></i></i>t<i>12</i><i></i><b id="x"><u></u></b>t</div></p>',
    )
  })

  test('are replaced by a later definition', async () => {
    const page = await openLivePage('<p data-hid="1"></p>')

    page.patch(define(1, '<b data-hid="0">a</b>'), append(1, instance(1, 2)))
    page.patch(define(1, '<i data-hid="0">b</i>'), append(1, instance(1, 3)))

    expect(bare(page)).toBe('<p><b>a</b><i>b</i></p>')
  })

  test('are listened to, as they are and with other listeners', async () => {
    const page = await openLivePage('<p data-hid="1"></p>')
    const html = '<b data-hid="0" data-on="click -"></b>'

    page.patch(
      define(1, html, [{ kind: SLOT_EVENTS, offset: 0, name: '' }]),
      append(1, instance(1, 2), instance(1, 3, '- dblclick')),
    )
    const [first, second] = page.document.querySelectorAll('b')
    first!.click()
    second!.click()
    second!.dispatchEvent(new Event('dblclick', { bubbles: true }))

    expect(await page.events()).toMatchObject([
      { hid: 2, position: 0 },
      { hid: 3, position: 1 },
    ])
  })
})

describe('namespaces', () => {
  const svg = 'http://www.w3.org/2000/svg'
  const html = 'http://www.w3.org/1999/xhtml'
  const math = 'http://www.w3.org/1998/Math/MathML'

  test('one template means other elements inside of svg', async () => {
    const page = await openLivePage(
      '<p data-hid="1"></p><svg data-hid="2"></svg><math data-hid="3"></math>',
    )

    page.patch(
      define(1, '<a data-hid="0"><b></b></a>'),
      append(1, instance(1, 10)),
      append(2, instance(1, 20)),
      append(3, instance(1, 30)),
    )

    const found = [...page.document.querySelectorAll('a')].map(({ namespaceURI }) => namespaceURI)
    expect(found).toEqual([html, svg, math])
  })

  test('svg and math begin their own, foreignObject goes back to HTML', async () => {
    const page = await openLivePage('<p data-hid="1"></p>')

    page.patch(
      append(
        1,
        element('svg', 2, {
          attributes: [['viewBox', '0 0 1 1']],
          child: [
            element('linearGradient', 3),
            element('foreignObject', 4, { child: [element('div', 5)] } as Partial<PatchNode>),
          ],
        } as Partial<PatchNode>),
        element('math', 6, { child: [range(7, [element('mi', 8)])] } as Partial<PatchNode>),
        element('my-element', 9),
      ),
    )

    const of = (selector: string): string => page.query(selector).namespaceURI!
    expect(['svg', 'linearGradient', 'foreignObject'].map(of)).toEqual([svg, svg, svg])
    expect(['math', 'mi'].map(of)).toEqual([math, math])
    expect(['div', 'my-element'].map(of)).toEqual([html, html])
    expect(page.query('svg').hasAttribute('viewBox')).toBe(true)
  })

  test('holes of a template in svg are in svg', async () => {
    const page = await openLivePage('<p data-hid="1"></p>')
    const child = { kind: SLOT_CHILD, offset: 1, name: '' }

    page.patch(
      define(1, '<svg data-hid="0"><g><!--1--></g></svg>', [child]),
      define(2, '<circle data-hid="0"/>'),
      append(1, instance(1, 2, [instance(2, 5), element('rect', 6)])),
    )

    expect(page.query('circle').namespaceURI).toBe(svg)
    expect(page.query('rect').namespaceURI).toBe(svg)
  })
})

describe('move', () => {
  const list =
    '<ul data-hid="1"><li data-hid="2">a</li>b<!--3--><!--4--><li data-hid="5">d</li></ul>'

  test('takes an element before another, or to the end', async () => {
    const page = await openLivePage(list)

    page.patch({ op: 'move', hid: 5, before: 2 }, { op: 'move', hid: 2, before: 0 })

    expect(bare(page)).toBe('<ul><li>d</li>b<li>a</li></ul>')
  })

  test('takes an anchor with its text, before an anchor with its text', async () => {
    const page = await openLivePage('<p data-hid="1">a<!--2-->b<!--3-->c<!--4--></p>')

    page.patch({ op: 'move', hid: 4, before: 2 }, { op: 'move', hid: 2, before: 0 })
    expect(bare(page)).toBe('<p>cba</p>')
    page.patch({ op: 'setText', hid: 2, text: 'A' }, { op: 'setText', hid: 4, text: 'C' })

    expect(bare(page)).toBe('<p>CbA</p>')
  })

  test('takes an anchor without a text alone', async () => {
    const page = await openLivePage(list)

    page.patch({ op: 'move', hid: 4, before: 3 }, { op: 'setText', hid: 4, text: 'c' })

    expect(bare(page)).toBe('<ul><li>a</li>cb<li>d</li></ul>')
  })

  test.each(['with moveBefore', 'without'])('keeps the focus, %s', async (how) => {
    const page = await openLivePage(
      '<p data-hid="1"><input data-hid="2" data-on="blur focus focusout"><b data-hid="3"></b></p>',
    )
    if (how === 'without') Reflect.deleteProperty(page.window.Element.prototype, 'moveBefore')
    page.query('input').focus()
    await page.events()

    page.patch({ op: 'move', hid: 2, before: 0 })

    expect(page.document.activeElement).toBe(page.query('input'))
    expect(await page.events()).toEqual([])
  })
})

describe('remove and clear', () => {
  test('remove takes an element, or an anchor with its text', async () => {
    const page = await openLivePage(
      '<p data-hid="1">a<!--2--><b data-hid="3"><i data-hid="4"></i></b>c<!--5--></p>',
    )

    page.patch({ op: 'remove', hid: 2 }, { op: 'remove', hid: 3 })

    expect(bare(page)).toBe('<p>c</p>')
    expect(await countKnown(page)).toBe(2)
  })

  test('clear empties an element, and forgets all that was in it', async () => {
    const page = await openLivePage('<ul data-hid="1"></ul>')
    const rows = Array.from({ length: 50 }, (_, i) =>
      element('li', 10 + i * 3, {
        child: [range(11 + i * 3, [element('b', 12 + i * 3)])],
      } as Partial<PatchNode>),
    )

    page.patch(append(1, ...rows))
    expect(await countKnown(page)).toBe(151)
    page.patch({ op: 'clear', hid: 1 })

    expect(bare(page)).toBe('<ul></ul>')
    expect(await countKnown(page)).toBe(1)
  })
})

describe('patches for nodes that are not here', () => {
  test('are read and skipped, and the first is asked for', async () => {
    const page = await openLivePage('<p data-hid="1"><b data-hid="2"></b></p>')
    const before = page.html()

    page.patch(
      { op: 'setText', hid: 90, text: 'x' },
      { op: 'setAttribute', hid: 91, name: 'a', value: 'b' },
      { op: 'removeAttribute', hid: 92, name: 'a' },
      { op: 'setProperty', hid: 93, name: 'value', value: 'x' },
      { op: 'remove', hid: 94 },
      { op: 'clear', hid: 95 },
      { op: 'listen', hid: 96, events: 1 },
      append(97, element('b', 98, { child: [range(99, 'x')] } as Partial<PatchNode>)),
      insertBefore(100, range(101, [element('b', 102)])),
      { op: 'move', hid: 103, before: 2 },
      { op: 'move', hid: 2, before: 104 },
      { op: 'move', hid: 105, before: 106 },
    )

    expect(page.html()).toBe(before)
    expect(await countKnown(page)).toBe(2)
    expect(page.socket().heard()).toEqual([[{ kind: 'refetch', hid: 90 }]])
  })
})
