import { afterEach, describe, expect, test } from 'vitest'
import { state } from '../index.ts'
import { createComponent } from '../vdom/jsx.ts'
import type { Child, Component } from '../vdom/vnode.ts'
import { connectBrowser, turn } from './fixtures/browser.ts'
import type { Browser } from './fixtures/browser.ts'
import { createHub } from './hub.ts'
import type { Hub, LivePage } from './hub.ts'
import { createMemoryStore } from './memory-store.ts'
import type { SessionStore } from './session-store.ts'

/** What several processes share; here they are hubs. */
let store: SessionStore
let processes: Process[] = []
/** What the app shows; a test may change it, as a new build or other data would. */
let page: Component
let isForbidden = false

interface Process {
  readonly hub: Hub
  readonly errors: unknown[]
  /** From now on nothing of it reaches the store. */
  die(): void
}

afterEach(async () => {
  for (const { die, hub } of processes) {
    die()
    void hub.close()
  }
  processes = []
  isForbidden = false
})

function start(): Process {
  const errors: unknown[] = []
  let isDead = false
  const hub = createHub({
    store: {
      ...store,
      isShared: true,
      save: (...args) => (isDead ? new Promise(() => {}) : store.save(...args)),
      // Not the others' as well.
      close: async () => {},
    },
    limits: { checkpointMs: 0 },
    onError: (error) => errors.push(error),
    pages: {
      addressOf: () => '/',
      async reopen(_address, _headers, open) {
        if (!isForbidden) await open(createComponent(page, {}, undefined), {})
      },
    },
  })
  const started: Process = { hub, errors, die: () => void (isDead = true) }
  processes.push(started)
  return started
}

function openPage(hub: Hub): LivePage {
  const opened = hub.open(createComponent(page, {}, undefined), {})
  opened.keep()
  return opened
}

interface Seen {
  readonly browser: Browser
  readonly opened: LivePage
}

function visit(hub: Hub): Seen {
  const opened = openPage(hub)
  const browser = connectBrowser(hub, opened.id)
  browser.hello(opened.token)
  return { browser, opened }
}

/** Waits for an acknowledgement of the event. */
async function acknowledged(browser: Browser, eventNo: number): Promise<void> {
  while (!browser.heard.some((said) => 'ackEvent' in said && said.ackEvent >= eventNo)) {
    // oxlint-disable-next-line no-await-in-loop -- turn after turn
    await turn()
  }
}

async function welcomed(browser: Browser): Promise<void> {
  while (browser.heard.length === 0 && browser.closeCode === undefined) {
    // oxlint-disable-next-line no-await-in-loop
    await turn()
  }
}

/** The same page asks another process for its session. */
async function move(hub: Hub, { opened }: Seen, lastSeq: number, lastEvent = 0): Promise<Browser> {
  const browser = connectBrowser(hub, opened.id, lastEvent)
  browser.hello(opened.token, lastSeq)
  await welcomed(browser)
  return browser
}

function kinds(browser: Browser): string[] {
  return browser.heard.map(({ kind }) => kind)
}

function Counter(): Child {
  const count = state(0)
  return <button onClick={() => count.update((n) => n + 1)}>{count}</button>
}

function Item(props: { name: string }): Child {
  const count = state(0, { name: 'count' })
  return (
    <li>
      <button onClick={() => count.update((n) => n + 1)}>
        {props.name} {count}
      </button>
    </li>
  )
}

function List(): Child {
  const names = state(['a', 'b'])
  return (
    <ul>
      <li>
        <button onClick={() => names.update((old) => [`n${old.length}`, ...old])}>add</button>
      </li>
      {names.get().map((name) => (
        <Item key={name} name={name} />
      ))}
    </ul>
  )
}

/** A button's hid, by what it says. */
function buttonOf(hub: Hub, { opened }: Seen, text: string): number {
  const { html } = hub.inspect(opened.id)!
  const [, hid] = html.match(new RegExp(`<button data-hid="(\\d+)"[^>]*>${text}`))!
  return Number(hid)
}

