/** Saved values of a session that goes on in another process, with the page as the browser shows it. */
import { afterEach, expect, test } from 'vitest'
import { state, store } from '../index.ts'
import { cookie, localStorage, persist } from '../persist.ts'
import { createComponent } from '../vdom/jsx.ts'
import type { Child } from '../vdom/vnode.ts'
import { connectBrowser, turn } from './fixtures/browser.ts'
import type { Browser } from './fixtures/browser.ts'
import { createHub } from './hub.ts'
import type { Hub, LivePage } from './hub.ts'
import { createMemoryStore } from './memory-store.ts'
import type { SessionStore } from './session-store.ts'

const env = { request: new Request('http://vango.test/', { headers: { cookie: 'theme=dark' } }) }
let hubs: Hub[] = []

afterEach(async () => {
  await Promise.all(hubs.map((hub) => hub.close()))
  hubs = []
})

const useTodos = store(() => {
  const todos = state<readonly string[]>([])
  persist(todos, localStorage('todos'))
  return todos
})

function Page(): Child {
  const todos = useTodos()
  const theme = state('light')
  persist(theme, cookie('theme'))
  return (
    <button onClick={() => todos.update((old) => [...old, `todo ${old.length}`])}>
      {theme}: {todos.get().join()}
    </button>
  )
}

function start(shared: SessionStore): Hub {
  const hub = createHub({
    store: { ...shared, isShared: true, close: async () => {} },
    limits: { checkpointMs: 0 },
    onError(error) {
      throw error
    },
    pages: {
      addressOf: () => '/',
      reopen: async (_address, _headers, open) => {
        await open(createComponent(Page, {}, undefined), env)
      },
    },
  })
  hubs.push(hub)
  return hub
}

async function until(isDone: () => boolean): Promise<void> {
  while (!isDone()) {
    // oxlint-disable-next-line no-await-in-loop -- turn after turn
    await turn()
  }
}

const htmlOf = (hub: Hub, page: LivePage) =>
  hub
    .inspect(page.id)!
    .html.replaceAll(/<!--.*?-->/g, '')
    .replaceAll('&quot;', '"')

const hidOf = (hub: Hub, page: LivePage, text: string) =>
  Number(new RegExp(`data-hid="(\\d+)"[^>]*${text}`).exec(htmlOf(hub, page))![1])

const acked = (browser: Browser) =>
  browser.heard.some((said) => 'ackEvent' in said && said.ackEvent)

test('they go on as they are: nothing is loaded or saved again, and what comes is heard', async () => {
  const shared = createMemoryStore()
  const first = start(shared)
  const page = first.open(createComponent(Page, {}, undefined), env)
  page.keep()
  const before = connectBrowser(first, page.id)
  before.hello(page.token)
  await turn()
  await before.event(hidOf(first, page, 'data-key="todos"'), 0, {
    kind: 'value',
    value: '0=0/5:["a"]',
  })
  await before.event(hidOf(first, page, 'data-on="click"'))
  await until(() => before.heard.some((said) => said.kind === 'ack' && said.ackEvent === 2))
  const shown = htmlOf(first, page)
  const { lastSeq } = { lastSeq: before.heard.filter(({ kind }) => kind === 'patch').length }

  const second = start(shared)
  const after = connectBrowser(second, page.id, 2)
  after.hello(page.token, lastSeq)
  await until(() => after.heard.length > 0)
  after.say({ kind: 'ack', ackSeq: lastSeq })
  await turn()

  expect(shown).toContain('dark: a,todo 1</button>')
  expect(shown).toContain('data-order="1=["a","todo 1"]"')
  expect(htmlOf(second, page)).toBe(shown)
  expect(after.heard.map(({ kind }) => kind)).not.toContain('patch')
  expect(after.heard.map(({ kind }) => kind)).not.toContain('full-resync')
  await after.event(hidOf(second, page, 'data-key="todos"'), 0, {
    kind: 'value',
    value: '1=0/5:["b"]',
  })
  await until(() => acked(after) === true || htmlOf(second, page).includes('dark: b'))

  expect(htmlOf(second, page)).toContain('dark: b</button>')
})
