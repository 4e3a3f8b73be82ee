import { afterEach, describe, expect, test, vi } from 'vitest'
import { on, state } from '../index.ts'
import { createComponent } from '../vdom/jsx.ts'
import type { Component } from '../vdom/vnode.ts'
import { adopt, connectBrowser, htmlOf, turn } from './fixtures/browser.ts'
import { createHub } from './hub.ts'
import type { Hub, LiveLimits, LivePage } from './hub.ts'

let hub: Hub

function start(limits: Partial<LiveLimits> = {}): (component: Component) => LivePage {
  hub = createHub({ limits, onError: () => {} })
  return (component) => hub.open(createComponent(component, {}, undefined), {})
}

afterEach(async () => {
  await hub.close()
  vi.useRealTimers()
})

const Counter: Component = () => {
  const count = state(0)
  return <button onClick={() => count.update((n) => n + 1)}>{count}</button>
}
const event = { kind: 'event', ackSeq: 0, hid: 1, position: 0, payload: undefined } as const

describe('a page', () => {
  test('without live parts has no marks and makes no session', () => {
    const open = start()

    const page = open(() => (
      <p>
        Hello <b>{'you'}</b>
      </p>
    ))

    expect(page.isLive).toBe(false)
    expect(htmlOf(page)).toBe('<p>Hello <b>you</b></p>')
    expect(hub.stats().sessions).toBe(0)
  })

  test('that throws makes no session', () => {
    const open = start()

    expect(() =>
      open(() => {
        throw new Error('broken')
      }),
    ).toThrow('broken')
    expect(hub.stats().sessions).toBe(0)
  })

  test('that no socket adopts in time is dropped', () => {
    vi.useFakeTimers()
    const open = start({ adoptMs: 5_000 })
    const page = open(Counter)
    page.keep()

    vi.advanceTimersByTime(4_000)
    expect(hub.stats().detached).toBe(1)
    vi.advanceTimersByTime(2_000)

    expect(hub.stats().sessions).toBe(0)
  })

  test('flood keeps at most the allowed number, the newest', () => {
    const open = start({ maxDetached: 3 })
    const pages = Array.from({ length: 10 }, () => open(Counter))

    for (const page of pages) page.keep()
    const oldest = connectBrowser(hub, pages[0]!.id)
    oldest.hello(pages[0]!.token)
    const newest = connectBrowser(hub, pages[9]!.id)
    newest.hello(pages[9]!.token)

    expect(oldest.closeCode).toBe(4404)
    expect(newest.closeCode).toBeUndefined()
  })
})

describe('a socket', () => {
  test('with a wrong token is closed with 4401 and leaves the session alone', () => {
    const open = start()
    const page = open(Counter)
    page.keep()

    const stranger = connectBrowser(hub, page.id)
    stranger.hello(`${page.token.slice(0, -1)}!`)
    const owner = connectBrowser(hub, page.id)
    owner.hello(page.token)

    expect(stranger.closeCode).toBe(4401)
    expect(owner.heard[0]).toMatchObject({ kind: 'welcome' })
  })

  test('that speaks before HELLO is closed with 4400', () => {
    const page = start()(Counter)
    page.keep()
    const browser = connectBrowser(hub, page.id)

    browser.say({ ...event, eventNo: 1 })

    expect(browser.closeCode).toBe(4400)
  })

  test('that says no HELLO in time is closed with 4408', () => {
    vi.useFakeTimers()
    start({ helloMs: 3_000 })
    const browser = connectBrowser(hub, 'any')

    vi.advanceTimersByTime(5_000)

    expect(browser.closeCode).toBe(4408)
  })

  test('that is silent is asked for a sign of life, then let go; its session waits', () => {
    vi.useFakeTimers()
    const browser = adopt(start({ heartbeatMs: 2_000 })(Counter), hub)

    vi.advanceTimersByTime(3_000)
    expect(browser.heard.at(-1)).toMatchObject({ kind: 'ping' })
    vi.advanceTimersByTime(3_000)

    expect(browser.closeCode).toBe(1001)
    expect(hub.stats()).toMatchObject({ sessions: 1, detached: 1 })
  })

  test('that answers pings stays', () => {
    vi.useFakeTimers()
    const browser = adopt(start({ heartbeatMs: 2_000 })(Counter), hub)

    for (let i = 0; i < 20; i++) {
      vi.advanceTimersByTime(1_000)
      browser.say({ kind: 'pong', nonce: 0 })
    }

    expect(browser.closeCode).toBeUndefined()
  })

  test('sending bytes that are no protocol is closed with 4400, too large ones with 4413', () => {
    const open = start({ maxMessageBytes: 1_000 })
    const garbage = adopt(open(Counter), hub)
    const large = adopt(open(Counter), hub)

    garbage.connection.receive(Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0xff, 0xff))
    large.connection.receive(new Uint8Array(1_001))

    expect([garbage.closeCode, large.closeCode]).toEqual([4400, 4413])
    expect(hub.stats()).toMatchObject({ refused: 2, detached: 2 })
  })

  test('sending 10,000 events at once is closed with 4429; other sessions go on', async () => {
    const open = start({ eventBurst: 100, eventsPerSecond: 1 })
    const flood = adopt(open(Counter), hub)
    const other = adopt(open(Counter), hub)

    for (let eventNo = 1; eventNo <= 10_000; eventNo++) flood.say({ ...event, eventNo })
    await other.event(1)

    expect(flood.closeCode).toBe(4429)
    expect(other.patches()).toEqual([{ op: 'setText', hid: 1, text: '1' }])
  })

  test('leaving out an event number is closed with 4400', () => {
    const browser = adopt(start()(Counter), hub)

    browser.say({ ...event, eventNo: 2 })

    expect(browser.closeCode).toBe(4400)
  })
})

