/** `<vango-storage>` in a browser: what it says to a session, and what it does when it is told. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { defineStorageElement } from './element.ts'
import { maxPartLength } from './report.ts'

defineStorageElement()

const area = window.localStorage
let reports: string[] = []

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  area.clear()
  reports = []
})

afterEach(() => {
  document.querySelectorAll('vango-storage').forEach((element) => element.remove())
  vi.useRealTimers()
  vi.restoreAllMocks()
})

/** Puts an element into the page, and waits until it has looked at its storage. */
async function show(attributes: Record<string, string> = {}): Promise<HTMLElement> {
  const element = document.createElement('vango-storage')
  const all = { 'data-kind': 'local', 'data-key': 'a', 'data-debounce': '100', ...attributes }
  for (const [name, value] of Object.entries(all)) element.setAttribute(name, value)
  element.addEventListener('change', () =>
    reports.push((element as HTMLElement & { value: string }).value),
  )
  document.body.append(element)
  await Promise.resolve()
  return element
}

const order = (element: HTMLElement, text: string) => element.setAttribute('data-order', text)
const pass = (ms: number) => vi.advanceTimersByTime(ms)

describe('at first', () => {
  test('it reports what is stored', async () => {
    area.setItem('a', '["tea"]')

    await show()

    expect(reports).toEqual(['0=0/7:["tea"]'])
  })

  test('it reports that nothing is', async () => {
    await show()

    expect(reports).toEqual(['0-'])
  })

  test('it says nothing if the page was rendered with it', async () => {
    document.cookie = 'theme=dark; Path=/'
    const place = { 'data-kind': 'cookie', 'data-key': 'theme' }

    await show({ ...place, 'data-order': '0=dark' })
    expect(reports).toEqual([])
    await show({ ...place, 'data-order': '0=light' })

    expect(reports).toEqual(['0=0/4:dark'])
    document.cookie = 'theme=; Path=/; Max-Age=0'
  })

  test('a cookie that scripts cannot see is not taken for none', async () => {
    await show({ 'data-kind': 'cookie', 'data-key': 'hidden', 'data-order': '0=secret' })

    expect(reports).toEqual([])
  })

  test('a long text comes in parts', async () => {
    area.setItem('a', 'x'.repeat(maxPartLength + 1))

    await show()

    expect(reports.map((report) => report.slice(0, 14))).toEqual([
      '0=0/20001:xxxx',
      '0=20000/20001:',
    ])
  })

  test('a storage that cannot be asked is told by the name of its error', async () => {
    vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
      throw new DOMException('no', 'SecurityError')
    })

    await show()
    document.dispatchEvent(new Event('visibilitychange'))

    expect(reports).toEqual(['0!SecurityError'])
  })
})

describe('an order', () => {
  test('is carried out after a while, the last one of several', async () => {
    const element = await show()

    order(element, '1=first')
    pass(99)
    order(element, '2=second')
    expect(area.getItem('a')).toBeNull()
    pass(1)

    expect(area.getItem('a')).toBe('second')
    expect(reports).toEqual(['0-'])
  })

  test('is not put off for ever by those that follow', async () => {
    const element = await show()

    for (let i = 1; i <= 10; i++) {
      order(element, `${i}=${i}`)
      pass(30)
    }

    expect(area.getItem('a')).toBe('8')
  })

  test('is carried out at once when the page is hidden or left', async () => {
    const element = await show()

    order(element, '1=left')
    dispatchEvent(new Event('pagehide'))
    expect(area.getItem('a')).toBe('left')
    order(element, '2=hidden')
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
    document.dispatchEvent(new Event('visibilitychange'))

    expect(area.getItem('a')).toBe('hidden')
  })

  test('is carried out when the element is taken away', async () => {
    const element = await show()

    order(element, '1=last words')
    element.remove()

    expect(area.getItem('a')).toBe('last words')
  })

  test('to remove removes', async () => {
    area.setItem('a', 'text')
    const element = await show()

    order(element, '1-')
    pass(100)

    expect(area.getItem('a')).toBeNull()
  })

  test('to tell is answered with what is stored, whether it is known or not', async () => {
    area.setItem('a', 'text')
    const element = await show()

    order(element, '1?')
    await Promise.resolve()

    expect(reports).toEqual(['0=0/4:text', '1=0/4:text'])
  })

  test('that is taken back means to start anew', async () => {
    const element = await show()
    order(element, '3=text')
    pass(100)

    element.removeAttribute('data-order')
    await Promise.resolve()

    expect(reports).toEqual(['0-', '0=0/4:text'])
  })

  test('that is none is left alone', async () => {
    const element = await show()

    order(element, 'nonsense')
    pass(100)

    expect(area.length).toBe(0)
    expect(reports).toEqual(['0-'])
  })
})

describe('a change by somebody else', () => {
  function changeElsewhere(text: string): void {
    area.setItem('a', text)
    dispatchEvent(new StorageEvent('storage', { key: 'a', storageArea: area }))
  }

  test('is reported, with the number of the last order', async () => {
    const element = await show()
    order(element, '1=mine')
    pass(100)

    changeElsewhere('theirs')
    changeElsewhere('theirs')

    expect(reports).toEqual(['0-', '1=0/6:theirs'])
  })

  test('is not reported while an order waits that will replace it', async () => {
    const element = await show()
    order(element, '1=mine')

    changeElsewhere('theirs')
    pass(100)

    expect(area.getItem('a')).toBe('mine')
    expect(reports).toEqual(['0-'])
  })

  test('that was missed is found when the page is shown again', async () => {
    await show()
    area.setItem('a', 'missed')

    dispatchEvent(new Event('pageshow'))

    expect(reports).toEqual(['0-', '0=0/6:missed'])
  })

  test('of another element of this page is found at once', async () => {
    const element = await show()
    await show()
    await show({ 'data-key': 'b' })

    order(element, '1=text')
    pass(100)

    expect(reports).toEqual(['0-', '0-', '0-', '0=0/4:text'])
  })

  test('is no concern of an element that is gone', async () => {
    const element = await show()
    element.remove()

    changeElsewhere('theirs')
    dispatchEvent(new Event('pageshow'))

    expect(reports).toEqual(['0-'])
  })
})

describe('a storage that does not keep', () => {
  function failToSave(): { mockRestore(): void } {
    return vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError')
    })
  }

  test('is told once, and when it is well again', async () => {
    const element = await show()
    const failing = failToSave()

    order(element, '1=a')
    pass(100)
    order(element, '2=b')
    pass(100)
    failing.mockRestore()
    order(element, '3=c')
    pass(100)

    expect(reports).toEqual(['0-', '1!QuotaExceededError', '3!'])
    expect(area.getItem('a')).toBe('c')
  })

  test('is not asked for its old text, which the session has left behind', async () => {
    area.setItem('a', 'old')
    const element = await show()
    failToSave()

    order(element, '1=new')
    pass(100)
    dispatchEvent(new Event('pageshow'))

    expect(reports).toEqual(['0=0/3:old', '1!QuotaExceededError'])
  })
})

test('moving an element changes nothing', async () => {
  area.setItem('a', 'text')
  const element = await show()

  document.body.prepend(element)
  await Promise.resolve()

  expect(reports).toEqual(['0=0/4:text'])
})
