/** The theme page in a real browser: a cookie and a URL parameter, there before the first paint. */
import type { BrowserContext, Page } from 'playwright'
import { describe, expect } from 'vitest'
import { galleryUrl } from './support/gallery.ts'
import { expectText, test } from './support/test.ts'

const url = (query = '') => galleryUrl(`/theme${query}`)
const dark = 'rgb(13, 20, 36)'
const starry = 'rgb(20, 38, 90)'

const background = (page: Page) =>
  page.evaluate(() => getComputedStyle(document.body).backgroundColor)

const theme = (context: BrowserContext) =>
  context.cookies().then((all) => all.find(({ name }) => name === 'theme'))

const setTheme = (context: BrowserContext, value: string) =>
  context.addCookies([{ name: 'theme', value, url: galleryUrl('/') }])

describe('the theme', () => {
  test('is in the first HTML, and works without JavaScript', async ({ browser }) => {
    const context = await browser.newContext({ javaScriptEnabled: false, colorScheme: 'light' })
    await setTheme(context, 'dark')
    const page = await context.newPage()

    await page.goto(url())

    expect(await page.locator('[data-theme=dark]').count()).toBe(1)
    const html = await (await context.request.get(url())).text()
    expect(html).toContain('data-theme="dark"')
    await context.close()
  })

  test('is written by the page, with its attributes', async ({ page, context }) => {
    await page.goto(url())

    await page.check('[value=dark]')

    await expect.poll(() => background(page)).toBe(dark)
    await expect
      .poll(() => theme(context))
      .toMatchObject({
        value: 'dark',
        path: '/',
        sameSite: 'Lax',
        httpOnly: false,
        secure: false,
      })
  })

  test('is what the first paint has after a reload', async ({ page, context }) => {
    await page.goto(url())
    await page.check('[value=starry]')
    await expect.poll(() => theme(context)).toMatchObject({ value: 'starry' })
    const changes: string[] = []
    await page.exposeFunction('noteTheme', (value: string) => changes.push(value))
    await page.addInitScript(() => {
      addEventListener('DOMContentLoaded', () => {
        const element = document.querySelector<HTMLElement>('[data-theme]')!
        const note = () =>
          (window as unknown as { noteTheme(value: string): void }).noteTheme(
            element.dataset['theme']!,
          )
        note()
        new MutationObserver(note).observe(element, { attributeFilter: ['data-theme'] })
      })
    })

    await page.reload()
    await page.check('[value=dark]')
    await expect.poll(() => background(page)).toBe(dark)

    expect(changes).toEqual(['starry', 'dark'])
  })

  test('of another tab comes by itself', async ({ context }) => {
    const first = await context.newPage()
    const second = await context.newPage()
    await first.goto(url())
    await second.goto(url())

    await first.check('[value=starry]')

    await expect.poll(() => background(second), { timeout: 10_000 }).toBe(starry)
    expect(await second.isChecked('[value=starry]')).toBe(true)
  })

  test('that makes no sense is none', async ({ page, context }) => {
    await setTheme(context, '%22%3E%3Cscript%3Ealert(1)%3C/script%3E')

    await page.goto(url())

    expect(await page.locator('[data-theme=auto]').count()).toBe(1)
    expect(await page.locator('script:not([src])').count()).toBe(0)
    await page.check('[value=dark]')
    await expect.poll(() => theme(context)).toMatchObject({ value: 'dark' })
  })
})

describe('the text size', () => {
  test('is in the first HTML', async ({ page }) => {
    const html = await (await page.request.get(url('?size=140'))).text()

    expect(html).toContain('data-size="140"')
  })

  test('goes into the address, without a new entry of the history', async ({ page }) => {
    await page.goto(url('?from=link'))
    const before = await page.evaluate(() => history.length)

    await page.fill('[type=range]', '120')

    await expect.poll(() => page.url(), { timeout: 10_000 }).toBe(url('?from=link&size=120'))
    await expectText(page, 'output', '120')
    expect(await page.evaluate(() => history.length)).toBe(before)
  })

  test('as usual needs no parameter', async ({ page }) => {
    await page.goto(url('?size=140'))

    await page.fill('[type=range]', '100')

    await expect.poll(() => page.url(), { timeout: 10_000 }).toBe(url())
  })

  test('out of bounds is none', async ({ page }) => {
    for (const size of ['9999', '-1', '1e9', 'NaN', '<b>', '']) {
      await page.goto(url(`?size=${encodeURIComponent(size)}`))
      await expectText(page, 'output', '100')
    }
  })
})
