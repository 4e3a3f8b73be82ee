/**
 * Every page in light and dark, wide and narrow: it fits its window, and a picture of it is left in
 * `test-results/` for people to look at.
 */
import { fileURLToPath } from 'node:url'
import { describe, expect } from 'vitest'
import { galleryPages, galleryUrl } from './support/gallery.ts'
import { collectProblems, test } from './support/test.ts'

const pictures = fileURLToPath(new URL('../test-results/', import.meta.url))
const widths = { wide: 1280, narrow: 360 }

describe.each(galleryPages)('%s', (path) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const [name, width] of Object.entries(widths)) {
      test(`fits a ${name} window, ${colorScheme}`, async ({ browser }) => {
        const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 } })
        const problems = collectProblems(context)
        const page = await context.newPage()
        await page.goto(galleryUrl(path))
        if (path === '/jfb') {
          await page.click('#run')
          await page.locator('#tbody .lbl').nth(2).click()
          await page.locator('#tbody tr.danger').waitFor()
        }
        if (path === '/todomvc') {
          await page.fill(
            '.new-todo',
            'A todo with a title that is too long for one line on a phone',
          )
          await page.press('.new-todo', 'Enter')
          await page.locator('.toggle').waitFor()
        }

        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        )
        const file = `${path === '/' ? 'index' : path.slice(1)}-${colorScheme}-${name}.png`
        await page.screenshot({ path: `${pictures}${file}` })
        await context.close()

        expect(overflow).toBe(0)
        expect(problems).toEqual([])
      })
    }
  }

  test('names each of its controls', async ({ page }) => {
    await page.goto(galleryUrl(path))

    const controls = page.locator('button, a[href], input:not([type=hidden]), select, textarea')
    for (const control of await controls.all()) {
      const name = await control.evaluate(
        (element) =>
          element.getAttribute('aria-label') ??
          ((element as HTMLInputElement).labels?.[0] ?? element).textContent.trim(),
      )
      expect(name, await control.evaluate((element) => element.outerHTML)).not.toBe('')
    }
  })

  test('has one heading of the first level, and one main part', async ({ page }) => {
    await page.goto(galleryUrl(path))

    expect(await page.locator('h1').count()).toBe(1)
    expect(await page.getByRole('main').count()).toBe(1)
  })
})
