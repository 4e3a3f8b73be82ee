import { afterEach, describe, expect, test, vi } from 'vitest'
import { on, state, TimeoutError } from '../index.ts'
import type { Child, HandlerPolicy } from '../index.ts'
import { createComponent } from '../vdom/jsx.ts'
import { adopt, turn } from './fixtures/browser.ts'
import type { Browser } from './fixtures/browser.ts'
import { createHub } from './hub.ts'
import type { Hub, HubOptions } from './hub.ts'

interface Call {
  readonly signal: AbortSignal
  end(): void
  fail(error: unknown): void
}

interface Opened {
  readonly browser: Browser
  /** Every call of the handler so far. */
  readonly calls: Call[]
  readonly errors: string[]
  click(times?: number): Promise<void>
  end(index: number): Promise<void>
}

let hub: Hub

afterEach(() => {
  vi.useRealTimers()
  return hub.close()
})

/** A page with one button whose handler ends when the test says so. */
async function open(policy?: HandlerPolicy, options: Partial<HubOptions> = {}): Promise<Opened> {
  const calls: Call[] = []
  const errors: string[] = []
  const handler = (event: { signal: AbortSignal }): Promise<void> =>
    new Promise((resolve, reject) =>
      calls.push({ signal: event.signal, end: resolve, fail: reject }),
    )
  hub = createHub({ onError: (error) => errors.push(String(error)), ...options })
  const page = hub.open(
    createComponent(
      () => <button onClick={policy === undefined ? handler : on(handler, { policy })}>go</button>,
      {},
      undefined,
    ),
    {},
  )
  const browser = adopt(page, hub)
  await turn()
  return {
    browser,
    calls,
    errors,
    async click(times = 1) {
      for (let i = 0; i < times; i++) await browser.event(1)
    },
    async end(index) {
      calls[index]!.end()
      await turn()
    },
  }
}

describe('an event that comes while its handler is at work', () => {
  test('waits for its turn, by default and with serial', async () => {
    for (const policy of [undefined, 'serial'] as const) {
      const { calls, click, end } = await open(policy)
      await click(3)
      expect(calls).toHaveLength(1)

      await end(0)
      expect(calls).toHaveLength(2)
      await end(1)
      await end(2)
      await click()

      expect(calls).toHaveLength(4)
      await hub.close()
    }
  })

  test('is not held up by a failure of the one before', async () => {
    const { calls, click, errors } = await open()
    await click(2)

    calls[0]!.fail(new Error('broken'))
    await turn()

    expect(calls).toHaveLength(2)
    expect(errors).toEqual(['Error: broken'])
  })

  test('aborts the one before with latest, whose end is then no error', async () => {
    const { calls, click, errors } = await open('latest')
    await click(2)
    expect(calls.map(({ signal }) => signal.aborted)).toEqual([true, false])

    calls[0]!.fail(calls[0]!.signal.reason)
    await turn()

    expect(errors).toEqual([])
  })

  test('is dropped with drop, until the handler has ended', async () => {
    const { calls, click, end } = await open('drop')
    await click(3)
    expect(calls).toHaveLength(1)

    await end(0)
    await click()

    expect(calls).toHaveLength(2)
  })

  test('runs beside it with parallel', async () => {
    const { calls, click } = await open('parallel')

    await click(3)

    expect(calls).toHaveLength(3)
    expect(calls.some(({ signal }) => signal.aborted)).toBe(false)
  })

  test('is acknowledged at once, whatever happens to it', async () => {
    for (const policy of ['serial', 'latest', 'drop', 'parallel'] as const) {
      const { browser, click } = await open(policy)

      await click(3)

      expect(browser.heard.at(-1)).toMatchObject({ ackEvent: 3 })
      await hub.close()
    }
  })
})

