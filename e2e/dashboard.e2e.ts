/** The dashboard in a real browser: tiles in their own time, an error that is asked again, a refresh. */
import { describe, expect } from 'vitest'
import { galleryUrl } from './support/gallery.ts'
import { expectText, test } from './support/test.ts'

describe('the dashboard', () => {
  test('fills its tiles, each by its own service', async ({ page }) => {
    await page.goto(galleryUrl('/dashboard'))

    await expect.poll(() => page.locator('#visitors .figure').textContent()).toMatch(/^\d+$/)
    await page.locator('#telescopes .bars > div').nth(3).waitFor()
    await page.locator('#log li').nth(2).waitFor()
    expect(await page.locator('.waiting').count()).toBe(0)
  })

  test('says what has failed, and asks again', async ({ page }) => {
    await page.goto(galleryUrl('/dashboard'))
    await expectText(page, '#weather .failed p', 'The weather station does not answer.')

    await page.getByRole('button', { name: 'Ask again' }).click()

    await page.getByText('Clear, 4 °C').waitFor()
    expect(await page.locator('#weather .failed').count()).toBe(0)
  })

  test('keeps what it shows while it asks for news', async ({ page }) => {
    await page.goto(galleryUrl('/dashboard'))
    const hours = page.locator('#telescopes dd').first()
    await expect.poll(() => hours.textContent()).toContain('6.5 h')

    await page.evaluate(() => {
      const tile = document.querySelector('#telescopes')!
      const watch = (): void => {
        if (tile.querySelector('.waiting') !== null) document.body.dataset['flickered'] = ''
      }
      new MutationObserver(watch).observe(tile, { childList: true, subtree: true })
    })
    await page.getByRole('button', { name: 'month' }).click()

    await expect.poll(() => hours.textContent()).toContain('195.0 h')
    expect(await page.locator('body').getAttribute('data-flickered')).toBe(null)
  })

  test('shows its fallbacks without scripts', async ({ browser }) => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()

    await page.goto(galleryUrl('/dashboard'))

    expect(await page.locator('.waiting').count()).toBe(4)
    await context.close()
  })
})
