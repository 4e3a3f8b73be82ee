import { describe, expect, test } from 'vitest'
import { encodePatches } from '../wire/patch-codec.ts'
import { openLivePage } from './fixtures/page.ts'
import type { LivePage } from './fixtures/page.ts'

/** Sends a FULL_RESYNC and waits until it is in place. */
async function resync(page: LivePage, html: string, hid = 0): Promise<void> {
  page.socket().say({ kind: 'full-resync', seq: 1, ackEvent: 0, hid, html })
  await page.socket().settled()
}

describe('a page that is sent anew', () => {
  test('shows what came, and takes patches and events for it', async () => {
    const page = await openLivePage('<p data-hid="1">a</p><button data-hid="2">b</button>')

    await resync(page, '<p data-hid="1">c</p><button data-hid="7" data-on="click">d</button>')
    const ops = encodePatches([{ op: 'setText', hid: 7, text: 'e' }])
    page.socket().say({ kind: 'patch', seq: 2, ackEvent: 0, ops })
    page.query('button').click()

    expect(page.html()).toBe('<p data-hid="1">c</p><button data-hid="2" data-on="click">e</button>')
    expect(await page.events()).toMatchObject([{ eventNo: 1, ackSeq: 2, hid: 7 }])
  })

  test('is not touched where it is the same', async () => {
    const html =
      '<ul data-hid="1"><li data-hid="2">a<!----><b>x</b></li></ul>text<!--3--><input data-hid="4">'
    const page = await openLivePage(html)
    const records: MutationRecord[] = []
    const observer = new page.window.MutationObserver((list) => records.push(...list))
    observer.observe(page.document.body, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    })

    await resync(page, html)

    expect([...records, ...observer.takeRecords()]).toEqual([])
  })

  test('keeps elements by their hids, wherever they go', async () => {
    const page = await openLivePage(
      '<ul data-hid="1"><li data-hid="2">a</li><li data-hid="3">b</li><li data-hid="4">c</li></ul>',
    )
    const [first, , third] = page.document.querySelectorAll('li')

    await resync(
      page,
      '<main><ul data-hid="1"><li data-hid="4">c</li><li data-hid="9">n</li><li data-hid="2">a</li></ul></main>',
    )

    const after = [...page.document.querySelectorAll('main > ul > li')]
    expect(after.map((node) => node.textContent)).toEqual(['c', 'n', 'a'])
    expect(after[0]).toBe(third)
    expect(after[2]).toBe(first)
  })

  test('continues what is alike when no hid is the same', async () => {
    const page = await openLivePage(
      '<p data-hid="1">a</p><form><input name="x" data-hid="2"><input name="y" data-hid="3"></form>',
    )
    const field = page.query<HTMLInputElement>('[name="y"]')
    field.value = 'typed'

    await resync(
      page,
      '<p data-hid="11">b</p><form><input name="z" data-hid="14"><input name="y" data-hid="13"></form>',
    )

    expect(page.query('[name="y"]')).toBe(field)
    expect(field.value).toBe('typed')
    expect(page.document.querySelector('[name="x"]')).toBeNull()
  })
})

