/** Saved values whose storage is at hand: in the memory of a session, or one of the app's own. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { state } from '../component/state.ts'
import { memoryStorage } from '../persist/memory.ts'
import type { Storage } from '../persist/storage.ts'
import { openPage } from '../vdom/fixtures/page.ts'
import { persist } from './persist.ts'
import type { Saved } from './saved.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A storage of the app, as a table of a database would be, and what was done to it. */
function createTable(text: string | undefined): Storage & { readonly log: (string | undefined)[] } {
  const log: (string | undefined)[] = []
  return { log, load: () => text, save: (next) => void log.push((text = next)) }
}

function openCounter(storage: Storage) {
  let saved!: Saved
  const page = openPage(() => {
    const count = state(0)
    saved = persist(count, storage, { debounceMs: 100 })
    return <button onClick={() => count.update((n) => n + 1)}>{count}</button>
  })
  page.root.start()
  page.flush()
  return {
    page,
    saved,
    click() {
      page.fire('click')
      page.flush()
    },
  }
}

describe('a storage of the app', () => {
  test('is loaded before the first HTML, and needs nothing in the browser', () => {
    const { page } = openCounter(createTable('7'))

    expect(page.printed).toBe('<button data-hid="1" data-on="click">7</button>')
  })

  test('gets the last of the changes of a while', () => {
    const table = createTable(undefined)
    const { click } = openCounter(table)

    click()
    vi.advanceTimersByTime(99)
    click()
    expect(table.log).toEqual([])
    vi.advanceTimersByTime(1)

    expect(table.log).toEqual(['2'])
  })

  test('gets what is waiting when the session ends', () => {
    const table = createTable('1')
    const { page, click } = openCounter(table)
    click()

    page.root.dispose()
    vi.runAllTimers()

    expect(table.log).toEqual(['2'])
  })

  test('that answers later is waited for, and what happened before is saved if there was nothing', async () => {
    const table = createTable(undefined)
    const { page, saved, click } = openCounter({ ...table, load: async () => undefined })
    click()
    expect(saved.isLoaded.peek()).toBe(false)

    await Promise.resolve()
    await Promise.resolve()
    vi.advanceTimersByTime(100)

    expect(saved.isLoaded.peek()).toBe(true)
    expect(page.update()).toContain('>1<')
    expect(table.log).toEqual(['1'])
  })

  test('that saves slowly is given one text after the other, and only the last of those that wait', async () => {
    const log: string[] = []
    const ends: (() => void)[] = []
    const { click } = openCounter({
      load: () => undefined,
      async save(text) {
        log.push(`begin ${text}`)
        await new Promise<void>((resolve) => ends.push(resolve))
        log.push(`end ${text}`)
      },
    })
    const clickAndWait = () => {
      click()
      vi.advanceTimersByTime(100)
    }

    clickAndWait()
    clickAndWait()
    clickAndWait()
    ends.shift()!()
    await vi.advanceTimersByTimeAsync(0)
    ends.shift()!()
    await vi.advanceTimersByTimeAsync(0)

    expect(log).toEqual(['begin 1', 'end 1', 'begin 3', 'end 3'])
  })

  for (const kind of ['throws', 'rejects']) {
    test(`that ${kind} is told of once, and tried again at the next change`, async () => {
      const table = createTable('5')
      let isBroken = true
      const save = (text: string | undefined): void => {
        if (isBroken) throw new Error('the disk is full')
        table.log.push(text)
      }
      const storage =
        kind === 'throws'
          ? { load: table.load, save }
          : { load: table.load, save: async (text: string | undefined) => save(text) }
      const { page, saved, click } = openCounter(storage)

      for (let i = 0; i < 2; i++) {
        click()
        await vi.advanceTimersByTimeAsync(100)
      }
      expect(page.errors).toEqual([
        expect.stringMatching(/^storage .*persist\/not-saved.*the disk is full/),
      ])
      expect(saved.problem.peek()).toBe('not-saved')
      isBroken = false
      click()
      await vi.advanceTimersByTimeAsync(100)

      expect(table.log).toEqual(['8'])
      expect(saved.problem.peek()).toBeUndefined()
    })

    test(`whose loading ${kind} is gone without`, async () => {
      const fail = (): never => {
        throw new Error('no connection')
      }
      const { page, saved } = openCounter({
        load: kind === 'throws' ? fail : async () => fail(),
        save() {},
      })
      await vi.advanceTimersByTimeAsync(0)

      expect(page.errors).toEqual([expect.stringMatching(/persist\/not-loaded.*no connection/)])
      expect(saved.isLoaded.peek()).toBe(true)
      expect(saved.problem.peek()).toBe('unavailable')
    })
  }

  test('can be used outside of components, for what all users share', async () => {
    const table = createTable('41')
    const visits = state(0)

    const saved = persist(visits, table, { debounceMs: 10 })
    expect(visits.peek()).toBe(41)
    visits.update((n) => n + 1)
    vi.advanceTimersByTime(10)
    visits.update((n) => n + 1)
    saved.end()
    visits.update((n) => n + 1)
    vi.runAllTimers()

    expect(table.log).toEqual(['42', '43'])
  })

  test('outside of components tells its errors to onError', () => {
    const codes: string[] = []

    persist(state(0), createTable('not JSON'), { onError: ({ code }) => codes.push(code) })

    expect(codes).toEqual(['persist/unreadable'])
  })
})

describe('memoryStorage', () => {
  function Note() {
    const text = state('empty')
    persist(text, memoryStorage('note'), { debounceMs: 0 })
    return <button onClick={() => text.update((old) => `${old}!`)}>{text}</button>
  }

  test('is one text for all components of a session, and none for another session', () => {
    const page = openPage(() => [<Note />, <Note />])
    page.root.start()
    page.flush()

    page.fire('click')
    page.flush()
    vi.advanceTimersByTime(0)

    expect(page.update()).toBe(
      '<button data-on="click">empty!</button><button data-on="click">empty!</button>',
    )
    expect(openPage(Note).printed).toContain('empty<')
  })

  test('outlives the component', () => {
    const isShown = state(true)
    const page = openPage(() => (isShown.get() ? <Note /> : 'closed'))
    page.root.start()
    page.flush()
    page.fire('click')
    page.flush()

    isShown.set(false)
    page.flush()
    isShown.set(true)

    expect(page.update()).toContain('empty!')
  })
})
