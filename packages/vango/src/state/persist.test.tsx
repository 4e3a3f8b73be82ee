/** Saved values whose storage is in the browser; the test says what the browser would. */
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { state } from '../component/state.ts'
import { cookie } from '../persist/cookie.ts'
import { localStorage } from '../persist/local-storage.ts'
import { splitText, writeReport } from '../persist/report.ts'
import type { Storage } from '../persist/storage.ts'
import { urlParam } from '../persist/url-param.ts'
import { openPage } from '../vdom/fixtures/page.ts'
import type { Page } from '../vdom/fixtures/page.ts'
import type { Signal } from '../reactive/signal.ts'
import { persist } from './persist.ts'
import type { PersistOptions, Saved } from './saved.ts'
import { store } from './store.ts'

interface Opened<T> extends Page {
  readonly signal: Signal<T>
  readonly saved: Saved
  /** The browser tells something. */
  report(text: string): void
  /** The last order that has reached the browser. */
  order(): string | undefined
  /** Writes the signal, as a handler would. */
  set(value: T): void
}

function open<T>(
  initial: T,
  storage: Storage,
  options: PersistOptions<T> = {},
  request?: { readonly cookie?: string; readonly url?: string },
): Opened<T> {
  let signal!: Signal<T>
  let saved!: Saved
  let next: T
  const env = request && {
    request: new Request(request.url ?? 'http://vango.test/', {
      headers: request.cookie === undefined ? {} : { cookie: request.cookie },
    }),
  }
  const page = openPage(
    () => {
      signal = state(initial)
      saved = persist(signal, storage, options)
      return (
        <button onClick={() => signal.set(next)}>
          {saved.isLoaded.get() ? JSON.stringify(signal.get()) : 'loading'}
        </button>
      )
    },
    { env },
  )
  page.root.start()
  page.flush()
  return Object.assign(page, {
    signal,
    saved,
    report(text: string) {
      page.fire('change', { value: text })
      page.flush()
    },
    order() {
      const { element } = page.dom.findElement(({ tag }) => tag === 'vango-storage')
      return element.attributes.get('data-order')
    },
    set(value: T) {
      next = value
      page.fire('click')
      page.flush()
    },
  })
}

/** As the element reports a text. */
function tell(page: { report(text: string): void }, saves: number, text: string): void {
  for (const report of splitText(saves, text)) page.report(writeReport(report))
}

