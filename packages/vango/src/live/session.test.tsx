import { afterEach, describe, expect, test } from 'vitest'
import { computed, effect, state } from '../index.ts'
import { createComponent } from '../vdom/jsx.ts'
import type { Component } from '../vdom/vnode.ts'
import { encodeClientMessages } from '../wire/client-message.ts'
import { adopt, connectBrowser, htmlOf, turn } from './fixtures/browser.ts'
import { createHub } from './hub.ts'
import type { Hub, HubOptions, LivePage } from './hub.ts'

let hub: Hub
let errors: { error: unknown; where: string; component?: string }[]

function open(component: Component, options: Partial<HubOptions> = {}): LivePage {
  errors = []
  hub = createHub({
    onError: (error, { where, component: name }) =>
      errors.push({ error, where, ...(name !== undefined && { component: name }) }),
    ...options,
  })
  return hub.open(createComponent(component, {}, undefined), {})
}

const hello = { kind: 'hello', version: 1, resumable: true, lastSeq: 0 } as const
const click = {
  kind: 'event',
  eventNo: 1,
  ackSeq: 0,
  hid: 1,
  position: 0,
  payload: undefined,
} as const

afterEach(() => hub.close())

function Counter() {
  const count = state(0)
  return <button onClick={() => count.update((n) => n + 1)}>{count}</button>
}

function Rows() {
  const rows = state(Array.from({ length: 1_000 }, (_, i) => ({ id: i + 1, label: `row ${i}` })))
  const swap = (): void =>
    rows.update((old) => {
      const next = [...old]
      ;[next[1], next[998]] = [next[998]!, next[1]!]
      return next
    })
  const update = (): void =>
    rows.update((old) =>
      old.map((row, i) => (i % 10 ? row : { ...row, label: `${row.label} !!!` })),
    )
  return (
    <div>
      <button onClick={swap}>swap</button>
      <button onClick={update}>update</button>
      <ul>
        {rows.get().map((row) => (
          <li key={row.id}>
            <b>{row.id}</b>
            <i>{row.label}</i>
          </li>
        ))}
      </ul>
    </div>
  )
}

describe('a click', () => {
  test('is answered with one message that has its patch and its acknowledgement', async () => {
    const page = open(Counter)
    const browser = adopt(page, hub)

    await browser.event(1)

    expect(htmlOf(page)).toBe('<button data-hid="1" data-on="click">0</button>')
    expect(browser.heard.map((message) => message.kind)).toEqual(['welcome', 'patch'])
    expect(browser.heard[1]).toMatchObject({ seq: 1, ackEvent: 1 })
    expect(browser.patches()).toEqual([{ op: 'setText', hid: 1, text: '1' }])
    expect(browser.sizes[1]).toBeLessThanOrEqual(12)
  })

  test('that changes nothing is only acknowledged', async () => {
    const browser = adopt(
      open(() => <button onClick={() => {}}>nothing</button>),
      hub,
    )

    await browser.event(1)

    expect(browser.heard.at(-1)).toEqual({ kind: 'ack', ackEvent: 1 })
  })

  test('that comes twice is handled once, and acknowledged again', async () => {
    const browser = adopt(open(Counter), hub)
    await browser.event(1)

    browser.say({
      kind: 'event',
      eventNo: 1,
      ackSeq: 1,
      hid: 1,
      position: 0,
      payload: undefined,
    })
    await turn()

    expect(browser.patches()).toHaveLength(1)
    expect(browser.heard.at(-1)).toEqual({ kind: 'ack', ackEvent: 1 })
  })

  test('several in one turn leave as one message with the latest state', async () => {
    const browser = adopt(open(Counter), hub)

    browser.say(
      ...[1, 2, 3].map((eventNo) => ({
        kind: 'event' as const,
        eventNo,
        ackSeq: 0,
        hid: 1,
        position: 0,
        payload: undefined,
      })),
    )
    await turn()

    expect(browser.patches()).toEqual([{ op: 'setText', hid: 1, text: '3' }])
  })
})

describe('a table of 1,000 rows', () => {
  test('swaps two rows with two moves', async () => {
    const browser = adopt(open(Rows), hub)

    await browser.event(2)

    expect(browser.patches().map((patch) => patch.op)).toEqual(['move', 'move'])
    expect(browser.sizes[1]).toBeLessThanOrEqual(20)
  })

  test('updates every tenth row with 100 texts and nothing else', async () => {
    const browser = adopt(open(Rows), hub)

    await browser.event(3)

    const patches = browser.patches()
    expect(patches).toHaveLength(100)
    expect(new Set(patches.map((patch) => patch.op))).toEqual(new Set(['setText']))
  })
})

