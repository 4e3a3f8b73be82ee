/** The chat in real browsers: two people in one room. */
import type { Page } from 'playwright'
import { describe, expect } from 'vitest'
import { galleryUrl } from './support/gallery.ts'
import { expectText, test } from './support/test.ts'

const url = () => galleryUrl('/chat')
let people = 0

describe('the chat', () => {
  test('brings what one says to the other, and empties the field', async ({ context }) => {
    const [ada, bob] = [await join(context.newPage()), await join(context.newPage())]

    await say(ada.page, 'Hello <b>Bob</b>')

    await expectLast(bob.page, `${ada.name}: Hello <b>Bob</b>`)
    await expectLast(ada.page, `${ada.name}: Hello <b>Bob</b>`)
    expect(await ada.page.inputValue('[name=text]')).toBe('')
    expect(await ada.page.locator('.message').last().getAttribute('class')).toContain('own')
    expect(await bob.page.locator('.message').last().getAttribute('class')).not.toContain('own')
  })

  test('keeps the order of quick messages', async ({ context }) => {
    const [ada, bob] = [await join(context.newPage()), await join(context.newPage())]

    for (const text of ['one', 'two', 'three', 'four']) await say(ada.page, text)

    await expectLast(bob.page, `${ada.name}: four`)
    const texts = await bob.page.locator('.message .text').allTextContents()
    expect(texts.slice(-4)).toEqual(['one', 'two', 'three', 'four'])
  })

  test('says who types, and says no more when it is sent', async ({ context }) => {
    const [ada, bob] = [await join(context.newPage()), await join(context.newPage())]

    await ada.page.locator('[name=text]').pressSequentially('Hm')
    await expectText(bob.page, '#typing', `${ada.name} is typing …`)
    await ada.page.keyboard.press('Enter')

    await expectText(bob.page, '#typing', '')
    await expectText(ada.page, '#typing', '')
  })

  test('lists who is here under the name they have chosen', async ({ context }) => {
    const [ada, bob] = [await join(context.newPage()), await join(context.newPage())]

    for (const { page } of [ada, bob]) {
      await expect.poll(() => guests(page)).toEqual(expect.arrayContaining([ada.name, bob.name]))
    }
    expect(await ada.page.locator('.guest', { hasText: '(you)' }).count()).toBe(1)
  })

  test('shows a late visitor what was said, without a script', async ({ browser, context }) => {
    const ada = await join(context.newPage())
    await say(ada.page, 'said before')
    await expectLast(ada.page, `${ada.name}: said before`)

    const late = await browser.newContext({ javaScriptEnabled: false })
    const page = await late.newPage()
    await page.goto(url())

    await expectLast(page, `${ada.name}: said before`)
    await late.close()
  })
})

interface Person {
  readonly page: Page
  readonly name: string
}

/** Opens the page, and takes a name that nobody else has. */
async function join(opening: Promise<Page>): Promise<Person> {
  const page = await opening
  const name = `Person ${++people}`
  await page.goto(url())
  await page.getByRole('textbox', { name: 'Your name' }).fill(name)
  await page.keyboard.press('Tab')
  await expect.poll(() => guests(page)).toContain(name)
  return { page, name }
}

async function say(page: Page, text: string): Promise<void> {
  await page.fill('[name=text]', text)
  await page.getByRole('button', { name: 'Send' }).click()
  await expect.poll(() => page.inputValue('[name=text]')).toBe('')
}

async function guests(page: Page): Promise<string[]> {
  const texts = await page.locator('#guests li').allTextContents()
  return texts.map((text) => text.replace(' (you)', ''))
}

async function expectLast(page: Page, expected: string): Promise<void> {
  const last = page.locator('.message').last()
  const read = async (): Promise<string> =>
    `${await last.locator('b').first().textContent()}: ${await last.locator('.text').textContent()}`
  await expect.poll(read, { timeout: 10_000 }).toBe(expected)
}