describe('with localStorage', () => {
  test('the page asks for the text by an element that nobody sees', () => {
    const page = open<string[]>([], localStorage('todos'), { debounceMs: 100 })

    expect(page.printed).toContain(
      ' hidden data-kind="local" data-key="todos" data-debounce="100" data-on="change">',
    )
    expect(page.dom.html).toContain('>loading</button>')
    expect(page.saved.isLoaded.peek()).toBe(false)
  })

  test('the text is loaded, and not saved again', () => {
    const page = open<string[]>([], localStorage('todos'))

    tell(page, 0, '["tea"]')

    expect(page.signal.peek()).toEqual(['tea'])
    expect(page.dom.html).toContain('["tea"]</button>')
    expect(page.order()).toBeUndefined()
  })

  test('nothing stored leaves the initial value', () => {
    const page = open(['first'], localStorage('todos'))

    page.report('0-')

    expect(page.dom.html).toContain('["first"]</button>')
    expect(page.order()).toBeUndefined()
  })

  test('each change is ordered to be kept', () => {
    const page = open<string[]>([], localStorage('todos'))
    page.report('0-')

    page.set(['tea'])
    expect(page.order()).toBe('1=["tea"]')
    page.set(['tea', 'milk'])

    expect(page.order()).toBe('2=["tea","milk"]')
  })

  test('a change before the browser has answered is kept if nothing was stored', () => {
    const page = open<string[]>([], localStorage('todos'))

    page.set(['early'])
    expect(page.order()).toBeUndefined()
    page.report('0-')

    expect(page.order()).toBe('1=["early"]')
  })

  test('a change before the browser has answered does not destroy what is stored', () => {
    const page = open<string[]>([], localStorage('todos'))

    page.set(['early'])
    tell(page, 0, '["stored"]')

    expect(page.signal.peek()).toEqual(['stored'])
    expect(page.order()).toBeUndefined()
  })

  test('the change of another tab is taken, and not sent back', () => {
    const page = open<string[]>([], localStorage('todos'))
    tell(page, 0, '["mine"]')

    tell(page, 0, '["theirs"]')

    expect(page.signal.peek()).toEqual(['theirs'])
    expect(page.order()).toBeUndefined()
  })

  test('what another tab removes becomes the initial value', () => {
    const page = open(['initial'], localStorage('todos'))
    tell(page, 0, '["mine"]')

    page.report('0-')

    expect(page.signal.peek()).toEqual(['initial'])
    expect(page.order()).toBeUndefined()
  })

  test('a change that crosses a save is dropped: the save replaces it in the storage', () => {
    const page = open<string[]>([], localStorage('todos'))
    page.report('0-')
    page.set(['mine'])

    // Sent before the order 1 had arrived.
    tell(page, 0, '["theirs"]')
    expect(page.signal.peek()).toEqual(['mine'])
    tell(page, 1, '["theirs"]')

    expect(page.signal.peek()).toEqual(['theirs'])
  })

  test('a long text comes in parts', () => {
    const page = open('', localStorage('text'))
    const text = 'long 🦊 '.repeat(10_000)

    tell(page, 0, JSON.stringify(text))

    expect(page.signal.peek()).toBe(text)
  })

  test('parts that do not fit together are asked for again', () => {
    const page = open('', localStorage('text'))

    page.report('0=3/8:abc')
    expect(page.order()).toBe('1?')
    page.report('1=0/3:"a"')

    expect(page.signal.peek()).toBe('a')
  })

  test('a text above the limit is refused before it is collected', () => {
    const page = open('', localStorage('text'), { maxLength: 10 })

    page.report('0=0/1000000000:"aaaaa')

    expect(page.errors).toEqual([expect.stringContaining('persist/too-long')])
    expect(page.saved.isLoaded.peek()).toBe(true)
    page.set('too long to be saved')
    expect(page.order()).toBeUndefined()
    page.set('short')
    expect(page.order()).toBe('1="short"')
  })

  test('what is no report at all does nothing', () => {
    const page = open('a', localStorage('text'))

    for (const text of ['', 'x', '0', '0=', '0=0:1', '99=0/-1:a', '<script>']) page.report(text)

    expect(page.saved.isLoaded.peek()).toBe(false)
    expect(page.errors).toEqual([])
  })
})

describe('bad or old data', () => {
  const schema = z.array(z.string())

  test('is told once, by code, and leaves the initial value', () => {
    const page = open<readonly string[]>(['initial'], localStorage('todos'), { schema })

    tell(page, 0, '{"not":"a list"}')

    expect(page.signal.peek()).toEqual(['initial'])
    expect(page.saved.problem.peek()).toBe('unreadable')
    expect(page.errors).toHaveLength(1)
    expect(page.errors[0]).toMatch(/^storage .*persist\/invalid.*localStorage "todos"/)
    expect(page.order()).toBeUndefined()
  })

  test('is replaced by the next change, and then all is well', () => {
    const page = open<readonly string[]>([], localStorage('todos'), { schema })
    tell(page, 0, 'not JSON')

    page.set(['new'])

    expect(page.order()).toBe('1=["new"]')
    expect(page.saved.problem.peek()).toBeUndefined()
  })

  test('of another tab changes nothing here', () => {
    const page = open<readonly string[]>([], localStorage('todos'), { schema })
    tell(page, 0, '["mine"]')

    tell(page, 0, '[1]')

    expect(page.signal.peek()).toEqual(['mine'])
    expect(page.order()).toBeUndefined()
  })

  test('is migrated', () => {
    const page = open<readonly string[]>([], localStorage('todos'), {
      schema,
      version: 1,
      migrate: (old) => String(old).split(','),
    })

    tell(page, 0, '"tea,milk"')

    expect(page.signal.peek()).toEqual(['tea', 'milk'])
    page.set(['jam'])
    expect(page.order()).toBe('1=v1:["jam"]')
  })
})