describe('a browser that comes back', () => {
  test('is sent again what it missed, and its new events go on where it was', async () => {
    const page = open(Counter)
    const first = adopt(page, hub)
    await first.event(1)
    await first.event(1)
    first.connection.closed()

    const second = connectBrowser(hub, page.id, 2)
    second.hello(page.token, 1)
    await second.event(1)

    expect(second.heard[0]).toMatchObject({ kind: 'welcome', lastEvent: 2 })
    expect(second.patches()).toEqual([
      { op: 'setText', hid: 1, text: '2' },
      { op: 'setText', hid: 1, text: '3' },
    ])
  })

  test('finds what changed meanwhile, as one step', async () => {
    const ticks = state(0)
    const page = open(() => <p>{ticks}</p>)
    const first = adopt(page, hub)
    await turn()
    first.connection.closed()
    for (let i = 1; i <= 5; i++) ticks.set(i)
    await turn()

    const second = connectBrowser(hub, page.id)
    second.hello(page.token)
    await turn()

    expect(second.patches()).toEqual([{ op: 'setText', hid: 1, text: '5' }])
  })

  test('takes the session over from the socket before', () => {
    const page = open(Counter)
    const first = adopt(page, hub)

    const second = connectBrowser(hub, page.id)
    second.hello(page.token)

    expect(first.closeCode).toBe(4409)
    expect(second.closeCode).toBeUndefined()
    first.connection.closed()
    expect(hub.stats()).toMatchObject({ sessions: 1, connected: 1 })
  })
})

describe('a slow socket', () => {
  test('gets no patches while its buffer is full, then the latest state', async () => {
    const ticks = state(0)
    const browser = adopt(
      open(() => <p>{ticks}</p>),
      hub,
    )
    browser.buffered = 40_000
    for (let i = 1; i <= 1_000; i++) {
      ticks.set(i)
      if (i % 100 === 0) await turn()
    }

    expect(browser.patches()).toEqual([])
    browser.buffered = 0
    browser.connection.drained()
    await turn()

    expect(browser.patches()).toEqual([{ op: 'setText', hid: 1, text: '1000' }])
  })
})

describe('effects', () => {
  test('start with the socket, not with the page request, and end with the session', async () => {
    const log: string[] = []
    const page = open(() => {
      const ticks = state(0)
      effect(() => {
        log.push('start')
        return () => log.push('end')
      })
      return <p>{ticks}</p>
    })
    await turn()
    expect(log).toEqual([])

    adopt(page, hub)
    await turn()
    expect(log).toEqual(['start'])
    await hub.close()

    expect(log).toEqual(['start', 'end'])
  })
})

describe('a handler', () => {
  test('that throws or rejects is reported with its element; the session goes on', async () => {
    function Page() {
      const count = state(0)
      return (
        <p>
          <button
            onClick={function broken() {
              throw new Error('thrown')
            }}
          >
            a
          </button>
          <button onClick={() => Promise.reject(new Error('rejected'))}>b</button>
          <button onClick={() => count.set(1)}>{count}</button>
        </p>
      )
    }
    const browser = adopt(open(Page), hub)

    await browser.event(2)
    await browser.event(3)
    await browser.event(4)

    expect(errors.map(({ error, where, component }) => [String(error), where, component])).toEqual([
      ['Error: thrown', 'handler', 'broken of click on <button>'],
      ['Error: rejected', 'handler', 'handler of click on <button>'],
    ])
    expect(browser.patches()).toEqual([{ op: 'setText', hid: 4, text: '1' }])
  })

  test('gets the data its event carries', async () => {
    const seen: unknown[] = []
    const browser = adopt(
      open(() => <input onInput={(event) => seen.push(event)} />),
      hub,
    )

    await browser.event(1, 0, { kind: 'value', value: 'abc' })

    expect(seen).toEqual([{ type: 'input', value: 'abc', checked: false, values: ['abc'] }])
  })
})