describe('an event', () => {
  test('is acknowledged when it is saved, and its changes are shown before', async () => {
    store = createMemoryStore()
    page = Counter
    const { hub } = start()
    const { browser } = visit(hub)

    browser.say({ kind: 'event', eventNo: 1, ackSeq: 0, hid: 1, position: 0, payload: undefined })
    await acknowledged(browser, 1)

    expect(browser.heard.slice(1)).toMatchObject([
      { kind: 'handled', lastEvent: 1 },
      { kind: 'patch', ackEvent: 0 },
      { kind: 'ack', ackEvent: 1 },
    ])
  })

  test('that was not saved when its process died is handled by the next, once', async () => {
    store = createMemoryStore()
    page = Counter
    const first = start()
    const seen = visit(first.hub)
    await seen.browser.event(1)
    await acknowledged(seen.browser, 1)
    first.die()
    await seen.browser.event(1)

    const { hub } = start()
    const browser = await move(hub, seen, 2, 1)
    await browser.event(1)
    browser.say({ kind: 'ack', ackSeq: 2 })
    await acknowledged(browser, 2)

    expect(browser.heard[0]).toMatchObject({ kind: 'welcome', lastEvent: 1 })
    expect(hub.inspect(seen.opened.id)!.html).toContain('>2</button>')
  })

  test('for what an event before it has made finds it in the next process', async () => {
    store = createMemoryStore()
    page = List
    const first = start()
    const seen = visit(first.hub)
    await seen.browser.event(buttonOf(first.hub, seen, 'add'))
    await acknowledged(seen.browser, 1)
    first.die()
    await seen.browser.event(buttonOf(first.hub, seen, 'add'))
    const hid = buttonOf(first.hub, seen, 'n3')
    const add = buttonOf(first.hub, seen, 'add')

    const { hub } = start()
    const browser = await move(hub, seen, 2, 1)
    browser.say(
      { kind: 'event', eventNo: 2, ackSeq: 2, hid: add, position: 0, payload: undefined },
      { kind: 'event', eventNo: 3, ackSeq: 2, hid, position: 0, payload: undefined },
      { kind: 'ack', ackSeq: 2 },
    )
    await acknowledged(browser, 3)

    expect(hub.inspect(seen.opened.id)!.html.replaceAll(/<!--.*?-->/g, '')).toContain('n3 1<')
    expect(hub.stats().staleEvents).toBe(0)
  })
})

describe('a page whose process is gone', () => {
  test('is not sent anything if it shows what there is', async () => {
    store = createMemoryStore()
    page = List
    const first = start()
    const seen = visit(first.hub)
    await seen.browser.event(buttonOf(first.hub, seen, 'add'))
    await seen.browser.event(buttonOf(first.hub, seen, 'b'))
    await acknowledged(seen.browser, 2)
    first.die()

    const { hub } = start()
    const browser = await move(hub, seen, 2, 2)
    browser.say({ kind: 'ack', ackSeq: 2 })
    await turn()
    expect(kinds(browser)).toEqual(['welcome'])

    await browser.event(buttonOf(hub, seen, 'b'))
    expect(browser.patches()).toEqual([{ op: 'setText', hid: expect.any(Number), text: '2' }])
  })

  test('that shows less is sent the page, once it has sent again what it had', async () => {
    store = createMemoryStore()
    page = Counter
    const first = start()
    const seen = visit(first.hub)
    await seen.browser.event(1)
    await acknowledged(seen.browser, 1)
    first.die()

    const browser = await move(start().hub, seen, 0, 1)
    await turn()
    expect(kinds(browser)).toEqual(['welcome'])
    browser.say({ kind: 'ack', ackSeq: 0 })
    await turn()

    expect(browser.heard[1]).toMatchObject({
      kind: 'full-resync',
      seq: 1,
      html: '<button data-hid="1" data-on="click">1</button>',
    })
  })

  test('goes on with another build, with the state whose keys are still there', async () => {
    store = createMemoryStore()
    page = List
    const first = start()
    const seen = visit(first.hub)
    const old = buttonOf(first.hub, seen, 'b')
    await seen.browser.event(old)
    await acknowledged(seen.browser, 1)
    first.die()
    page = function Built() {
      return (
        <main>
          <ul>
            <Item key="b" name="B" />
          </ul>
        </main>
      )
    }
    Object.defineProperty(page, 'name', { value: 'List' })

    const { hub } = start()
    const browser = await move(hub, seen, 1, 1)
    await turn()
    // What was clicked before means nothing any more, and must not mean something else.
    await browser.event(old)

    const { html } = browser.heard[1] as { html: string }
    expect(html.replaceAll(/ data-\w+="\w+"|<!--.*?-->/g, '')).toBe(
      '<main><ul><li><button>B 1</button></li></ul></main>',
    )
    expect(hub.stats().staleEvents).toBe(1)
  })

  test('whose user may not see it any more is not opened', async () => {
    store = createMemoryStore()
    page = Counter
    const first = start()
    const seen = visit(first.hub)
    await seen.browser.event(1)
    await acknowledged(seen.browser, 1)
    first.die()
    isForbidden = true

    const browser = await move(start().hub, seen, 1, 1)

    expect(browser.closeCode).toBe(4404)
  })

  test('is not given to another token', async () => {
    store = createMemoryStore()
    page = Counter
    const first = start()
    const seen = visit(first.hub)
    await seen.browser.event(1)
    await acknowledged(seen.browser, 1)
    first.die()

    const { opened } = visit(start().hub)
    const browser = connectBrowser(start().hub, seen.opened.id)
    browser.hello(opened.token)
    await welcomed(browser)

    expect(browser.closeCode).toBe(4401)
  })

  test('is told to try again while the store is away', async () => {
    store = createMemoryStore()
    page = Counter
    const seen = visit(start().hub)
    await seen.browser.event(1)
    await acknowledged(seen.browser, 1)
    const second = start()
    store.load = () => Promise.reject(new Error('away'))

    const third = start()
    const browser = await move(third.hub, seen, 1, 1)

    expect(browser.closeCode).toBe(4500)
    expect(third.errors).toHaveLength(1)
    expect(second.errors).toEqual([])
  })
})