describe('a storage that fails', () => {
  test('is gone without: the page goes on with the initial value', () => {
    const page = open('initial', localStorage('text'))

    page.report('0!SecurityError')

    expect(page.dom.html).toContain('"initial"</button>')
    expect(page.saved.problem.peek()).toBe('unavailable')
    expect(page.errors).toEqual([expect.stringMatching(/persist\/not-loaded.*SecurityError/)])
  })

  test('to keep a change says so, once, until it is well again', () => {
    const page = open('', localStorage('text'))
    page.report('0-')
    page.set('a')

    page.report('1!QuotaExceededError')
    page.report('1!QuotaExceededError')
    expect(page.errors).toEqual([expect.stringMatching(/persist\/not-saved.*QuotaExceededError/)])
    expect(page.saved.problem.peek()).toBe('not-saved')
    page.report('2!')

    expect(page.saved.problem.peek()).toBeUndefined()
  })

  test('because the value cannot be written says so', () => {
    const page = open<unknown>(1, localStorage('n'))
    page.report('0-')

    page.set(10n)

    expect(page.errors.filter((error) => error.startsWith('storage'))).toEqual([
      expect.stringContaining('persist/not-saved'),
    ])
    expect(page.order()).toBeUndefined()
  })
})

describe('with a cookie', () => {
  test('the first HTML has the value, and tells the browser what it was', () => {
    const page = open('light', cookie('theme'), {}, { cookie: 'a=b; theme=dark' })

    expect(page.printed).toContain('"dark"')
    expect(page.printed).toContain('data-order="0=dark"')
    expect(page.printed).toContain('data-details="; Path=/; Max-Age=34560000; SameSite=Lax"')
  })

  test('that is not there the initial value is shown at once', () => {
    const page = open('light', cookie('theme'), {}, {})

    expect(page.printed).toContain('"light"')
    expect(page.printed).toContain('data-order="0-"')
  })

  test('that makes no sense the initial value is shown at once', () => {
    const schema = z.enum(['light', 'dark'])
    const page = open<'light' | 'dark'>(
      'light',
      cookie('theme'),
      { schema },
      { cookie: 'theme=<b>' },
    )

    expect(page.printed).toContain('"light"')
    expect(page.errors).toEqual([expect.stringContaining('persist/invalid')])
  })

  test('a change is ordered as plain text', () => {
    const page = open('light', cookie('theme'), {}, {})

    page.set('dark')
    expect(page.order()).toBe('1=dark')
    page.set('light')

    expect(page.order()).toBe('2=light')
  })
})

describe('with a URL parameter', () => {
  const url = 'http://vango.test/?q=tea&page=3&open=true'

  test('the first HTML has the value, as the type that the initial one has', () => {
    expect(open('', urlParam('q'), {}, { url }).printed).toContain('"tea"')
    expect(open(1, urlParam('page'), {}, { url }).printed).toContain('>3<')
    expect(open(false, urlParam('open'), {}, { url }).printed).toContain('>true<')
    expect(open(1, urlParam('q'), {}, { url }).printed).toContain('>1<')
  })

  test('the initial value needs no parameter', () => {
    const page = open(1, urlParam('page'), {}, { url })

    page.set(2)
    expect(page.order()).toBe('1=2')
    page.set(1)

    expect(page.order()).toBe('2-')
  })

  test('back and forward come as changes from elsewhere', () => {
    const page = open(1, urlParam('page'), {}, { url })

    tell(page, 0, '4')
    expect(page.signal.peek()).toBe(4)
    page.report('0-')

    expect(page.signal.peek()).toBe(1)
    expect(page.order()).toBe('0=3')
  })
})

