/**
 * What every spec starts from: a `test` with one browser a file and one context a test. A page that
 * logs an error, or throws one, fails its test, whatever else the test looks at.
 */
import type { Browser, BrowserContext, Page } from 'playwright'
import { chromium } from 'playwright'
import { expect, test as base } from 'vitest'
import { chromiumLaunchOptions } from '../../scripts/chromium.ts'

interface Fixtures {
  browser: Browser
  context: BrowserContext
  page: Page
}

export const test = base.extend<Fixtures>({
  browser: [
    async ({}, use) => {
      const browser = await chromium.launch(chromiumLaunchOptions())
      await use(browser)
      await browser.close()
    },
    { scope: 'file' },
  ],

  context: async ({ browser }, use) => {
    const context = await browser.newContext()
    const problems = collectProblems(context)
    await use(context)
    await context.close()
    expect(problems, 'errors in the browser').toEqual([])
  },

  page: async ({ context }, use) => {
    await use(await context.newPage())
  },
})

/** Errors on the console and uncaught ones, of every page of the context. */
export function collectProblems(context: BrowserContext): string[] {
  const problems: string[] = []
  context.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text())
  })
  context.on('weberror', (error) => problems.push(error.error().message))
  return problems
}

/** Waits until an element's text is `text`. */
export async function expectText(page: Page, selector: string, text: string): Promise<void> {
  await expect.poll(() => page.locator(selector).textContent(), { timeout: 10_000 }).toBe(text)
}
