/** Logging in and out, guards, and forms with a script and without. */
import type { Page } from 'playwright'
import { afterEach, describe, expect } from 'vitest'
import { galleryUrl } from './support/gallery.ts'
import { expectText, test } from './support/test.ts'

const cleanups: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup()
})

async function logIn(page: Page, name: string, password: string, from = '/login'): Promise<void> {
  await page.goto(galleryUrl(from))
  await page.fill('[name=name]', name)
  await page.fill('[name=password]', password)
  await page.click('form button')
}

describe('the login page', () => {
  test('says what is wrong, and keeps the name', async ({ page }) => {
    await logIn(page, 'theo', 'nonsense')

    await expectText(page, '.problem', 'There is nobody of that name with that password.')
    expect(page.url()).toBe(galleryUrl('/login'))
    expect(await page.inputValue('[name=name]')).toBe('theo')
  })

  test('logs in, by a cookie that scripts cannot see, and leads to where one wanted to go', async ({
    page,
    context,
  }) => {
    await page.goto(galleryUrl('/account?from=here'))
    expect(page.url()).toBe(galleryUrl('/login?next=%2Faccount%3Ffrom%3Dhere'))
    const before = await context.cookies()

    await logIn(page, 'vincent', 'sunflowers', '/login?next=%2Faccount%3Ffrom%3Dhere')
    await expectText(page, '#user', 'vincent')

    expect(page.url()).toBe(galleryUrl('/account?from=here'))
    const cookies = await context.cookies()
    expect(await page.evaluate(() => document.cookie)).toBe('')
    for (const { name, httpOnly, sameSite } of cookies) {
      expect([name, httpOnly, sameSite]).toEqual([name, true, 'Lax'])
    }
    const browserOf = (all: typeof cookies): string | undefined =>
      all.find(({ name }) => name.startsWith('vango-browser'))?.value
    expect(browserOf(cookies)).not.toBe(browserOf(before))
  })

  test('leads to no other site', async ({ page }) => {
    await logIn(page, 'theo', 'letters', '/login?next=https%3A%2F%2Fevil.test%2F')
    await expectText(page, '#user', 'theo')

    expect(page.url()).toBe(galleryUrl('/account'))
  })

  test('ends the live pages of all tabs when one logs out', async ({ page, context }) => {
    await logIn(page, 'vincent', 'sunflowers')
    await page.click('#live')
    await expectText(page, '#live', 'Clicked 1 times')

    const other = await context.newPage()
    await other.goto(galleryUrl('/account'))
    await other.click('form button')
    await other.waitForURL(galleryUrl('/login'))

    await page.waitForURL(galleryUrl('/login?next=%2Faccount'))
  })

  test('lets only painters into the studio', async ({ page }) => {
    await logIn(page, 'theo', 'letters')
    await expectText(page, '#user', 'theo')
    // Not by the browser, which would log the 403 as an error.
    const refused = await page.request.get(galleryUrl('/studio'))
    await page.click('form button')
    await page.waitForURL(galleryUrl('/login'))
    await logIn(page, 'vincent', 'sunflowers', '/login?next=%2Fstudio')

    await expectText(page, 'h1', 'The studio')
    expect(refused.status()).toBe(403)
  })
})

for (const javaScriptEnabled of [true, false]) {
  describe(`the sign-up page, ${javaScriptEnabled ? 'with' : 'without'} scripts`, () => {
    test('says what is wrong with each field, keeps the rest, and welcomes', async ({
      browser,
    }) => {
      const context = await browser.newContext({ javaScriptEnabled })
      cleanups.push(() => context.close())
      const page = await context.newPage()
      await page.goto(galleryUrl('/signup'))

      await page.fill('[name=name]', 'Johanna <b>')
      await page.fill('[name=email]', 'nowhere')
      await page.fill('[name=password]', 'short')
      await page.click('form button')
      await expectText(page, '#email-problem', 'That is no email address.')
      await expectText(page, '#password-problem', 'A password needs 10 letters or more.')
      await expectText(page, '#name-problem', '')

      expect(await page.inputValue('[name=name]')).toBe('Johanna <b>')
      expect(page.url()).toBe(galleryUrl('/signup'))

      await page.fill('[name=email]', 'jo@example.com')
      await page.fill('[name=password]', 'long enough for it')
      await page.click('form button')

      await expect
        .poll(() => page.locator('#welcome').textContent(), { timeout: 10_000 })
        .toContain('Welcome, Johanna <b>!')
    })
  })
}
