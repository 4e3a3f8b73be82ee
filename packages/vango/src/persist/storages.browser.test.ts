/** The storages of a browser, in one. Somebody else is a frame: another document of the origin. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { cookie } from './cookie.ts'
import { localStorage } from './local-storage.ts'
import { memoryStorage } from './memory.ts'
import { sessionStorage } from './session-storage.ts'
import { storageSuite } from './storage.suite.ts'
import { urlHash, urlParam } from './url-param.ts'

const key = 'key of a test'
const home = location.href

const { cookieStore } = window as unknown as {
  cookieStore: EventTarget & { get(name: string): Promise<unknown> }
}
// As long as there is one listener, the next one misses nothing.
cookieStore.addEventListener('change', () => {})

beforeEach(clear)
afterEach(clear)

function clear(): void {
  window.localStorage.clear()
  window.sessionStorage.clear()
  document.cookie = 'test=; Max-Age=0; Path=/'
  history.replaceState(undefined, '', home)
}

describe('localStorage', () => {
  storageSuite(
    () => ({
      storage: localStorage(key),
      writeElsewhere: (text) => writeInFrame('localStorage', text),
    }),
    () => localStorage(key),
  )

  test('tells when all is cleared', async () => {
    const storage = localStorage(key)
    void storage.save('text')
    const changed = new Promise<void>((resolve) => storage.watch?.(resolve))

    await inFrame((frame) => frame.localStorage.clear())
    await changed

    expect(storage.load()).toBeUndefined()
  })

  test('leaves the keys of others alone', () => {
    window.localStorage.setItem('other', 'theirs')

    void localStorage(key).save('mine')
    void localStorage(key).save(undefined)

    expect(window.localStorage.getItem('other')).toBe('theirs')
  })

  test('throws when it is full', () => {
    const tooMuch = 'x'.repeat(6_000_000)

    expect(() => localStorage(key).save(tooMuch)).toThrow(
      expect.objectContaining({ name: 'QuotaExceededError' }),
    )
  })
})

describe('sessionStorage', () => {
  storageSuite(
    () => ({
      storage: sessionStorage(key),
      writeElsewhere: (text) => writeInFrame('sessionStorage', text),
    }),
    () => sessionStorage(key),
  )
})

describe('cookie', () => {
  const options = { maxAgeSeconds: 60 }
  storageSuite(
    () => ({
      storage: cookie('test', options),
      async writeElsewhere(text) {
        // The first listener only asks to be told from now on; the answer to a question comes later.
        await cookieStore.get('test')
        const changed = new Promise((resolve) =>
          cookieStore.addEventListener('change', resolve, { once: true }),
        )
        void cookie('test', options).save(text)
        await changed
      },
    }),
    () => cookie('test'),
  )

  test('is seen again when the page becomes visible', () => {
    let calls = 0
    const unwatch = cookie('test').watch?.(() => calls++)

    document.dispatchEvent(new Event('visibilitychange'))
    unwatch?.()
    document.dispatchEvent(new Event('visibilitychange'))

    expect(calls).toBe(1)
  })

  test('that is too long is refused, and the old one stays', () => {
    const storage = cookie('test', options)
    void storage.save('old')

    expect(() => storage.save('ü'.repeat(700))).toThrow(
      expect.objectContaining({ name: 'QuotaExceededError' }),
    )
    expect(storage.load()).toBe('old')
  })

  test('that the browser does not take is an error', () => {
    expect(() => cookie('test', { domain: 'example.com' }).save('text')).toThrow(
      expect.objectContaining({ name: 'NotAllowedError' }),
    )
  })
})

describe('urlParam', () => {
  storageSuite(
    () => ({
      storage: urlParam('q'),
      async writeElsewhere(text) {
        const url = new URL(location.href)
        if (text === undefined) url.searchParams.delete('q')
        else url.searchParams.set('q', text)
        history.replaceState(undefined, '', url)
        history.pushState(undefined, '', '?on')
        const isBack = new Promise((resolve) =>
          addEventListener('popstate', resolve, { once: true }),
        )
        history.back()
        await isBack
      },
    }),
    () => urlParam('q'),
  )

  test('keeps the rest of the URL, and the state of its entry', () => {
    history.replaceState({ scroll: 7 }, '', '?a=1&q=old#part')

    void urlParam('q').save('new')

    expect(location.search + location.hash).toBe('?a=1&q=new#part')
    expect(history.state).toEqual({ scroll: 7 })
  })

  test('makes no entry of the history, unless it is asked to', () => {
    // From the last entry on, as a new one replaces those after it.
    history.pushState(undefined, '', '?')
    const before = history.length

    void urlParam('q').save('a')
    expect(history.length).toBe(before)
    void urlParam('q', { history: 'push' }).save('b')
    void urlParam('q', { history: 'push' }).save('b')

    expect(history.length).toBe(before + 1)
  })
})

describe('urlHash', () => {
  storageSuite(
    () => ({
      storage: urlHash(),
      async writeElsewhere(text = '') {
        const changed = new Promise((resolve) =>
          addEventListener('hashchange', resolve, { once: true }),
        )
        const link = document.createElement('a')
        link.href = `#${text}`
        link.click()
        await changed
      },
    }),
    () => urlHash(),
    { hasEmpty: false },
  )

  test('keeps the rest of the URL, and slashes as they are', () => {
    history.replaceState(undefined, '', '?a=1')

    void urlHash().save('/a b')

    expect(location.search + location.hash).toBe('?a=1#/a%20b')
  })

  test('that is not encoded well is taken as it is', () => {
    history.replaceState(undefined, '', '#100%')

    expect(urlHash().load()).toBe('100%')
  })
})

describe('memoryStorage', () => {
  test('is one for the page, by key', () => {
    void memoryStorage('a').save('text')

    expect(memoryStorage('a').load()).toBe('text')
    expect(memoryStorage('b').load()).toBeUndefined()
    void memoryStorage('a').save(undefined)
  })
})

async function writeInFrame(
  area: 'localStorage' | 'sessionStorage',
  text: string | undefined,
): Promise<void> {
  const told = new Promise((resolve) => addEventListener('storage', resolve, { once: true }))
  await inFrame((frame) => {
    if (text === undefined) frame[area].removeItem(key)
    else frame[area].setItem(key, text)
  })
  await told
}

async function inFrame(action: (frame: Window) => void): Promise<void> {
  const frame = document.createElement('iframe')
  document.body.append(frame)
  action(frame.contentWindow!)
  frame.remove()
}
