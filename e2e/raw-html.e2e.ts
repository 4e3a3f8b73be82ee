/** Raw HTML cannot pass for the framework's own. */
import { afterAll, beforeAll, expect } from 'vitest'
import { startFixtureApp } from './support/fixture.ts'
import type { RunningFixture } from './support/fixture.ts'
import { expectText, test } from './support/test.ts'
import { watchTraffic } from './support/traffic.ts'

let fixture: RunningFixture
beforeAll(async () => {
  fixture = await startFixtureApp()
})
afterAll(() => fixture.stop())

test('a click on raw HTML with forged marks runs no handler of the page', async ({ page }) => {
  const traffic = watchTraffic(page)
  await page.goto(fixture.url('/raw'))
  await traffic.connected()
  traffic.reset()

  await page.click('article b')
  await page.click('article i')
  await page.click('#pay')
  await expectText(page, '#paid', '1')
  await page.click('#set')
  await page.locator('article u').waitFor()
  await page.click('article b')
  await page.click('article i')
  await page.click('#pay')

  await expectText(page, '#paid', '2')
  expect(traffic.sent().filter(({ kind }) => kind === 'event')).toHaveLength(3)
})
