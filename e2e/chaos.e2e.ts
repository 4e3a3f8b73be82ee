/** The kit, in a real browser and over a real network that is made bad. */
import { describe, expect } from 'vitest'
import { drop, settled, simulate } from 'vango/testing-playwright'
import { startFixtureApp } from './support/fixture.ts'
import { galleryUrl } from './support/gallery.ts'
import { expectText, test } from './support/test.ts'

const counter = '#bound .count'
const add = '#bound [aria-label="Add one"]'

describe('settled', () => {
  test('waits until clicks are handled and their patches are on the page', async ({ page }) => {
    await page.goto(galleryUrl('/counter'))

    for (let i = 1; i <= 20; i++) {
      await page.click(add)
      await settled(page)
      expect(await page.textContent(counter)).toBe(String(i))
    }
  })

  test('waits over a slow network', async ({ page }) => {
    await page.goto(galleryUrl('/counter'))
    await settled(page)
    await simulate(page, { latency: 200, jitter: 50 })

    await page.click(add)
    expect(await page.textContent(counter)).toBe('0')
    await settled(page)

    expect(await page.textContent(counter)).toBe('1')
  })

  test('has nothing to wait for on a page without a live part', async ({ page }) => {
    await page.goto(galleryUrl('/'))

    await settled(page)

    expect(await page.locator('h1').count()).toBe(1)
  })

  test('says what is missing where there is no kit', async ({ browser }) => {
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.goto(galleryUrl('/'))

    await expect(settled(page)).rejects.toThrow("addKit(context) of 'vango/testing-playwright'")
    await context.close()
  })
})

describe('a bad network', () => {
  test('that breaks again and again loses no click and doubles none', async ({ page }) => {
    const fixture = await startFixtureApp()
    await page.goto(fixture.url('/'))
    await settled(page)
    await simulate(page, { latency: 10, jitter: 30, dropEvery: 17 })

    for (let i = 0; i < 40; i++) await page.click('#count')
    await simulate(page)
    await settled(page)

    expect(await page.textContent('#count')).toBe('40')
    expect(await connectionsOf(page)).toBeGreaterThan(1)
    await page.close()
    await fixture.stop()
  })

  test('that breaks once is noticed, shown, and over soon', async ({ page }) => {
    await page.goto(galleryUrl('/counter'))
    await settled(page)

    await drop(page)
    await expect.poll(() => page.locator('body.vango-offline').count()).toBe(1)
    await page.click(add)
    await settled(page)

    await expectText(page, counter, '1')
    expect(await page.locator('body.vango-offline').count()).toBe(0)
  })
})

function connectionsOf(page: { evaluate<R>(run: () => R): Promise<R> }): Promise<number> {
  return page.evaluate(
    () => (globalThis as unknown as { vango: { connections: number } }).vango.connections,
  )
}
