/**
 * The outage test: pages in a real browser click while the network between them and the server is made
 * as bad as networks get, and the server is killed and started again. A model keeps what each page has
 * clicked. At the end every click must have been handled once and in order, and every page must show
 * what the server would render.
 *
 * What happens is chosen by a seed. When things happen to each other is the machine's matter, so a seed
 * repeats a plan and not a run; a failure is reported with it.
 */
import type { Browser, Page } from 'playwright'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { installClicker, readShownText, toExpectedText } from './clicker.ts'
import type { Clicker } from './clicker.ts'
import { createServerProcess } from './process.ts'
import type { ServerProcess } from './process.ts'
import { goodMood, startProxy } from './proxy.ts'
import type { Mood, Proxy } from './proxy.ts'
import { startStoreServer } from './store-server.ts'

export interface OutageOptions {
  readonly seed: number
  readonly pages: number
  readonly events: number
  readonly disconnects: number
  readonly kills: number
  /** Of a Redis; by default the test keeps the sessions itself. */
  readonly storeUrl?: string
  readonly say?: (line: string) => void
}

export interface OutageFigures {
  readonly events: number
  readonly disconnects: number
  readonly kills: number
  /** What did not come out as it must, one line each. */
  readonly wrong: readonly string[]
  readonly seconds: number
}

/** Clicks of one page at once. */
const burst = 4
const maxSettleMs = 90_000

type Random = () => number
type WithClicker = Window & { clicker: Clicker }

export async function runOutage(browser: Browser, options: OutageOptions): Promise<OutageFigures> {
  const startedAt = performance.now()
  const random = createRandom(options.seed)
  const store = options.storeUrl === undefined ? await startStoreServer() : undefined
  const port = await findFreePort()
  const server = createServerProcess(port, options.storeUrl ?? store!.url)
  await server.start()
  const proxy = await startProxy(port, random)
  const context = await browser.newContext()
  try {
    const pages = await openPages(context, proxy, options)
    const counts = await clickThrough(pages, { options, proxy, random, server })
    proxy.mood = goodMood
    const wrong = [...(await findWrong(pages, server)), ...(await findLeaks(context, server))]
    const seconds = Math.round((performance.now() - startedAt) / 1_000)
    return { ...counts, disconnects: proxy.cuts, wrong, seconds }
  } finally {
    await context.close()
    await proxy.close()
    await server.kill('SIGKILL').catch(() => {})
    await store?.close()
  }
}

type Context = Awaited<ReturnType<Browser['newContext']>>

function openPages(context: Context, { port }: Proxy, options: OutageOptions): Promise<Page[]> {
  return Promise.all(
    Array.from({ length: options.pages }, async (_, i) => {
      const page = await context.newPage()
      await page.goto(`http://127.0.0.1:${port}/`)
      await page.evaluate(installClicker, options.seed + i)
      return page
    }),
  )
}

interface Run {
  readonly options: OutageOptions
  readonly proxy: Proxy
  readonly random: Random
  readonly server: ServerProcess
}

/** Clicks until enough was clicked, cut and killed; mishaps come evenly among the clicks. */
async function clickThrough(
  pages: readonly Page[],
  { options, proxy, random, server }: Run,
): Promise<{ events: number; kills: number }> {
  let events = 0
  let kills = 0
  while (events < options.events || proxy.cuts < options.disconnects || kills < options.kills) {
    await Promise.all(pages.map((page) => page.evaluate(clickSome, burst)))
    events += pages.length * burst
    proxy.mood = chooseMood(random)
    const share = Math.min(1, events / options.events)
    if (proxy.cuts < options.disconnects * share) proxy.cut(0.6, random() < 0.1)
    if (kills < options.kills * share) {
      const isCrash = random() < 0.7
      options.say?.(`${isCrash ? 'crash' : 'shutdown'} after ${events} events, ${proxy.cuts} cuts`)
      const isGone = server.kill(isCrash ? 'SIGKILL' : 'SIGTERM')
      // Clicks while it is going, and while it is gone.
      await Promise.all(pages.map((page) => page.evaluate(clickSome, burst)))
      events += pages.length * burst
      await isGone
      await server.start()
      kills++
    }
    // A browser comes back at once when it is told that there is a network.
    if (random() < 0.5) await Promise.all(pages.map((page) => page.evaluate(comeOnline)))
  }
  return { events, kills }
}

function chooseMood(random: Random): Mood {
  const kind = random()
  if (kind < 0.5) return goodMood
  if (kind < 0.8) return { delayMs: 60 * random(), pieceBytes: 1_400 }
  return { delayMs: 4, pieceBytes: 1 + Math.floor(20 * random()) }
}

// --- what must have come out ---

async function findWrong(pages: readonly Page[], server: ServerProcess): Promise<string[]> {
  const found = await Promise.all(
    pages.map(async (page, i) => {
      const clicks = await page.evaluate(() => (window as unknown as WithClicker).clicker.clicks)
      const expected = toExpectedText(clicks)
      const shown = await settle(page, expected)
      if (shown !== expected) return [`page ${i} shows ${shown}, expected ${expected}`]

      const session = await page.evaluate(readSession)
      const view = await server.inspect(session)
      const html = await page.evaluate(readHtml)
      const fresh = withoutMarks(view?.html ?? 'no session')
      return fresh === html ? [] : [`page ${i} has ${html}, the server ${fresh}`]
    }),
  )
  return found.flat()
}

/** Waits until the page shows what it must, and says what it shows. */
async function settle(page: Page, expected: string): Promise<string> {
  const deadline = performance.now() + maxSettleMs
  for (;;) {
    const shown = await page.evaluate(readShownText)
    if (shown === expected || performance.now() > deadline) return shown
    await page.waitForTimeout(100)
  }
}

/** Pages that are left must leave nothing behind. */
async function findLeaks(context: Context, server: ServerProcess): Promise<string[]> {
  await context.close()
  const deadline = performance.now() + maxSettleMs
  for (;;) {
    const { sessions, connected } = await server.stats()
    if (sessions === 0 && connected === 0) return []
    if (performance.now() > deadline)
      return [`${sessions} sessions are left, ${connected} connected`]
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

function withoutMarks(html: string): string {
  return html.replaceAll(/<!--.*?-->| data-hid="\d+"/g, '')
}

// --- in the browser ---

function clickSome(count: number): void {
  const { clicker } = window as unknown as WithClicker
  for (let i = 0; i < count; i++) clicker.click()
}

function comeOnline(): void {
  dispatchEvent(new Event('online'))
}

function readSession(): string {
  return document.querySelector<HTMLElement>('script[data-session]')!.dataset['session']!
}

function readHtml(): string {
  return document.querySelector('main')!.outerHTML.replaceAll(/<!--.*?-->| data-hid="\d+"/g, '')
}

// --- helpers ---

function createRandom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}
