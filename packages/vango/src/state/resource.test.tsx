import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ErrorBoundary, resource, state, store, Suspense, TimeoutError } from '../index.ts'
import type { Child, Resource, ResourceOptions } from '../index.ts'
import { currentEnv } from '../component/current.ts'
import { openPage } from '../vdom/fixtures/page.ts'
import type { Page } from '../vdom/fixtures/page.ts'
import { createLoads, settled } from './fixtures/loads.ts'
import type { Loads } from './fixtures/loads.ts'

interface Opened {
  readonly page: Page
  readonly loads: Loads<string>
  readonly resource: Resource<string>
}

/** A page whose one component shows a resource: its status, its latest data, its value. */
function open(options: ResourceOptions<unknown> = {}): Opened {
  const loads = createLoads()
  let opened: Resource<string> | undefined
  function Reader(): Child {
    opened = resource(loads.fetcher, options)
    const head = `${opened.status} ${opened.latest ?? '-'}`
    const [text, error] = opened.value()
    return `${head}: ${text ?? error?.message}`
  }
  const page = openPage(() => (
    <Suspense fallback="waiting">
      <Reader />
    </Suspense>
  ))
  return { page, loads, resource: opened! }
}

test('a resource whose key waits for another one is fetched when that is there', async () => {
  const [users, teams] = [createLoads<{ team: string | undefined }>(), createLoads()]
  function Reader(): Child {
    const user = resource(users.fetcher)
    const team = resource(teams.fetcher, { key: () => user.value()[0]!.team })
    return team.value()[0]
  }
  const page = openPage(() => (
    <Suspense fallback="waiting">
      <Reader />
    </Suspense>
  ))

  await users.resolve({ team: undefined })
  page.update()
  expect(teams.calls.map(({ key }) => key)).toEqual([undefined])
  await teams.resolve('nobody')

  expect(page.update()).toBe('nobody')
})

describe('a resource', () => {
  test('is fetched once, however often its component renders', async () => {
    const count = state(0)
    const loads = createLoads()
    const page = openPage(() => {
      const text = resource(loads.fetcher)
      return `${count.get()} ${text.status}`
    })

    count.set(1)
    page.update()
    await loads.resolve('loaded')

    expect(page.update()).toBe('1 ready')
    expect(loads.calls).toHaveLength(1)
  })

  test('has a value, a status and its latest data', async () => {
    const { page, loads } = open()
    expect(page.dom.html).toBe('waiting')

    await loads.resolve('one')

    expect(page.update()).toBe('ready one: one')
  })

  test('takes a fetcher that returns at once, or throws', async () => {
    const page = openPage(() => {
      const [data] = resource(() => 'data').value()
      const [, error] = resource((): string => {
        throw new Error('thrown')
      }).value()
      return `${data} ${error?.message}`
    })
    await settled()
    page.flush()
    await settled()

    expect(page.update()).toBe('data thrown')
  })

  test('wraps what is no error into one', async () => {
    const { page, loads } = open()

    await loads.reject('a text')

    expect(page.update()).toContain('[state/resource-rejected]')
    expect(page.dom.html).toContain('got: a text')
  })

  test('is aborted when its component goes away', () => {
    const { page, loads } = open()

    page.root.dispose()

    expect(loads.calls[0]!.signal.aborted).toBe(true)
  })

  test('is not fetched again after its component has gone', async () => {
    const { page, loads, resource: text } = open()
    await loads.resolve('one')
    page.root.dispose()

    text.refetch()

    expect(loads.calls).toHaveLength(1)
  })
})

