import { expect, test } from 'vitest'
import { openLivePage, openPage } from './fixtures/page.ts'

interface Registry {
  readonly nodes: Map<number, Node>
}

test('a page without a session is left alone', async () => {
  const page = await openPage('<p data-hid="1">a</p>', { script: '' })

  expect(page.sockets).toEqual([])
})

test('the socket is opened for the session of the script element', async () => {
  const page = await openPage('')

  expect(page.socket().url).toBe(`ws://${location.host}/vango/live/s1`)
  expect(page.sockets.length).toBe(1)
})

test('the path can be another one', async () => {
  const page = await openPage('', {
    script: 'data-session="s2" data-token="t" data-path="/app/live/"',
  })

  expect(page.socket().url).toBe(`ws://${location.host}/app/live/s2`)
})

test('elements and anchors that carry a hid are adopted, other comments are not', async () => {
  const page = await openLivePage(
    '<div data-hid="1">a<!---->b<!--2--><p>c</p><!--3 cats--><b data-hid="x"></b></div>' +
      '<svg><g data-hid="4"></g></svg><object data="9" data-hid="5"></object>',
  )
  const { nodes } = await page.module<Registry>('registry')

  expect([...nodes.keys()].toSorted()).toEqual([1, 2, 4, 5])
  expect(nodes.get(4)!.nodeName).toBe('g')
})

test('an anchor takes the text before it, and only up to the separator', async () => {
  const page = await openLivePage('<p data-hid="1">Hello <!---->you<!--2-->!</p>')

  page.patch({ op: 'setText', hid: 2, text: 'all' })

  expect(page.html()).toBe('<p data-hid="1">Hello <!---->all<!--2-->!</p>')
})

test('portals are moved to where they belong', async () => {
  const page = await openLivePage(
    '<div id="to"></div><!--1--><vango-portal data-hid="2" data-to="#to"><b data-hid="3">a</b></vango-portal>' +
      '<!--4--><vango-portal data-hid="5" data-to="#nowhere">b</vango-portal>' +
      '<!--6--><vango-portal data-hid="7" data-to="((">c</vango-portal>',
  )

  page.patch({ op: 'setText', hid: 3, text: 'z' })

  expect(page.query('#to').textContent).toBe('z')
  expect(page.query('[data-hid="5"]').parentNode).toBe(page.document.body)
  expect(page.query('[data-hid="7"]').parentNode).toBe(page.document.body)
})

test('nothing is left on the window', async () => {
  const before = new Set(Object.keys((await openPage('', { script: '' })).window))

  const page = await openLivePage('<button data-hid="1" data-on="click">a</button>')

  expect(Object.keys(page.window).filter((name) => !before.has(name))).toEqual([])
})

test('it works where only the policy vango may make trusted HTML', async () => {
  const page = await openLivePage('<p data-hid="1"></p>', {
    head: `<meta http-equiv="Content-Security-Policy"
      content="require-trusted-types-for 'script'; trusted-types vango">`,
  })

  page.patch(
    { op: 'defineTemplate', template: 1, html: '<i data-hid="0">a</i>', slots: [] },
    {
      op: 'insert',
      parent: 1,
      before: 0,
      nodes: [{ kind: 'instance', template: 1, hid: 2, values: [] }],
    },
    { op: 'setProperty', hid: 2, name: 'innerHTML', value: '<b>b</b>' },
  )

  expect(page.query('p').innerHTML).toBe('<i><b>b</b></i>')
})
