/** The shared counter in real browsers: two windows, one number. */
import type { Page } from 'playwright'
import { describe, expect } from 'vitest'
import { galleryUrl } from './support/gallery.ts'
import { expectText, test } from './support/test.ts'

const url = () => galleryUrl('/shared-counter')

describe('the shared counter', () => {
  test('shows in every window what any of them has added', async ({ context }) => {
    const [first, second] = [await context.newPage(), await context.newPage()]
    await first.goto(url())
    await second.goto(url())
    await press(first, 'Reset')
    await expectText(second, '#shared .count', '0')

    for (let i = 0; i < 3; i++) await press(first, 'Add one')
    await press(second, 'Subtract one')

    for (const page of [first, second]) await expectText(page, '#shared .count', '2')
  })

  test('is up to date in the HTML of a late visitor', async ({ browser, page }) => {
    await page.goto(url())
    await press(page, 'Reset')
    await press(page, 'Add one')
    await expectText(page, '#shared .count', '1')

    const context = await browser.newContext({ javaScriptEnabled: false })
    const late = await context.newPage()
    await late.goto(url())

    expect(await late.locator('#shared .count').textContent()).toBe('1')
    await context.close()
  })

  test('counts all of a hundred atomic updates, and one of a hundred others', async ({ page }) => {
    await page.goto(url())

    await page.getByRole('button', { name: 'Start the race' }).click()

    await expectText(page, '#updated', '100')
    await expectText(page, '#overwritten', '1')
    await expect.poll(() => page.locator('#race button').isEnabled()).toBe(true)
  })
})

async function press(page: Page, name: string): Promise<void> {
  await page.locator('#shared').getByRole('button', { name }).click()
}