describe('a field whose value is rendered', () => {
  function Digits(props: { isAsync?: boolean }) {
    const value = state('1')
    const keep = (next: string): void => value.set(next.replace(/\D/g, ''))
    return (
      <input
        value={value.get()}
        onInput={async (event) => {
          if (props.isAsync) await Promise.resolve()
          keep(event.value)
        }}
      />
    )
  }

  test('is sent nothing when the component agrees with what was typed', async () => {
    const browser = adopt(
      open(() => <Digits />),
      hub,
    )

    await browser.event(1, 0, { kind: 'value', value: '12' })

    expect(browser.patches()).toEqual([])
  })

  test('is corrected when the component keeps another value, rendered again or not', async () => {
    const browser = adopt(
      open(() => <Digits />),
      hub,
    )

    await browser.event(1, 0, { kind: 'value', value: '1a' })
    await browser.event(1, 0, { kind: 'value', value: '12b' })

    expect(browser.patches()).toEqual([
      { op: 'setProperty', hid: 1, name: 'value', value: '1' },
      { op: 'setProperty', hid: 1, name: 'value', value: '12' },
    ])
  })

  test('of a kept vnode starts anew with its own value when it is rendered again', async () => {
    let toggle = (): void => {}
    const kept = <input value="1" onInput={() => toggle()} />
    const page = open(() => {
      const isShown = state(true)
      toggle = () => isShown.update((is) => !is)
      return <div>{isShown.get() ? kept : 'nothing'}</div>
    })
    const browser = adopt(page, hub)

    await browser.event(2, 0, { kind: 'value', value: 'typed' })
    toggle()
    await turn()

    expect(browser.patches().at(-1)).toMatchObject({
      op: 'insert',
      nodes: [{ values: ['1'] }],
    })
  })

  test('is not touched while an asynchronous handler still works', async () => {
    let finish = (): void => {}
    const page = open(() => {
      const value = state('')
      return (
        <input
          value={value}
          onInput={(event) =>
            new Promise<void>((resolve) => {
              finish = () => {
                value.set(event.value)
                resolve()
              }
            })
          }
        />
      )
    })
    const browser = adopt(page, hub)

    await browser.event(1, 0, { kind: 'value', value: 'typed' })
    finish()
    await turn()

    expect(browser.patches()).toEqual([])
  })
})

describe('what an effect derives', () => {
  test('overrides what was made before it: one patch is sent', async () => {
    const browser = adopt(
      open(() => {
        const [count, total] = [state(0), state(0)]
        effect(() => total.set(count.get() * 10))
        return (
          <button title={computed(() => `of ${total.get()}`)} onClick={() => count.set(2)}>
            {computed(() => `${count.get()}/${total.get()}`)}
          </button>
        )
      }),
      hub,
    )
    await turn()

    await browser.event(1)

    expect(browser.patches()).toEqual([
      { op: 'setAttribute', hid: 1, name: 'title', value: 'of 20' },
      { op: 'setText', hid: 1, text: '2/20' },
    ])
  })
})

describe('a flush that fails', () => {
  test('closes the socket and ends the session: its next socket is told that there is none', async () => {
    const page = open(Counter)
    page.keep()
    const codes: number[] = []
    let isBroken = false
    const connection = hub.connect(page.id, {
      send() {
        if (isBroken) throw new Error('cannot be sent')
      },
      close: (code) => codes.push(code),
      buffered: 0,
    })
    connection.receive(encodeClientMessages([{ ...hello, token: page.token }]))

    isBroken = true
    connection.receive(encodeClientMessages([click]))
    await turn()

    expect(codes).toEqual([4500])
    expect(errors.map(({ where }) => where)).toEqual(['flush'])
    expect(hub.stats()).toMatchObject({ sessions: 0, detached: 0 })
    const next = connectBrowser(hub, page.id)
    next.hello(page.token)
    expect(next.closeCode).toBe(4404)
  })
})

describe('a handler that returns something like a promise', () => {
  const thenable = (property: PropertyDescriptor) => () => Object.defineProperty({}, key, property)
  // oxlint-disable-next-line unicorn/no-thenable -- it is what the test is about
  const key = 'then'

  test.each<[string, () => unknown]>([
    ['whose then throws when it is read', thenable({ get: fail })],
    ['whose then throws when it is called', thenable({ value: fail })],
    [
      'that rejects',
      thenable({
        value: (_: unknown, reject: (error: Error) => void) => reject(new Error('broken')),
      }),
    ],
  ])('%s is reported, and the session goes on', async (_, handler) => {
    const browser = adopt(
      open(() => {
        const count = state(0)
        return (
          <p>
            <button onClick={handler} />
            <button onClick={() => count.set(1)}>{count}</button>
          </p>
        )
      }),
      hub,
    )

    await browser.event(2)
    await browser.event(3)

    expect(errors.map(({ where }) => where)).toEqual(['handler'])
    expect(browser.patches()).toEqual([{ op: 'setText', hid: 3, text: '1' }])
  })
})

function fail(): never {
  throw new Error('broken')
}
