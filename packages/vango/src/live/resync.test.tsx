import { afterEach, describe, expect, test } from 'vitest'
import { state } from '../index.ts'
import { createComponent } from '../vdom/jsx.ts'
import type { Component } from '../vdom/vnode.ts'
import { adopt, connectBrowser, turn } from './fixtures/browser.ts'
import type { Browser } from './fixtures/browser.ts'
import { createHub } from './hub.ts'
import type { Hub, HubOptions, LivePage } from './hub.ts'

let hub: Hub

function open(component: Component, limits: HubOptions['limits'] = {}): LivePage {
  hub = createHub({ onError: (error) => expect.unreachable(String(error)), limits })
  return hub.open(createComponent(component, {}, undefined), {})
}

afterEach(() => hub.close())

function resyncs(browser: Browser): unknown[] {
  return browser.heard.flatMap((message) =>
    message.kind === 'full-resync' ? [{ hid: message.hid, html: message.html }] : [],
  )
}

function Row(props: { label: string }) {
  const clicks = state(0)
  return (
    <li>
      {props.label} <button onClick={() => clicks.update((n) => n + 1)}>{clicks}</button>
    </li>
  )
}

function Page() {
  return (
    <main>
      <ul>
        <Row label="a" />
        <Row label="b" />
      </ul>
      <input value="x" onInput={() => {}} />
    </main>
  )
}

/** The hids of the page as it is, by a look at the whole of it. */
async function pageOf(browser: Browser): Promise<string> {
  browser.say({ kind: 'refetch', hid: 0 })
  await turn()
  return (resyncs(browser).at(-1) as { html: string }).html
}

describe('a browser that has lost a node', () => {
  test('is sent the element around it, as it is now', async () => {
    const browser = adopt(open(Page, { resyncMs: 0 }), hub)
    const html = await pageOf(browser)
    const [, button] = html.match(/<button data-hid="(\d+)"/)!

    await browser.event(Number(button))
    browser.say({ kind: 'refetch', hid: Number(button) })
    await turn()

    expect(resyncs(browser).at(-1)).toEqual({
      hid: expect.any(Number),
      html: expect.stringMatching(
        /^<li.* <button data-hid="\d+" data-on="click">1<\/button><\/li>$/,
      ),
    })
  })

  test('is sent the page if it has lost several, once', async () => {
    const browser = adopt(open(Page), hub)

    browser.say({ kind: 'refetch', hid: 1 }, { kind: 'refetch', hid: 2 })
    await turn()

    expect(resyncs(browser)).toEqual([{ hid: 0, html: expect.stringContaining('<main') }])
  })

  test('has to wait if it asks again and again', async () => {
    const browser = adopt(open(Page, { resyncMs: 3_600_000 }), hub)

    for (let i = 0; i < 5; i++) {
      browser.say({ kind: 'refetch', hid: 0 })
      // oxlint-disable-next-line no-await-in-loop -- each in a turn of its own
      await turn()
    }

    expect(resyncs(browser)).toHaveLength(1)
  })

  test('that asks for what never was is sent the page', async () => {
    const browser = adopt(open(Page), hub)

    browser.say({ kind: 'refetch', hid: 4_000_000_000 })
    await turn()

    expect(resyncs(browser)).toMatchObject([{ hid: 0 }])
  })

  test('is told what a field is rendered with, apart from how it began', async () => {
    const browser = adopt(open(Page), hub)

    expect(await pageOf(browser)).toContain('.value="x"')
  })
})

describe('a browser whose missing messages are forgotten', () => {
  function Counter() {
    const count = state(0)
    return <button onClick={() => count.update((n) => n + 1)}>{count}</button>
  }

  test('is sent the page in the place of them, and goes on from there', async () => {
    const page = open(Counter, { outboxMessages: 1 })
    const first = adopt(page, hub)
    await first.event(1)
    await first.event(1)
    first.connection.closed()

    const second = connectBrowser(hub, page.id, 2)
    second.hello(page.token, 0)
    await turn()
    await second.event(1)

    expect(second.heard).toMatchObject([
      { kind: 'welcome', lastEvent: 2 },
      {
        kind: 'full-resync',
        seq: 3,
        hid: 0,
        html: '<button data-hid="1" data-on="click">2</button>',
      },
      { kind: 'patch', seq: 4, ackEvent: 3 },
    ])
  })

  test('that claims messages nobody has sent is refused', () => {
    const page = open(Counter)
    page.keep()
    const browser = connectBrowser(hub, page.id)

    browser.hello(page.token, 7)

    expect(browser.closeCode).toBe(4400)
  })
})
