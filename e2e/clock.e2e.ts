/** The clock page in a real browser: the server speaks, nobody asks. */
import { describe, expect } from 'vitest'
import { galleryUrl } from './support/gallery.ts'
import { test } from './support/test.ts'
import { watchTraffic } from './support/traffic.ts'

const ticking = { timeout: 10_000 }

describe('the clock page', () => {
  test('shows a time before any script runs', async ({ browser }) => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()

    await page.goto(galleryUrl('/clock'))

    expect(await page.getByRole('timer').textContent()).toMatch(/^\d\d:\d\d:\d\d$/)
    await context.close()
  })

  test('ticks by itself', async ({ page }) => {
    await page.goto(galleryUrl('/clock'))
    const time = () => page.getByRole('timer').textContent()
    const seen = new Set([await time()])

    await expect.poll(async () => seen.add(await time()).size, ticking).toBeGreaterThanOrEqual(3)
  })

  test('turns its second hand', async ({ page }) => {
    await page.goto(galleryUrl('/clock'))
    const angle = () => page.locator('.hand.second').getAttribute('transform')
    const first = await angle()

    await expect.poll(angle, ticking).not.toBe(first)
  })

  test('is pushed: the browser sends no event, a tick is a few dozen bytes', async ({ page }) => {
    const traffic = watchTraffic(page)
    await page.goto(galleryUrl('/clock'))
    await traffic.connected()
    await expect.poll(() => traffic.patches().length, ticking).toBeGreaterThan(0)
    traffic.reset()

    const ticks = () => traffic.received().filter(({ kind }) => kind === 'patch').length
    await expect.poll(ticks, ticking).toBeGreaterThanOrEqual(2)

    expect(traffic.sent().map(({ kind }) => kind)).not.toContain('event')
    // All four texts and hands change only at midnight; a second hand and the digits at most ticks.
    expect(traffic.bytesDown() / ticks()).toBeLessThan(160)
  })
})
