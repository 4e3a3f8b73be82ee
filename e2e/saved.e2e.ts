/** Saved values of components that come later than their page, which was sent without the script. */
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { startFixtureApp } from './support/fixture.ts'
import type { RunningFixture } from './support/fixture.ts'
import { expectText, test } from './support/test.ts'

let fixture: RunningFixture
beforeAll(async () => {
  fixture = await startFixtureApp()
})
afterAll(() => fixture.stop())

describe('a component that saves and comes later', () => {
  test('brings the script that it needs, which other pages do not load', async ({ page }) => {
    const scripts: string[] = []
    page.on('request', (request) => {
      if (request.url().includes('/vango/storage-')) scripts.push(request.url())
    })
    await page.goto(fixture.url('/late'))
    await page.evaluate(() => localStorage.setItem('note', '"from before"'))
    expect(scripts).toEqual([])

    await page.click('#toggle')

    await expectText(page, '#state', 'loaded')
    await expect.poll(() => page.inputValue('input')).toBe('from before')
    expect(scripts).toHaveLength(1)
  })

  test('saves, and finds it again when it comes back', async ({ page }) => {
    await page.goto(fixture.url('/late'))
    await page.click('#toggle')
    await expectText(page, '#state', 'loaded')

    await page.fill('input', 'remember me')
    const stored = () => page.evaluate(() => localStorage.getItem('note'))
    await expect.poll(stored).toBe('"remember me"')
    await page.click('#toggle')
    await expect.poll(() => page.locator('vango-storage').count()).toBe(0)
    await page.click('#toggle')

    await expect.poll(() => page.inputValue('input')).toBe('remember me')
  })
})
