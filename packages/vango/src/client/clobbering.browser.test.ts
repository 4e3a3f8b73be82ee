/** A form has its fields as properties. Whatever they are called, it works. */
import { describe, expect, test } from 'vitest'
import { openLivePage } from './fixtures/page.ts'

// Those that authors do write, and those that the client asks nodes for.
const names =
  'action after append attributes before children contains data dataset elements firstChild focus ' +
  'getAttribute id innerHTML insertBefore isConnected length localName method moveBefore name namespaceURI ' +
  'nextSibling nodeType on parentNode previousSibling querySelector remove removeAttribute reset ' +
  'setAttribute submit target textContent title type value'

describe.each(names.split(' '))('a form with a field named %s', (name) => {
  const form =
    `<main data-hid="1"><p data-hid="2"></p>` +
    `<form data-hid="3" data-on="submit"><input name="${name}" value="x"><button>go</button><!--4--></form></main>`

  test('is submitted', async () => {
    const page = await openLivePage(form)

    page.query('button').click()

    expect(await page.events()).toMatchObject([{ hid: 3, payload: { fields: [[name, 'x']] } }])
  })

  test('gets attributes and nodes, is moved and removed', async () => {
    const page = await openLivePage(form)
    const element = page.query('form')

    page.patch(
      { op: 'setAttribute', hid: 3, name: 'class', value: 'a' },
      { op: 'removeAttribute', hid: 3, name: 'data-on' },
      { op: 'insert', parent: 3, before: 0, nodes: [{ kind: 'range', hid: 5, child: 'end' }] },
      { op: 'insert', parent: 0, before: 3, nodes: [{ kind: 'range', hid: 6, child: 'front' }] },
      { op: 'move', hid: 3, before: 2 },
    )
    const { firstChild } = page.query('main')
    expect(firstChild).toBe(element)
    page.patch({ op: 'move', hid: 3, before: 0 })

    expect(page.html()).toBe(
      '<main data-hid="1"><p data-hid="2"></p>front<!---->' +
        `<form data-hid="3" class="a"><input name="${name}" value="x"><button>go</button><!--4-->end<!----></form></main>`,
    )
    page.patch({ op: 'remove', hid: 3 })
    expect(page.html()).toBe('<main data-hid="1"><p data-hid="2"></p>front<!----></main>')
    expect(page.reloads).toBe(0)
  })
})
