/** The Content-Security-Policy, as Chromium enforces it: everything of ours runs, nothing injected does. */
import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BrowserContext, Page } from 'playwright'
import { afterEach, describe, expect } from 'vitest'
import { createApp, csp } from 'vango/server'
import type { CSPReport } from 'vango/server'
import { unsafeHtml } from 'vango'
import { jsx as createElement } from 'vango/jsx-runtime'
import { serve } from 'vango/node'
import { PlainPage } from './app/plain.tsx'
import { galleryUrl } from './support/gallery.ts'
import { expectText, test } from './support/test.ts'
import { watchTraffic } from './support/traffic.ts'

const root = fileURLToPath(new URL('../', import.meta.url))
const cleanups: (() => Promise<unknown> | void)[] = []

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup()
})

/** What the pages of a context are stopped from doing, as they say it themselves. */
async function watchViolations(context: BrowserContext): Promise<string[]> {
  const violations: string[] = []
  await context.exposeFunction('reportViolation', (text: string) => violations.push(text))
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      const { effectiveDirective, blockedURI, sample } = event
      const { reportViolation } = window as unknown as { reportViolation(text: string): void }
      reportViolation(`${location.pathname}: ${effectiveDirective} ${blockedURI} ${sample}`)
    })
  })
  return violations
}

/** The pages that the gallery's home page links to, and itself. */
async function galleryPaths(page: Page): Promise<string[]> {
  await page.goto(galleryUrl('/'))
  const paths = await page
    .locator('a[href^="/"]')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href')!))
  return [...new Set(['/', ...paths])]
}

describe('the gallery', () => {
  test('runs without a violation, page by page', async ({ page, context }) => {
    const violations = await watchViolations(context)
    const paths = await galleryPaths(page)
    expect(paths.length).toBeGreaterThan(3)

    for (const path of paths) {
      const response = await page.goto(galleryUrl(path), { waitUntil: 'load' })
      expect(response!.headers()['content-security-policy'], path).toContain("script-src 'nonce-")

      for (const button of await page.locator('button:visible:enabled').all()) {
        // A page may replace, hide or disable a button because of another one.
        await button.click({ timeout: 1_000 }).catch(() => {})
      }
    }

    expect(violations).toEqual([])
  })

  test('answers a click under its policy', async ({ page, context }) => {
    const violations = await watchViolations(context)
    const traffic = watchTraffic(page)
    await page.goto(galleryUrl('/counter'))
    await traffic.connected()

    await page.click('#bound [aria-label="Add one"]')

    await expectText(page, '#bound output', '1')
    expect(violations).toEqual([])
  })
})

describe('an injected', () => {
  const attempts: [name: string, directive: string, attempt: () => void][] = [
    [
      'inline script',
      'require-trusted-types-for',
      () => {
        const script = document.createElement('script')
        script.append('window.isHacked = true')
        document.body.append(script)
      },
    ],
    [
      'script of this site',
      'require-trusted-types-for',
      () => {
        const script = document.createElement('script')
        script.setAttribute('src', '/mark.svg')
        document.body.append(script)
      },
    ],
    [
      'inline handler',
      'require-trusted-types-for',
      () => {
        const image = document.createElement('img')
        image.setAttribute('onerror', 'window.isHacked = true')
        image.src = 'data:,'
        document.body.append(image)
      },
    ],
    [
      'style attribute',
      'style-src-attr',
      () => document.body.setAttribute('style', 'display: none'),
    ],
    [
      'frame',
      'frame-src',
      () => {
        const frame = document.createElement('iframe')
        frame.src = 'data:text/html,hi'
        document.body.append(frame)
      },
    ],
    [
      'HTML text',
      'require-trusted-types-for',
      () => {
        document.body.innerHTML = '<img src=x onerror="window.isHacked = true">'
      },
    ],
    [
      'text as code',
      'require-trusted-types-for',
      // oxlint-disable-next-line no-implied-eval -- that it is stopped is what is to be shown
      () => setTimeout('window.isHacked = true'),
    ],
  ]

  for (const [name, directive, attempt] of attempts) {
    test(`${name} does nothing, and is told`, async ({ browser }) => {
      // Its own context: the browser logs what it stops as errors.
      const context = await browser.newContext()
      cleanups.push(() => context.close())
      const violations = await watchViolations(context)
      const page = await context.newPage()
      await page.goto(galleryUrl('/counter'))

      // Not called at once: what the browser's tools call may do more than what the page calls.
      await page.evaluate(`setTimeout(${attempt})`)

      await expect
        .poll(() => violations, { timeout: 10_000 })
        .toEqual(expect.arrayContaining([expect.stringContaining(`/counter: ${directive}`)]))
      expect(await page.evaluate(() => 'isHacked' in window)).toBe(false)
    })
  }
})

