/** TodoMVC in a real browser: what its specification asks for, and what is saved. */
import type { Page } from 'playwright'
import { describe, expect } from 'vitest'
import { galleryUrl } from './support/gallery.ts'
import { expectText, test } from './support/test.ts'

const url = (hash = '') => galleryUrl(`/todomvc${hash}`)
const key = 'todos-vango'

async function open(page: Page, hash = ''): Promise<void> {
  await page.goto(url(hash))
  await loaded(page)
}

/** Until what is stored has reached the session, and what it said has come back. */
async function loaded(page: Page): Promise<void> {
  await page.waitForSelector('.todoapp[aria-busy=false]')
}

async function add(page: Page, ...titles: string[]): Promise<void> {
  for (const title of titles) {
    await page.fill('.new-todo', title)
    await page.press('.new-todo', 'Enter')
    await page.waitForSelector(`.todo-list li:has-text("${title}")`)
  }
}

const titles = (page: Page) => page.locator('.todo-list label').allTextContents()
const completed = (page: Page) => page.locator('.todo-list .completed label').allTextContents()
const stored = (page: Page) => page.evaluate((name) => localStorage.getItem(name), key)

async function expectTitles(page: Page, ...expected: string[]): Promise<void> {
  await expect.poll(() => titles(page), { timeout: 10_000 }).toEqual(expected)
}

async function expectStored(page: Page, ...expected: string[]): Promise<void> {
  const storedTitles = async () =>
    (JSON.parse((await stored(page)) ?? '[]') as { title: string }[]).map(({ title }) => title)
  await expect.poll(storedTitles, { timeout: 10_000 }).toEqual(expected)
}

async function edit(page: Page, title: string): Promise<void> {
  await page.locator('.todo-list label', { hasText: title }).dblclick()
  // A script of the page puts the cursor there.
  await page.waitForSelector('.edit:focus')
}

describe('without todos', () => {
  test('there is only the field, and it has the focus', async ({ page }) => {
    await open(page)

    expect(await page.locator('.main').count()).toBe(0)
    expect(await page.locator('.todoapp .footer').count()).toBe(0)
    expect(await page.locator('.new-todo:focus').count()).toBe(1)
  })

  test('the HTML has no todo, and no script but ours', async ({ page }) => {
    const html = await (await page.request.get(url())).text()

    expect(html).toContain('<vango-storage')
    expect(html).toMatch(/<script type="module" src="\/vango\/storage-[0-9a-f]+\.js"/)
  })
})

describe('a new todo', () => {
  test('is added by Enter, trimmed, at the end, and the field is empty again', async ({ page }) => {
    await open(page)

    await add(page, '  Buy tea  ', 'Drink it')

    await expectTitles(page, 'Buy tea', 'Drink it')
    await expect.poll(() => page.inputValue('.new-todo')).toBe('')
  })

  test('without text is none', async ({ page }) => {
    await open(page)
    await page.fill('.new-todo', '   ')
    await page.press('.new-todo', 'Enter')

    await add(page, 'Something')

    await expectTitles(page, 'Something')
  })
})

describe('todos', () => {
  test('are counted, one of them in the singular', async ({ page }) => {
    await open(page)

    await add(page, 'One')
    await expectText(page, '.todo-count', '1 item left')
    await add(page, 'Two')
    await expectText(page, '.todo-count', '2 items left')
    await page.locator('.toggle').first().check()

    await expectText(page, '.todo-count', '1 item left')
    expect(await completed(page)).toEqual(['One'])
  })

  test('are deleted by their button', async ({ page }) => {
    await open(page)
    await add(page, 'One', 'Two')

    await page.hover('.todo-list li:first-child')
    await page.click('.todo-list li:first-child .destroy')

    await expectTitles(page, 'Two')
  })

  test('are completed all at once, and taken back', async ({ page }) => {
    await open(page)
    await add(page, 'One', 'Two')

    await page.click('label[for=toggle-all]')
    await expect.poll(() => completed(page)).toEqual(['One', 'Two'])
    expect(await page.isChecked('#toggle-all')).toBe(true)
    await page.locator('.toggle').first().uncheck()
    await expect.poll(() => page.isChecked('#toggle-all')).toBe(false)
    await page.locator('.toggle').first().check()
    await expect.poll(() => page.isChecked('#toggle-all')).toBe(true)
    await page.click('label[for=toggle-all]')

    await expect.poll(() => completed(page)).toEqual([])
  })

  test('that are completed are cleared, by a button that is there as long as there are any', async ({
    page,
  }) => {
    await open(page)
    await add(page, 'One', 'Two')
    expect(await page.locator('.clear-completed').count()).toBe(0)

    await page.locator('.toggle').first().check()
    await page.click('.clear-completed')

    await expectTitles(page, 'Two')
    expect(await page.locator('.clear-completed').count()).toBe(0)
  })
})