describe('persist()', () => {
  test('in a store lasts as long as the session, whoever asks for it', () => {
    const useTodos = store(() => {
      const todos = state<string[]>([])
      persist(todos, localStorage('todos'))
      return todos
    })
    function List() {
      return <b>{useTodos().get().join()}</b>
    }
    const isShown = state(true)
    const page = openPage(() => <p>{isShown.get() ? <List /> : 'closed'}</p>)
    page.root.start()
    page.flush()
    page.fire('change', { value: '0=0/7:["tea"]' })
    expect(page.update()).toContain('<b>tea</b>')

    isShown.set(false)
    expect(page.update()).toContain('<vango-storage')
    isShown.set(true)

    expect(page.update()).toContain('<b>tea</b>')
  })

  test('in a component that comes later brings its element, and takes it away again', () => {
    function Draft() {
      const text = state('')
      persist(text, localStorage('draft'))
      return <i>{text}</i>
    }
    const page = openPage(() => {
      const isShown = state(false)
      return (
        <button onClick={() => isShown.update((shown) => !shown)}>
          {isShown.get() ? <Draft /> : null}
        </button>
      )
    })
    page.root.start()
    page.flush()
    expect(page.printed).not.toContain('vango-storage')

    page.fire('click')
    expect(page.update()).toMatch(/^<vango-storage[^>]* data-key="draft"/)
    page.fire('change', { value: '0=0/5:"hey"' })
    expect(page.update()).toContain('<i>hey</i>')
    page.fire('click')

    expect(page.update()).not.toContain('vango-storage')
  })

  test('of a component that is gone before its effects ran leaves nothing behind', () => {
    function Draft(props: { name: string }) {
      persist(state(''), localStorage(props.name))
      return null
    }
    const name = state('a')
    const page = openPage(() => (
      <p>
        <Draft key={name.get()} name={name.get()} />
      </p>
    ))

    name.set('b')

    expect(page.update()).not.toContain('data-key="a"')
    expect(page.update()).toContain('data-key="b"')
  })

  test('keeps the values of two storages apart', () => {
    const page = openPage(() => {
      const first = state('')
      const second = state('')
      persist(first, localStorage('first'))
      persist(second, localStorage('second'))
      return [<b>{first}</b>, <i>{second}</i>]
    })
    page.root.start()
    page.flush()

    page.fire(
      'change',
      { value: '0=0/3:"x"' },
      (element) => element.attributes.get('data-key') === 'second',
    )

    expect(page.update()).toContain('<b></b><i>x</i>')
  })

  test('of a state that all users share is refused', () => {
    const shared = state('')

    expect(() =>
      openPage(() => {
        persist(shared, localStorage('a'))
        return null
      }),
    ).toThrow(/persist\/shared-signal.*globalSignal/)
  })

  test('on a server outside of a session is refused, and the right tool named', () => {
    expect(() => persist(state(''), localStorage('a'))).toThrow(
      /persist\/outside-session.*store\(\).*globalSignal\(\)/,
    )
  })

  test('in a handler is refused', () => {
    const page = openPage(() => {
      const text = state('')
      return <button onClick={() => void persist(text, localStorage('a'))}>x</button>
    })

    expect(() => page.fire('click')).toThrow('component/hook-outside-render')
  })

  test('with another storage than before is refused, and a key advised', () => {
    const name = state('a')
    const page = openPage(() => {
      persist(state(''), localStorage(name.get()))
      return null
    })

    name.set('b')
    page.flush()

    expect(page.errors).toEqual([expect.stringMatching(/persist\/changed.*key/)])
  })

  test('refuses options that nobody can follow', () => {
    for (const options of [{ debounceMs: -1 }, { debounceMs: Infinity }, { maxLength: 0.5 }]) {
      expect(() => open('', localStorage('a'), options)).toThrow('persist/bad-option')
    }
  })
})
