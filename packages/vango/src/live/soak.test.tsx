/** The soak: pages come and go, ten thousand of them, and nothing of them stays. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterEach, expect, test } from 'vitest'
import { effect, state } from 'vango'
import { countWatchers } from '../reactive/watcher.ts'
import { createComponent } from '../vdom/jsx.ts'
import { adopt, connectBrowser, htmlOf, turn } from './fixtures/browser.ts'
import { createHub } from './hub.ts'
import type { Hub } from './hub.ts'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

const rounds = 10_000
/** Far more than what a heap varies by, far less than 10,000 of anything. */
const maxGrowthBytes = 2_000_000
/** Shared by all sessions, as a module's signals are: what stays subscribed would hang here. */
const shared = state(0)

function Page() {
  const count = state(0)
  const names = state(['a', 'b', 'c'])
  effect(() => () => void names.peek())
  const add = (): void => {
    count.update((n) => n + 1)
    names.update((list) => [...list.slice(1), `n${count.peek()}`])
  }
  return (
    <main>
      <button onClick={add}>{count}</button>
      <ul>
        {names.get().map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
      <Shared />
    </main>
  )
}

function Shared() {
  return <p>{shared.get()}</p>
}

let hub: Hub | undefined
afterEach(() => hub?.close())

async function heapAfter(count: number, round: () => Promise<void>): Promise<number> {
  for (let i = 0; i < count; i++) await round()
  await turn()
  collect()
  return process.memoryUsage().heapUsed
}

async function expectNoGrowth(round: () => Promise<void>): Promise<void> {
  // What is made once, and what the engine learns, is there after the first tenth.
  const before = await heapAfter(rounds / 10, round)
  const watchers = countWatchers()
  const after = await heapAfter(rounds, round)

  expect(countWatchers()).toBe(watchers)
  expect(after - before).toBeLessThan(maxGrowthBytes)
}

test('10,000 pages that are rendered and given up leave nothing behind', async () => {
  const pages = (hub = createHub({ onError: (error) => expect.unreachable(String(error)) }))

  await expectNoGrowth(async () => {
    const page = pages.open(createComponent(Page, {}, undefined), undefined)
    htmlOf(page)
    page.discard()
  })

  expect(pages.stats().sessions).toBe(0)
}, 120_000)

test('10,000 browsers that connect, click, leave, come back and go leave nothing behind', async () => {
  // Those that are away wait for a minute; the oldest of more than ten goes at once.
  const pages = (hub = createHub({
    limits: { maxDetached: 10 },
    onError: (error) => expect.unreachable(String(error)),
  }))

  await expectNoGrowth(async () => {
    const page = pages.open(createComponent(Page, {}, undefined), undefined)
    const hid = Number(/<button data-hid="(\d+)"/.exec(htmlOf(page))![1])
    const browser = adopt(page, pages)
    await browser.event(hid)
    browser.connection.closed()

    const next = connectBrowser(pages, page.id, 1)
    next.hello(page.token, 1)
    await next.event(hid)
    next.connection.closed()
  })

  expect(pages.stats()).toMatchObject({ sessions: 10, connected: 0 })
}, 120_000)