describe('a refetch', () => {
  test('shows the old data until the new ones are there', async () => {
    const { page, loads, resource: text } = open()
    await loads.resolve('one')
    page.update()

    text.refetch()
    expect(page.update()).toBe('refreshing one: one')
    await loads.resolve('two')

    expect(page.update()).toBe('ready two: two')
  })

  test('that fails leaves the latest data beside the error', async () => {
    const { page, loads, resource: text } = open()
    await loads.resolve('one')
    text.refetch()

    await loads.reject(new Error('no luck'))

    expect(page.update()).toBe('failed one: no luck')
  })

  test('after a failure waits', async () => {
    const { page, loads, resource: text } = open()
    await loads.reject(new Error('no luck'))
    expect(page.update()).toBe('failed -: no luck')

    text.refetch()
    expect(page.update()).toBe('waiting')
    await loads.resolve('two')

    expect(page.update()).toBe('ready two: two')
  })

  test('aborts the fetch before it, whose result comes too late', async () => {
    const { page, loads, resource: text } = open()
    text.refetch()
    const [first, second] = loads.calls
    expect([first!.signal.aborted, second!.signal.aborted]).toEqual([true, false])

    second!.resolve('second')
    await settled()
    first!.resolve('first')
    await settled()

    expect(page.update()).toBe('ready second: second')
  })

  test('that is overtaken does not end the waiting', async () => {
    const { page, loads, resource: text } = open()
    text.refetch()

    loads.calls[0]!.reject(new Error('aborted'))
    await settled()
    expect(page.update()).toBe('waiting')
    await loads.resolve('second')

    expect(page.update()).toBe('ready second: second')
  })

  test('in a rendering is refused', () => {
    const page = () =>
      openPage(() => {
        resource(createLoads().fetcher).refetch()
        return 'never'
      })

    expect(page).toThrow('[component/write-in-render]')
  })
})

describe('a key', () => {
  test('is given to the fetcher', () => {
    const { loads } = open({ key: () => 7 })

    expect(loads.calls[0]!.key).toBe(7)
  })

  test('that changes is a first load: the fallback is shown', async () => {
    const id = state(1)
    const { page, loads } = open({ key: () => id.get() })
    await loads.resolve('one')
    page.update()

    id.set(2)
    expect(page.update()).toBe('waiting')
    expect(loads.calls.map(({ key }) => key)).toEqual([1, 2])
    await loads.resolve('two')

    expect(page.update()).toBe('ready two: two')
  })

  test('with keepPrevious shows the data of the old one', async () => {
    const id = state(1)
    const { page, loads } = open({ key: () => id.get(), keepPrevious: true })
    await loads.resolve('one')
    page.update()

    id.set(2)
    expect(page.update()).toBe('refreshing one: one')
    await loads.resolve('two')

    expect(page.update()).toBe('ready two: two')
  })

  test('that changes while it loads aborts and starts anew', async () => {
    const id = state(1)
    const { page, loads } = open({ key: () => id.get() })

    id.set(2)
    page.update()
    expect(loads.calls[0]!.signal.aborted).toBe(true)
    loads.calls[0]!.resolve('one')
    await settled()
    expect(page.update()).toBe('waiting')
    await loads.resolve('two')

    expect(page.update()).toBe('ready two: two')
  })

  test('of several items is compared item by item', async () => {
    const [left, right, other] = [state(1), state(2), state(0)]
    const { page, loads } = open({
      key: () => {
        other.get()
        return [left.get(), right.get()]
      },
    })
    await loads.resolve('one')
    page.update()

    other.set(1)
    page.update()
    expect(loads.calls).toHaveLength(1)
    right.set(3)
    page.update()

    expect(loads.calls.map(({ key }) => key)).toEqual([
      [1, 2],
      [1, 3],
    ])
  })

  test('may depend on props', async () => {
    const loads = createLoads()
    const id = state(1)
    const Reader = (props: { id: number }): Child =>
      resource(loads.fetcher, { key: () => props.id }).value()[0]
    const page = openPage(() => (
      <Suspense fallback="waiting">
        <Reader id={id.get()} />
      </Suspense>
    ))
    await loads.resolve('one')
    page.update()

    id.set(2)
    page.update()

    expect(loads.calls.map(({ key }) => key)).toEqual([1, 2])
  })

  test('is followed by those who read, not only by the one who made it', async () => {
    const loads = createLoads()
    const id = state(1)
    const useText = store(() => resource(loads.fetcher, { key: () => id.get() }))
    const page = openPage(() => (
      <Suspense fallback="waiting">
        {[1].map(() => (
          <Reader />
        ))}
      </Suspense>
    ))
    function Reader(): Child {
      return useText().value()[0]
    }
    await loads.resolve('one')
    expect(page.update()).toBe('one')

    id.set(2)
    expect(page.update()).toBe('waiting')
    await loads.resolve('two')

    expect(page.update()).toBe('two')
  })
})