describe('two processes that both have a session', () => {
  test('agree that the later one has it', async () => {
    store = createMemoryStore()
    page = Counter
    const first = start()
    const seen = visit(first.hub)
    await seen.browser.event(1)
    await acknowledged(seen.browser, 1)

    const second = start()
    const browser = await move(second.hub, seen, 1, 1)
    await browser.event(1)
    await acknowledged(browser, 2)
    // The old one does not know yet; it must not win by saving later.
    await seen.browser.event(1)
    while (seen.browser.closeCode === undefined) {
      // oxlint-disable-next-line no-await-in-loop
      await turn()
    }

    expect(seen.browser.closeCode).toBe(4409)
    expect(first.hub.stats().sessions).toBe(0)
    const third = await move(start().hub, seen, 2, 2)
    expect(third.heard[0]).toMatchObject({ kind: 'welcome', lastEvent: 2 })
  })

  test('let the browser come back to the first one', async () => {
    store = createMemoryStore()
    page = Counter
    const first = start()
    const seen = visit(first.hub)
    await seen.browser.event(1)
    await acknowledged(seen.browser, 1)
    const away = await move(start().hub, seen, 1, 1)
    await away.event(1)
    await acknowledged(away, 2)

    const back = await move(first.hub, seen, 2, 2)
    await back.event(1)

    expect(back.patches()).toMatchObject([{ op: 'setText', text: '3' }])
  })
})

describe('a session nobody has come for', () => {
  test('is saved before it is let go of, also without a shared store', async () => {
    page = Counter
    const hub = createHub({
      limits: { maxDetached: 1 },
      onError: (error) => expect.unreachable(String(error)),
      pages: {
        addressOf: () => '/',
        reopen: (_address, _headers, open) => open(createComponent(page, {}, undefined), {}),
      },
    })
    const seen = visit(hub)
    await seen.browser.event(1)
    seen.browser.connection.closed()
    openPage(hub)
    while (hub.stats().sessions > 1) {
      // oxlint-disable-next-line no-await-in-loop
      await turn()
    }

    const browser = await move(hub, seen, 1, 1)
    await browser.event(1)

    expect(browser.patches()).toMatchObject([{ op: 'setText', text: '2' }])
    await hub.close()
  })
})

test('a hub that closes has written down everything, and says so', async () => {
  store = createMemoryStore()
  page = Counter
  const first = start()
  const seen = visit(first.hub)
  await seen.browser.event(1)
  await seen.browser.event(1)

  await first.hub.close()

  expect(seen.browser.closeCode).toBe(1001)
  expect(seen.browser.heard.at(-1)).toMatchObject({ ackEvent: 2 })
  const browser = await move(start().hub, seen, 2, 2)
  await browser.event(1)
  expect(browser.patches()).toMatchObject([{ op: 'setText', text: '3' }])
})