describe('a slow handler', () => {
  test('holds up no other listener, not even of the same component', async () => {
    hub = createHub({ onError: () => {} })
    function Both(): Child {
      const count = state(0)
      return (
        <p>
          <button onClick={() => new Promise(() => {})}>slow</button>
          <button onClick={async () => count.update((n) => n + 1)}>{count}</button>
        </p>
      )
    }
    const browser = adopt(hub.open(createComponent(Both, {}, undefined), {}), hub)
    const [slow, quick] = [2, 3]

    await browser.event(slow)
    await browser.event(quick)
    await browser.event(quick)

    expect(browser.patches()).toEqual([
      { op: 'setText', hid: quick, text: '1' },
      { op: 'setText', hid: quick, text: '2' },
    ])
  })

  test('is given up after its time, and the next one starts', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const { calls, click, errors } = await open('serial', { limits: { maxHandlerMs: 500 } })
    await click(2)

    await vi.advanceTimersByTimeAsync(500)

    expect(calls[0]!.signal.reason).toBeInstanceOf(TimeoutError)
    expect(calls).toHaveLength(2)
    expect(errors).toEqual([expect.stringContaining('[live/handler-timeout]')])
    calls[0]!.fail(new Error('too late'))
    await turn()
    expect(errors).toHaveLength(1)
  })

  test('lets only so many events wait', async () => {
    const { calls, click, end, errors } = await open('serial', { limits: { maxWaitingEvents: 2 } })

    await click(5)
    expect(errors).toEqual([
      expect.stringContaining('[live/too-many-waiting]'),
      expect.stringContaining('[live/too-many-waiting]'),
    ])
    for (let i = 0; i < 3; i++) await end(i)

    expect(calls).toHaveLength(3)
    expect(hub.stats().refused).toBe(2)
  })
})

describe('the signal', () => {
  test('aborts when the session ends, and nothing that waits is started', async () => {
    const { calls, click } = await open()
    await click(2)

    await hub.close()
    expect(calls[0]!.signal.aborted).toBe(true)
    calls[0]!.end()
    await turn()

    expect(calls).toHaveLength(1)
  })

  test('does not abort because its element goes away: the work may be the reason', async () => {
    hub = createHub({ onError: () => {} })
    let signal: AbortSignal | undefined
    function Row(): Child {
      const isThere = state(true)
      return (
        <p>
          {isThere.get() && (
            <button
              onClick={async (event) => {
                signal = event.signal
                isThere.set(false)
                await new Promise(() => {})
              }}
            >
              delete
            </button>
          )}
        </p>
      )
    }
    const browser = adopt(hub.open(createComponent(Row, {}, undefined), {}), hub)

    await browser.event(2)
    await turn()

    expect(browser.patches().map(({ op }) => op)).toEqual(['clear'])
    expect(signal!.aborted).toBe(false)
  })

  test('makes an event that waited for a removed element stale', async () => {
    hub = createHub({ onError: () => {} })
    const ends: (() => void)[] = []
    function Row(): Child {
      const isThere = state(true)
      return (
        <p>
          {isThere.get() && (
            <button
              onClick={async () => {
                isThere.set(false)
                await new Promise<void>((resolve) => ends.push(resolve))
              }}
            >
              delete
            </button>
          )}
        </p>
      )
    }
    const browser = adopt(hub.open(createComponent(Row, {}, undefined), {}), hub)
    browser.say(
      { kind: 'event', eventNo: 1, ackSeq: 0, hid: 2, position: 0, payload: undefined },
      { kind: 'event', eventNo: 2, ackSeq: 0, hid: 2, position: 0, payload: undefined },
    )
    await turn()

    ends[0]!()
    await turn()

    expect(ends).toHaveLength(1)
    expect(hub.stats().staleEvents).toBe(1)
  })
})

test('a policy that there is not is refused', () => {
  hub = createHub({ onError: () => {} })
  expect(() => on(() => {}, { policy: 'first' as 'latest' })).toThrow(
    /html\/bad-listener-option.*policy/,
  )
})
