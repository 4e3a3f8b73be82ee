/**
 * A page that comes in parts, in a real browser: parts by HTML before its script has started, by the
 * socket after, each of them once.
 */
import type { Page } from 'playwright'
import { createApp } from 'vango/server'
import type { App } from 'vango/server'
import { serve } from 'vango/node'
import { afterEach, describe, expect } from 'vitest'
import { createSlowPage } from './app/slow.tsx'
import type { SlowPage, SlowPart } from './app/slow.tsx'
import { expectText, test } from './support/test.ts'

interface Running extends SlowPage {
  readonly app: App
  readonly url: string
}

const cleanups: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup()
})

async function start(): Promise<Running> {
  const slow = createSlowPage()
  const app = createApp({
    head: undefined,
    routes: { '/': slow.component },
    onError: (error) => {
      throw error
    },
  })
  const server = await serve(app, { port: 0, host: '127.0.0.1' })
  cleanups.push(() => server.close())
  return { ...slow, app, url: server.url }
}

/** Opens the page and returns while it still loads. */
async function open(page: Page, { url }: Running): Promise<void> {
  await page.route('**/favicon.ico', (route) => route.fulfill({ body: '' }))
  await page.goto(url, { waitUntil: 'commit' })
  await page.locator('#count').waitFor()
}

/** Holds back the client's script until the function it returns is called. */
async function holdClient(page: Page): Promise<() => void> {
  let release = (): void => {}
  const released = new Promise<void>((resolve) => (release = resolve))
  await page.route('**/vango/client-*.js', async (route) => {
    await released
    await route.continue()
  })
  return release
}

function resolve({ loads }: Running, ...parts: SlowPart[]): void {
  for (const part of parts) loads[part][0]!.resolve()
}

async function expectWhole(page: Page): Promise<void> {
  await expectText(page, '#text', 'the text')
  await page.locator('tbody > tr.row').nth(1).waitFor()
  await page.locator('#circle').waitFor()
  await page.locator('#late').waitFor()
  expect(await page.locator('#place').textContent()).toBe('beforethe textafter')
  expect(await page.locator('.fallback').count()).toBe(0)
  expect(await page.locator('template').count()).toBe(0)
  expect(await page.locator('#circle').evaluate(({ namespaceURI }) => namespaceURI)).toContain(
    'svg',
  )
}

async function expectClickable(page: Page): Promise<void> {
  for (const id of ['#count', '#late']) {
    const before = Number(await page.locator(id).textContent())
    await page.click(id)
    await expectText(page, id, String(before + 1))
  }
}

const all: SlowPart[] = ['text', 'rows', 'drawing', 'button']

describe('a page that comes in parts', () => {
  test('is whole by HTML alone before its script has come, and live then', async ({ page }) => {
    const running = await start()
    const release = await holdClient(page)
    await open(page, running)
    expect(await page.locator('.fallback').count()).toBe(4)

    for (const part of all.toReversed()) resolve(running, part)
    await expectWhole(page)
    release()

    await expectClickable(page)
    expect(all.map((part) => running.loads[part].length)).toEqual([1, 1, 1, 1])
  })

  test('is live before any part, and gets them by the socket', async ({ page }) => {
    const running = await start()
    await open(page, running)
    await expect.poll(() => running.app.hub.stats().connected).toBe(1)
    await page.click('#count')
    await expectText(page, '#count', '1')

    resolve(running, ...all)

    await expectWhole(page)
    await expectClickable(page)
    expect(all.map((part) => running.loads[part].length)).toEqual([1, 1, 1, 1])
  })

  test('goes on where its HTML has ended when the socket opens in the middle', async ({ page }) => {
    const running = await start()
    const release = await holdClient(page)
    await open(page, running)
    resolve(running, 'rows', 'text')
    await expectText(page, '#text', 'the text')

    release()
    await expect.poll(() => running.app.hub.stats().connected).toBe(1)
    resolve(running, 'drawing', 'button')

    await expectWhole(page)
    await expectClickable(page)
  })

  test('ends its response when the socket has come', async ({ page }) => {
    const running = await start()
    await open(page, running)

    await page.waitForLoadState('load')

    expect(await page.locator('.fallback').count()).toBe(4)
  })

  test('shows its fallbacks without scripts', async ({ browser }) => {
    const running = await start()
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    await open(page, running)

    resolve(running, ...all)
    await page.waitForLoadState('load')

    expect(await page.locator('.fallback').count()).toBe(4)
    await context.close()
  })

  test('ends its fetches when the browser goes away in the middle', async ({ page }) => {
    const running = await start()
    const release = await holdClient(page)
    await open(page, running)

    await page.goto('about:blank')

    await expect.poll(() => running.loads.text[0]!.signal.aborted).toBe(true)
    expect(running.app.hub.stats().sessions).toBe(0)
    release()
  })
})