describe('a forged event', () => {
  test('for an unknown hid or position reaches no handler, is counted and answered', async () => {
    let calls = 0
    const page = start()(() => (
      <p>
        <button onClick={() => calls++}>a</button>
        <i>no handler</i>
      </p>
    ))
    const browser = adopt(page, hub)

    for (const [hid, position] of [
      [1, 0],
      [3, 0],
      [2, 1],
      [0, 0],
      [4_294_967_295, 7],
    ]) {
      await browser.event(hid!, position)
    }

    expect(calls).toBe(0)
    expect(hub.stats().staleEvents).toBe(5)
    expect(browser.heard.at(-1)).toEqual({ kind: 'ack', ackEvent: 5 })
  })

  test('with a payload of another kind of event is refused', async () => {
    const seen: unknown[] = []
    const page = start()(() => (
      <form onSubmit={(data) => seen.push(data)}>
        <input onInput={on((data) => seen.push(data))} />
      </form>
    ))
    const browser = adopt(page, hub)

    await browser.event(1, 0, { kind: 'value', value: 'x' })
    await browser.event(2, 0, { kind: 'key', modifiers: 0, key: 'a', value: '' })
    await browser.event(2, 0)

    expect(seen).toEqual([])
    expect(hub.stats().refused).toBe(3)
  })

  test('cannot reach a prototype through a field name', async () => {
    let value: string | undefined
    const page = start()(() => <form onSubmit={(data) => (value = data.get('__proto__'))} />)
    const browser = adopt(page, hub)

    await browser.event(1, 0, { kind: 'form', fields: [['__proto__', 'x']] })

    expect(value).toBe('x')
    expect(({} as { x?: unknown }).x).toBeUndefined()
  })
})

test('an event for a row removed in the same message is answered and harmless', async () => {
  const removed: number[] = []
  const page = start()(() => {
    const rows = state([1, 2])
    return (
      <ul>
        {rows.get().map((row) => (
          <li
            key={row}
            onClick={() => {
              removed.push(row)
              rows.update((old) => old.filter((other) => other !== row))
            }}
          >
            {row}
          </li>
        ))}
      </ul>
    )
  })
  const browser = adopt(page, hub)

  await browser.event(2)
  await browser.event(2)

  expect(removed).toEqual([1])
  expect(hub.stats().staleEvents).toBe(1)
})

test('two sessions of one page never share state', async () => {
  const open = start()
  const [one, two] = [adopt(open(Counter), hub), adopt(open(Counter), hub)]

  await one.event(1)
  await one.event(1)
  await two.event(1)
  await turn()

  expect(one.patches().at(-1)).toMatchObject({ text: '2' })
  expect(two.patches().at(-1)).toMatchObject({ text: '1' })
})