describe('a script in the HTML that the server vouched for', () => {
  test('does not run, as an element or as a handler', async ({ browser }) => {
    const html =
      '<script>window.isHacked = true</script><img src="data:," onerror="window.isHacked = true">' +
      '<a href="javascript:window.isHacked = true">go</a>'
    const Injected = () => createElement('main', { innerHTML: unsafeHtml(html) })
    const server = await serve(createApp({ routes: { '/': Injected } }), { port: 0 })
    const context = await browser.newContext()
    cleanups.push(
      () => server.close(),
      () => context.close(),
    )
    const violations = await watchViolations(context)
    const page = await context.newPage()
    await page.goto(server.url)

    await page.click('a')

    await expect
      .poll(() => violations.map((text) => text.split(' ')[1]!), { timeout: 10_000 })
      .toEqual(['script-src-elem', 'script-src-attr', 'script-src-elem'])
    expect(await page.evaluate(() => 'isHacked' in window)).toBe(false)
  })
})

describe('reports', () => {
  test('reach the app that asks for them', async ({ browser }) => {
    const reports: CSPReport[] = []
    const app = createApp({
      routes: { '/': PlainPage },
      middleware: [csp({ onReport: (report) => reports.push(report) })],
    })
    const server = await serve(app, { port: 0 })
    const context = await browser.newContext()
    cleanups.push(
      () => server.close(),
      () => context.close(),
    )
    const page = await context.newPage()
    // With `report-to` a browser may wait a minute before it sends: this asks it to use the other.
    await page.route(server.url, async (route) => {
      const response = await route.fetch()
      const headers = response.headers()
      const policy = headers['content-security-policy']!.replace('; report-to csp', '')
      await route.fulfill({ response, headers: { ...headers, 'content-security-policy': policy } })
    })
    await page.goto(server.url)

    await page.evaluate(() => document.body.setAttribute('style', 'color: red'))

    await expect.poll(() => reports, { timeout: 10_000 }).toHaveLength(1)
    expect(reports[0]).toMatchObject({
      documentUrl: `${server.url}/`,
      blockedUrl: 'inline',
      directive: 'style-src-attr',
      disposition: 'enforce',
    })
  })
})

describe('vango dev', () => {
  test('runs and reloads under the same policy', async ({ page, context }) => {
    const violations = await watchViolations(context)
    const { folder, url } = await startDev()

    const response = await page.goto(url)
    await page.click('button')
    await expectText(page, 'button', 'Clicked 1 times')
    const file = join(folder, 'app.tsx')
    writeFileSync(file, readFileSync(file, 'utf8').replace('Clicked', 'Pressed'))
    await expect
      .poll(() => page.locator('button').textContent(), { timeout: 30_000 })
      .toBe('Pressed 0 times')

    expect(response!.headers()['content-security-policy']).not.toContain('unsafe')
    expect(violations).toEqual([])
    // Before its server: Vite's client would log that it has lost it.
    await page.close()
  })
})

/** Serves a copy of a small app from its sources. */
async function startDev(): Promise<{ folder: string; url: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'vango-csp-'))
  cpSync(join(root, 'packages/vango/src/cli/fixtures/app'), folder, { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  const child = spawn(
    process.execPath,
    [join(root, 'packages/vango/dist/cli/bin.js'), 'dev', folder, '--port', '0'],
    { env: { ...process.env, NODE_ENV: undefined, VITEST: undefined, NO_COLOR: '1' } },
  )
  const exited = new Promise((resolve) => child.once('close', resolve))
  cleanups.push(async () => {
    child.kill()
    await exited
    rmSync(folder, { recursive: true })
  })

  let output = ''
  const url = await new Promise<string>((resolve, reject) => {
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      const found = /serving on (http:\/\/[^\s,]+)/.exec(output)?.[1]
      if (found !== undefined) resolve(found)
    })
    void exited.then(() => reject(new Error(`vango dev ended:\n${output}`)))
  })
  return { folder, url }
}
