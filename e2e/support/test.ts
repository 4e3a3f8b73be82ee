/**
 * What every spec starts from: a `test` with one browser a file and one context a test. A page that
 * logs an error, or throws one, fails its test, whatever else the test looks at. A test that fails leaves
 * pictures of its pages and a trace (`npx playwright show-trace FILE`) in `test-results/failures/`.
 */
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContext, Page } from 'playwright'
import { chromium } from 'playwright'
import { addKit } from 'vango/testing-playwright'
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

  context: async ({ browser, task }, use) => {
    const context = await browser.newContext()
    await addKit(context)
    const problems = collectProblems(context)
    // Pictures of every step would double the time of a test; the DOM of each is in the snapshots.
    await context.tracing.start({ snapshots: true })
    await use(context)
    const hasFailed = task.result?.state === 'fail' || problems.length > 0
    if (hasFailed) await keepEvidence(context, task.name)
    await context.close()
    expect(problems, 'errors in the browser').toEqual([])
  },

  page: async ({ context }, use) => {
    await use(await context.newPage())
  },
})

const failures = fileURLToPath(new URL('../../test-results/failures/', import.meta.url))

/** Ends the trace into a file, beside a picture of each page. */
async function keepEvidence(context: BrowserContext, test: string): Promise<void> {
  const name = `${failures}${test.replace(/[^\w-]+/g, '-').slice(0, 80)}`
  for (const [index, page] of context.pages().entries()) {
    await page.screenshot({ path: `${name}-${index + 1}.png` })
  }
  await context.tracing.stop({ path: `${name}.zip` })
}

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