describe('a time limit', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  test('ends a fetch that never settles', async () => {
    const { page, loads } = open({ timeoutMs: 500, name: 'the report' })

    await vi.advanceTimersByTimeAsync(499)
    expect(page.update()).toBe('waiting')
    await vi.advanceTimersByTimeAsync(1)

    expect(page.update()).toContain('[state/resource-timeout] the report has not settled')
    expect(loads.calls[0]!.signal.reason).toBeInstanceOf(TimeoutError)
  })

  test('is 30 seconds if nothing is said', async () => {
    const { page } = open()

    await vi.advanceTimersByTimeAsync(29_999)
    expect(page.update()).toBe('waiting')
    await vi.advanceTimersByTimeAsync(1)

    expect(page.update()).toContain('within 30000 ms')
  })

  test('goes to the error slot', async () => {
    const loads = createLoads()
    const Reader = (): Child => resource(loads.fetcher, { timeoutMs: 10 }).value()[0]
    const page = openPage(() => (
      <Suspense fallback="waiting" error={(error) => (error as TimeoutError).code}>
        <Reader />
      </Suspense>
    ))

    await vi.advanceTimersByTimeAsync(10)

    expect(page.update()).toBe('state/resource-timeout')
  })

  test('may be switched off, and leaves no timer behind', async () => {
    open({ timeoutMs: Infinity })
    expect(vi.getTimerCount()).toBe(0)

    const { loads } = open()
    expect(vi.getTimerCount()).toBe(1)
    await loads.resolve('loaded')

    expect(vi.getTimerCount()).toBe(0)
  })

  test('must be a time', () => {
    for (const timeoutMs of [0, -1, NaN]) {
      expect(() => open({ timeoutMs })).toThrow(`[state/bad-timeout]`)
    }
  })
})

describe('the fetcher', () => {
  test('may ask for the page’s environment before its first await, and not after', async () => {
    const seen: unknown[] = []
    openPage(
      () =>
        resource(async () => {
          seen.push(currentEnv())
          await settled()
          try {
            currentEnv()
          } catch (error) {
            seen.push((error as { code: string }).code)
          }
          return 'done'
        }).status,
      { env: 'mine' },
    )
    await settled()
    await settled()

    expect(seen).toEqual(['mine', 'component/no-current'])
  })

  test('may not write', async () => {
    const page = openPage(() => {
      const count = state(0)
      const [, error] = resource(() => count.set(1)).value()
      return error?.message
    })
    await settled()

    expect(page.update()).toContain('[component/write-in-render]')
  })

  test('is not what the component depends on', async () => {
    const count = state(0)
    let renders = 0
    const page = openPage(() => {
      renders++
      return resource(() => count.get()).status
    })
    await settled()
    page.update()

    count.set(1)

    expect(page.flush()).toEqual([])
    expect(renders).toBe(2)
  })
})

describe('resource()', () => {
  test('outside of a session is refused', () => {
    expect(() => resource(() => 1)).toThrow('[state/resource-outside-session]')
  })

  test('in a handler is refused', () => {
    const page = openPage(() => <button onClick={() => resource(() => 1)}>load</button>)

    expect(() => page.fire('click')).toThrow('[component/hook-outside-render] resource()')
  })

  test('has its place among the hooks', () => {
    const isOdd = state(false)
    const page = openPage(() => (
      <ErrorBoundary fallback={(error) => (error as Error).message}>
        <Odd />
      </ErrorBoundary>
    ))
    function Odd(): Child {
      if (isOdd.get()) state(0)
      else resource(() => 1)
      return 'fine'
    }

    isOdd.set(true)

    expect(page.update()).toContain('Expected resource() as hook 0, got: state()')
  })

  test('value() in a handler is an error if it would have to wait', () => {
    const page = openPage(() => {
      const text = resource(createLoads().fetcher)
      return <button onClick={() => text.value()}>read</button>
    })

    expect(() => page.fire('click')).toThrow('[component/not-loaded]')
  })
})