describe('what is the user’s stays', () => {
  test('focus, selection and typed text', async () => {
    const page = await openLivePage(
      '<h1 data-hid="1">a</h1><div><textarea data-hid="2"></textarea></div>',
    )
    const field = page.query<HTMLTextAreaElement>('textarea')
    field.focus()
    field.value = 'typed text'
    field.setSelectionRange(2, 5)

    await resync(page, '<p>new</p><div><h2>more</h2><textarea data-hid="2"></textarea></div>')

    expect(page.document.activeElement).toBe(field)
    expect(field.value).toBe('typed text')
    expect([field.selectionStart, field.selectionEnd]).toEqual([2, 5])
  })

  test('scroll positions', async () => {
    const tall = '<p style="height: 900px">tall</p>'
    const page = await openLivePage(
      `<div data-hid="1" style="height: 100px; overflow: auto">${tall}</div>`,
    )
    page.query('div').scrollTop = 300

    await resync(
      page,
      `<p>new</p><div data-hid="1" style="height: 100px; overflow: auto">${tall}${tall}</div>`,
    )

    expect(page.query('div').scrollTop).toBe(300)
  })

  test('open details and what is in a kept element', async () => {
    const page = await openLivePage(
      '<details data-hid="1"><summary>s</summary></details><div data-vango-keep></div>',
    )
    page.query<HTMLDetailsElement>('details').open = true
    page.query('div').innerHTML = '<canvas></canvas>'

    await resync(
      page,
      '<details data-hid="1"><summary>t</summary></details><div data-vango-keep class="a"></div>',
    )

    expect(page.query<HTMLDetailsElement>('details').open).toBe(true)
    expect(page.query('summary').textContent).toBe('t')
    expect(page.query('.a').innerHTML).toBe('<canvas></canvas>')
  })

  test('the element of playing media', async () => {
    const page = await openLivePage('<section><video data-hid="1" loop></video></section>')
    const video = page.query('video')

    await resync(page, '<p>new</p><section><b>x</b><video data-hid="1" loop></video></section>')

    expect(page.query('video')).toBe(video)
  })
})

describe('a rendered value', () => {
  test('is set, be it the same attribute or not', async () => {
    const page = await openLivePage(
      '<input data-hid="1" value="1"><input type="checkbox" data-hid="2" checked>',
    )
    page.query<HTMLInputElement>('input').value = '5'

    await resync(
      page,
      '<input data-hid="1" .value="1"><input type="checkbox" data-hid="2" .checked="false">',
    )

    expect(page.query<HTMLInputElement>('input').value).toBe('1')
    expect(page.query<HTMLInputElement>('[type]').checked).toBe(false)
  })

  test('closes details that the server has closed', async () => {
    const page = await openLivePage('<details data-hid="1" open></details>')

    await resync(page, '<details data-hid="1" .open="false"></details>')

    expect(page.query<HTMLDetailsElement>('details').open).toBe(false)
  })

  test('does not replace what is typed while its event is not handled', async () => {
    const page = await openLivePage('<input data-hid="1" data-on="input" value="a">')
    const field = page.query<HTMLInputElement>('input')
    field.value = 'ab'
    field.dispatchEvent(new page.window.Event('input', { bubbles: true }))

    await resync(page, '<input data-hid="1" data-on="input" .value="a">')
    expect(field.value).toBe('ab')
  })
})

describe('one element that is sent anew', () => {
  test('leaves the rest alone', async () => {
    const page = await openLivePage(
      '<p data-hid="1">a</p><ul data-hid="2"><li data-hid="3"></li></ul>',
    )

    await resync(page, '<ul data-hid="2"><li data-hid="3">b</li><li data-hid="4">c</li></ul>', 2)

    expect(page.document.querySelectorAll('li')).toHaveLength(2)
    expect(page.query('p').textContent).toBe('a')
  })

  test('stays in its namespace', async () => {
    const page = await openLivePage('<svg><g data-hid="1"></g></svg>')

    await resync(page, '<g data-hid="1"><circle r="3"></circle></g>', 1)

    expect(page.query('circle').namespaceURI).toBe('http://www.w3.org/2000/svg')
  })

  test('that is not there is answered by asking for the page', async () => {
    const page = await openLivePage('<p data-hid="1">a</p>')

    await resync(page, '<b data-hid="5">x</b>', 5)

    expect(page.socket().heard().flat()).toContainEqual({ kind: 'refetch', hid: 0 })
  })
})

test('a portal that is sent anew is filled where it stands', async () => {
  const portal = (text: string): string =>
    `<main><!--1--><vango-portal data-hid="2" data-to="#to"><b>${text}</b></vango-portal></main>` +
    '<div id="to"></div>'
  const page = await openLivePage(portal('a'))

  await resync(page, portal('b'))

  expect(page.query('#to').textContent).toBe('b')
  expect(page.document.querySelectorAll('vango-portal')).toHaveLength(1)
})