describe('editing', () => {
  test('begins with a double click, and Enter saves it, trimmed', async ({ page }) => {
    await open(page)
    await add(page, 'One', 'Two')

    await edit(page, 'One')
    expect(await page.inputValue('.edit')).toBe('One')
    await page.fill('.edit', '  First  ')
    await page.press('.edit', 'Enter')

    await expectTitles(page, 'First', 'Two')
    expect(await page.locator('.editing').count()).toBe(0)
  })

  test('is saved when the field is left', async ({ page }) => {
    await open(page)
    await add(page, 'One')

    await edit(page, 'One')
    await page.fill('.edit', 'First')
    await page.click('.todoapp h1')

    await expectTitles(page, 'First')
  })

  test('is given up by Escape, and begins anew with the old text', async ({ page }) => {
    await open(page)
    await add(page, 'One')

    await edit(page, 'One')
    await page.fill('.edit', 'Nonsense')
    await page.press('.edit', 'Escape')
    await expect.poll(() => page.locator('.editing').count()).toBe(0)
    expect(await titles(page)).toEqual(['One'])
    await edit(page, 'One')

    expect(await page.inputValue('.edit')).toBe('One')
  })

  test('to nothing deletes', async ({ page }) => {
    await open(page)
    await add(page, 'One', 'Two')

    await edit(page, 'One')
    await page.fill('.edit', ' ')
    await page.press('.edit', 'Enter')

    await expectTitles(page, 'Two')
  })
})

describe('filters', () => {
  test('are links behind the # of the address, and back leads back', async ({ page }) => {
    await open(page)
    await add(page, 'One', 'Two')
    await page.locator('.toggle').first().check()

    await page.click('text=Active')
    await expectTitles(page, 'Two')
    expect(page.url()).toBe(url('#/active'))
    await expectText(page, '.filters .selected', 'Active')
    await page.click('.filters >> text=Completed')
    await expectTitles(page, 'One')
    await page.goBack()
    await expectTitles(page, 'Two')
    await page.goBack()

    await expectTitles(page, 'One', 'Two')
    await expectText(page, '.filters .selected', 'All')
  })

  test('hide what they do not show any more', async ({ page }) => {
    await open(page)
    await add(page, 'One', 'Two')
    await page.click('text=Active')
    await expectText(page, '.filters .selected', 'Active')

    await page.locator('.toggle').first().click()

    await expectTitles(page, 'Two')
    await expectText(page, '.todo-count', '1 item left')
  })

  test('hold over a reload, and in a link', async ({ page, context }) => {
    await open(page)
    await add(page, 'One', 'Two')
    await page.locator('.toggle').first().check()
    await page.click('.filters >> text=Completed')
    await expectTitles(page, 'One')
    await expect.poll(() => stored(page)).toContain('true')

    await page.reload()
    await expectTitles(page, 'One')
    const other = await context.newPage()
    await open(other, '#/active')

    await expectTitles(other, 'Two')
  })
})

describe('the list is saved', () => {
  test('and there again after a reload', async ({ page }) => {
    await open(page)
    await add(page, 'One', 'Two')
    await page.locator('.toggle').first().check()
    await expect.poll(() => stored(page)).toContain('true')

    await page.reload()

    await expectTitles(page, 'One', 'Two')
    expect(await completed(page)).toEqual(['One'])
  })

  test('even if the page is left at once', async ({ page }) => {
    await open(page)
    await add(page, 'One')

    await page.goto(galleryUrl('/'))

    await expectStored(page, 'One')
  })

  test('for two tabs: each follows the other', async ({ context }) => {
    const first = await context.newPage()
    const second = await context.newPage()
    await open(first)
    await open(second)

    await add(first, 'From the first')
    await expectTitles(second, 'From the first')
    await add(second, 'From the second')
    await expectTitles(first, 'From the first', 'From the second')
    await first.locator('.toggle').first().check()
    await expect.poll(() => completed(second)).toEqual(['From the first'])
    await second.evaluate(() => localStorage.clear())

    await expectTitles(first)
  })

  test('through a lost connection', async ({ page }) => {
    let drop = () => {}
    await page.routeWebSocket(/\/vango\/live\//, (socket) => {
      const server = socket.connectToServer()
      drop = () => {
        void socket.close({ code: 1012 })
        void server.close({ code: 1001 })
      }
    })
    await open(page)
    await add(page, 'Before')

    drop()
    await add(page, 'After')

    await expectStored(page, 'Before', 'After')
  })

  test('for this browser only', async ({ page, browser }) => {
    await open(page)
    await add(page, 'Mine')
    const context = await browser.newContext()
    const other = await context.newPage()

    await open(other)

    expect(await titles(other)).toEqual([])
    await context.close()
  })
})

describe('what is stored and cannot be used', () => {
  for (const bad of ['{', '{"length":1}', '[{"id":"1","title":{},"completed":0}]', 'null', '']) {
    test(`leaves an empty list that works: ${JSON.stringify(bad)}`, async ({ page }) => {
      await page.goto(galleryUrl('/'))
      await page.evaluate(([name, text]) => localStorage.setItem(name!, text!), [key, bad])

      await open(page)

      await expectText(
        page,
        '.problem',
        'What was saved in this browser could not be read. The list starts anew.',
      )
      expect(await stored(page)).toBe(bad)
      await add(page, 'New')
      await expectStored(page, 'New')
      expect(await page.locator('.problem').count()).toBe(0)
    })
  }

  test('is told when the browser refuses to store', async ({ page }) => {
    await page.addInitScript(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException('full', 'QuotaExceededError')
      }
    })
    await open(page)

    await add(page, 'One')

    await expectText(page, '.problem', 'This browser does not save the list at the moment.')
    expect(await titles(page)).toEqual(['One'])
  })

  test('is told when the browser has no storage at all', async ({ page }) => {
    await page.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', {
        get() {
          throw new DOMException('denied', 'SecurityError')
        },
      })
    })
    await open(page)

    await add(page, 'One')

    await expectText(page, '.problem', 'This browser does not save the list at the moment.')
    expect(await titles(page)).toEqual(['One'])
  })
})
