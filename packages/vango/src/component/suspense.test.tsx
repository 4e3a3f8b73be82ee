import { describe, expect, test } from 'vitest'
import { resource, state, Suspense, ErrorBoundary, Portal, computed, effect } from '../index.ts'
import type { Child, Resource } from '../index.ts'
import { createLoads } from '../state/fixtures/loads.ts'
import type { Loads } from '../state/fixtures/loads.ts'
import { openPage } from '../vdom/fixtures/page.ts'

/** A component that shows what `loads` gives it. */
function createReader(loads: Loads<string>): () => Child {
  return function Reader() {
    const text = resource(loads.fetcher)
    return <b>{text.value()[0]}</b>
  }
}

const waiting = <i>waiting</i>

const withoutListeners = (html: string): string => html.replaceAll(' data-on="click"', '')

describe('while a child waits', () => {
  test('the fallback is shown, and then the children', async () => {
    const loads = createLoads()
    const Reader = createReader(loads)
    const page = openPage(() => (
      <p>
        before
        <Suspense fallback={waiting}>
          <Reader />
        </Suspense>
        after
      </p>
    ))
    expect(page.dom.html).toBe('<p>before<i>waiting</i>after</p>')

    await loads.resolve('loaded')

    expect(page.update()).toBe('<p>before<b>loaded</b>after</p>')
    expect(loads.calls).toHaveLength(1)
  })

  test('its siblings keep what they have, and are shown with it', async () => {
    const loads = createLoads()
    const Reader = createReader(loads)
    let renders = 0
    const Sibling = (): Child => <u>{++renders}</u>
    const page = openPage(() => (
      <Suspense fallback={waiting}>
        <Sibling />
        <Reader />
      </Suspense>
    ))
    expect(page.dom.html).toBe('<i>waiting</i>')

    await loads.resolve('loaded')

    expect(page.update()).toBe('<u>1</u><b>loaded</b>')
  })

  test('all that load, load at the same time', async () => {
    const [left, right] = [createLoads(), createLoads()]
    const [Left, Right] = [createReader(left), createReader(right)]
    const page = openPage(() => (
      <Suspense fallback={waiting}>
        <Left />
        <Right />
      </Suspense>
    ))
    expect([left.calls.length, right.calls.length]).toEqual([1, 1])

    await left.resolve('left')
    expect(page.update()).toBe('<i>waiting</i>')
    await right.resolve('right')

    expect(page.update()).toBe('<b>left</b><b>right</b>')
  })

  test('hooks after the one that made it wait are made at the next try', async () => {
    const loads = createLoads()
    function Reader(): Child {
      const before = state('before')
      const [text] = resource(loads.fetcher).value()
      const after = state('after')
      return `${before.get()} ${text} ${after.get()}`
    }
    const page = openPage(() => (
      <Suspense fallback={waiting}>
        <Reader />
      </Suspense>
    ))

    await loads.resolve('loaded')

    expect(page.update()).toBe('before loaded after')
    expect(page.errors).toEqual([])
  })

  test('what waits again goes on waiting', async () => {
    const [first, second] = [createLoads(), createLoads()]
    function Reader(): Child {
      const [left] = resource(first.fetcher).value()
      const [right] = resource(second.fetcher).value()
      return `${left} ${right}`
    }
    const page = openPage(() => (
      <Suspense fallback={waiting}>
        <Reader />
      </Suspense>
    ))

    await first.resolve('one')
    expect(page.update()).toBe('<i>waiting</i>')
    await second.resolve('two')

    expect(page.update()).toBe('one two')
    expect(first.calls).toHaveLength(1)
  })

  test('signals change the hidden children without a patch', async () => {
    const loads = createLoads()
    const Reader = createReader(loads)
    const count = state(1)
    const page = openPage(() => (
      <Suspense fallback={waiting}>
        {count}
        <Reader />
      </Suspense>
    ))

    count.set(2)
    expect(page.flush()).toEqual([])
    await loads.resolve('loaded')

    expect(page.update()).toBe('2<b>loaded</b>')
  })

  test('a handler among the hidden children cannot be reached', async () => {
    const loads = createLoads()
    const Reader = createReader(loads)
    let clicks = 0
    const page = openPage(() => (
      <Suspense fallback={waiting}>
        <button onClick={() => clicks++}>click</button>
        <Reader />
      </Suspense>
    ))
    for (let hid = 1; hid < 20; hid++) {
      expect(() => page.dispatch(hid, 0)).toThrow('nothing listens')
    }

    await loads.resolve('loaded')
    page.update()
    page.fire('click')

    expect(clicks).toBe(1)
  })

  test('effects of the hidden children wait until they are shown', async () => {
    const loads = createLoads()
    const Reader = createReader(loads)
    let runs = 0
    function Sibling(): Child {
      effect(() => void runs++)
      return 'sibling'
    }
    const page = openPage(() => (
      <Suspense fallback={waiting}>
        <Sibling />
        <Reader />
      </Suspense>
    ))
    page.root.start()
    page.flush()
    expect(runs).toBe(0)

    await loads.resolve('loaded')
    page.flush()

    expect(runs).toBe(1)
  })

  test('new children and a new fallback are taken over', async () => {
    const loads = createLoads()
    const Reader = createReader(loads)
    const word = state('one')
    const page = openPage(() => (
      <Suspense fallback={<i>wait for {word.get()}</i>}>
        <u>{word.get()}</u>
        <Reader />
      </Suspense>
    ))

    word.set('two')
    expect(page.update()).toBe('<i>wait for two</i>')
    await loads.resolve('loaded')

    expect(page.update()).toBe('<u>two</u><b>loaded</b>')
    expect(loads.calls).toHaveLength(1)
  })

  test('a fallback need not be given', async () => {
    const loads = createLoads()
    const Reader = createReader(loads)
    const page = openPage(() => (
      <p>
        <Suspense>
          <Reader />
        </Suspense>
      </p>
    ))
    expect(page.dom.html).toBe('<p></p>')

    await loads.resolve('loaded')

    expect(page.update()).toBe('<p><b>loaded</b></p>')
  })
})

describe('one Suspense in another', () => {
  function openNested(outer: Loads<string>, inner: Loads<string>) {
    const [Outer, Inner] = [createReader(outer), createReader(inner)]
    return openPage(() => (
      <Suspense fallback="outer waits">
        <Outer />
        <Suspense fallback={<i>inner waits</i>}>
          <Inner />
        </Suspense>
      </Suspense>
    ))
  }

  test('the outer one shows without the inner', async () => {
    const [outer, inner] = [createLoads(), createLoads()]
    const page = openNested(outer, inner)
    expect(page.dom.html).toBe('outer waits')

    await outer.resolve('outer')
    expect(page.update()).toBe('<b>outer</b><i>inner waits</i>')
    await inner.resolve('inner')

    expect(page.update()).toBe('<b>outer</b><b>inner</b>')
  })

  test('the inner one, done first, is not seen before the outer', async () => {
    const [outer, inner] = [createLoads(), createLoads()]
    const page = openNested(outer, inner)

    await inner.resolve('inner')
    expect(page.update()).toBe('outer waits')
    await outer.resolve('outer')

    expect(page.update()).toBe('<b>outer</b><b>inner</b>')
  })

  test('both at once are one insert', async () => {
    const [outer, inner] = [createLoads(), createLoads()]
    const page = openNested(outer, inner)

    await inner.resolve('inner')
    await outer.resolve('outer')

    expect(page.flush().filter(({ op }) => op === 'insert')).toHaveLength(1)
    expect(page.dom.html).toBe('<b>outer</b><b>inner</b>')
  })

  test('a fallback that waits itself makes the outer one wait', async () => {
    const [content, fallback] = [createLoads(), createLoads()]
    const [Content, Fallback] = [createReader(content), createReader(fallback)]
    const page = openPage(() => (
      <Suspense fallback="outer waits">
        <Suspense fallback={<Fallback />}>
          <Content />
        </Suspense>
      </Suspense>
    ))
    expect(page.dom.html).toBe('outer waits')

    await fallback.resolve('inner waits')
    expect(page.update()).toBe('<b>inner waits</b>')
    await content.resolve('content')

    expect(page.update()).toBe('<b>content</b>')
  })
})

describe('on a page that is shown already', () => {
  test('children that come to wait give way to the fallback, and keep their state', async () => {
    const loads = createLoads()
    const Reader = createReader(loads)
    const isOpen = state(false)
    function Counter(): Child {
      const count = state(0)
      return <button onClick={() => count.update((n) => n + 1)}>{count}</button>
    }
    const Details = (): Child => isOpen.get() && <Reader />
    const page = openPage(() => (
      <p>
        <Suspense fallback={waiting}>
          <Counter />
          <Details />
        </Suspense>
      </p>
    ))
    page.fire('click')
    expect(withoutListeners(page.update())).toBe('<p><button>1</button></p>')

    isOpen.set(true)
    expect(page.update()).toBe('<p><i>waiting</i></p>')
    await loads.resolve('loaded')

    expect(withoutListeners(page.update())).toBe('<p><button>1</button><b>loaded</b></p>')
  })

  test('a new Suspense comes with its fallback in place', async () => {
    const loads = createLoads()
    const Reader = createReader(loads)
    const isOpen = state(false)
    const page = openPage(() => (
      <p>
        {isOpen.get() && (
          <Suspense fallback={waiting}>
            <Reader />
          </Suspense>
        )}
      </p>
    ))

    isOpen.set(true)
    const patches = page.flush()
    expect(patches.map(({ op }) => op).filter((op) => op !== 'defineTemplate')).toEqual(['insert'])
    expect(page.dom.html).toBe('<p><i>waiting</i></p>')
    await loads.resolve('loaded')

    expect(page.update()).toBe('<p><b>loaded</b></p>')
  })

  test('portals of hidden children go, and come back', async () => {
    const loads = createLoads()
    const Reader = createReader(loads)
    const isOpen = state(false)
    const Details = (): Child => isOpen.get() && <Reader />
    const page = openPage(() => (
      <Suspense fallback={waiting}>
        <Portal to="#dialogs">
          <u>dialog</u>
        </Portal>
        <Details />
      </Suspense>
    ))
    const shown = page.dom.html
    expect(shown).toContain('<u>dialog</u>')

    isOpen.set(true)
    expect(page.update()).toBe('<i>waiting</i>')
    await loads.resolve('loaded')

    expect(page.update()).toContain('<u>dialog</u>')
  })

  test('a waiting child that goes away is not waited for', async () => {
    const loads = createLoads()
    const Reader = createReader(loads)
    const isOpen = state(true)
    const Details = (): Child => (isOpen.get() ? <Reader /> : <u>closed</u>)
    const page = openPage(() => (
      <Suspense fallback={waiting}>
        <Details />
      </Suspense>
    ))
    expect(page.dom.html).toBe('<i>waiting</i>')

    isOpen.set(false)

    expect(page.update()).toBe('<u>closed</u>')
    expect(loads.calls[0]!.signal.aborted).toBe(true)
    await loads.resolve('too late')
    expect(page.flush()).toEqual([])
  })

  test('a Suspense that goes away ends what it keeps hidden', () => {
    const loads = createLoads()
    const Reader = createReader(loads)
    const isOpen = state(true)
    const page = openPage(
      () =>
        isOpen.get() && (
          <Suspense fallback={waiting}>
            <Reader />
          </Suspense>
        ),
    )

    isOpen.set(false)

    expect(page.update()).toBe('')
    expect(loads.calls[0]!.signal.aborted).toBe(true)
    expect(page.root.suspended!.size).toBe(0)
  })

  test('without a Suspense, what waits keeps what it shows', async () => {
    const loads = createLoads()
    const id = state(1)
    const Reader = (): Child => {
      const text = resource(loads.fetcher, { key: () => id.get() })
      return id.get() === 1 ? 'one' : text.value()[0]
    }
    const page = openPage(() => <Reader />)

    id.set(2)
    expect(page.update()).toBe('one')
    await loads.resolve('two')

    expect(page.update()).toBe('two')
  })
})

describe('a bound signal', () => {
  test('that waits is waited for', async () => {
    const loads = createLoads()
    function Reader(): Child {
      const text = resource(loads.fetcher)
      const length = computed(() => String(text.value()[0]!.length))
      return <b title={length}>{length}</b>
    }
    const page = openPage(() => (
      <Suspense fallback={waiting}>
        <Reader />
      </Suspense>
    ))
    expect(page.dom.html).toBe('<i>waiting</i>')

    await loads.resolve('loaded')

    expect(page.update()).toBe('<b title="6">6</b>')
  })

  test('among the children themselves is waited for, too', async () => {
    const loads = createLoads()
    function Reader(): Child {
      const text = resource(loads.fetcher)
      return <Suspense fallback={waiting}>{computed(() => text.value()[0])}</Suspense>
    }
    const page = openPage(() => <Reader />)
    expect(page.dom.html).toBe('<i>waiting</i>')

    await loads.resolve('loaded')

    expect(page.update()).toBe('loaded')
  })
})

describe('the error slot', () => {
  const showError = (error: unknown, retry: () => void): Child => (
    <button onClick={retry}>{(error as Error).message}</button>
  )

  test('shows what a resource failed with; retry fetches again', async () => {
    const loads = createLoads()
    const Reader = createReader(loads)
    const page = openPage(() => (
      <Suspense fallback={waiting} error={showError}>
        <Reader />
      </Suspense>
    ))

    await loads.reject(new Error('no luck'))
    expect(withoutListeners(page.update())).toBe('<button>no luck</button>')
    page.fire('click')
    expect(page.update()).toBe('<i>waiting</i>')
    await loads.resolve('loaded')

    expect(page.update()).toBe('<b>loaded</b>')
    expect(page.errors).toEqual(['render <Reader>: no luck'])
  })

  test('retries a resource that was made outside of it', async () => {
    const loads = createLoads()
    const Reader = (props: { text: Resource<string> }): Child => <b>{props.text.value()[0]}</b>
    const page = openPage(() => {
      const text = resource(loads.fetcher)
      return (
        <Suspense fallback={waiting} error={showError}>
          <Reader text={text} />
        </Suspense>
      )
    })

    await loads.reject(new Error('no luck'))
    page.update()
    page.fire('click')
    expect(page.update()).toBe('<i>waiting</i>')
    await loads.resolve('loaded')

    expect(page.update()).toBe('<b>loaded</b>')
    expect(loads.calls).toHaveLength(2)
  })

  test('shows an error of any other kind', () => {
    const Broken = (): Child => {
      throw new Error('broken')
    }
    const page = openPage(() => (
      <Suspense fallback={waiting} error={showError}>
        <Broken />
      </Suspense>
    ))

    expect(withoutListeners(page.dom.html)).toBe('<button>broken</button>')
  })

  test('may be no function', async () => {
    const loads = createLoads()
    const Reader = createReader(loads)
    const page = openPage(() => (
      <Suspense fallback={waiting} error="sorry">
        <Reader />
      </Suspense>
    ))

    await loads.reject(new Error('no luck'))

    expect(page.update()).toBe('sorry')
  })

  test('is for its own children: an inner Suspense without one leaves errors to value()', async () => {
    const loads = createLoads()
    function Reader(): Child {
      const [text, error] = resource(loads.fetcher).value()
      return text ?? `own: ${error?.message}`
    }
    const page = openPage(() => (
      <Suspense error={showError}>
        <Suspense fallback={waiting}>
          <Reader />
        </Suspense>
      </Suspense>
    ))

    await loads.reject(new Error('no luck'))

    expect(page.update()).toBe('own: no luck')
    expect(page.errors).toEqual([])
  })
})

describe('with an ErrorBoundary', () => {
  test('a child that fails after it was waited for shows the boundary’s fallback', async () => {
    const loads = createLoads()
    function Reader(): Child {
      throw new Error(resource(loads.fetcher).value()[0])
    }
    const page = openPage(() => (
      <ErrorBoundary fallback={(error) => (error as Error).message}>
        <Suspense fallback={waiting}>
          <Reader />
        </Suspense>
      </ErrorBoundary>
    ))
    expect(page.dom.html).toBe('<i>waiting</i>')

    await loads.resolve('broken')

    expect(page.update()).toBe('broken')
    expect(page.root.suspended!.size).toBe(0)
  })

  test('inside of the Suspense it is part of what is hidden', async () => {
    const [left, right] = [createLoads(), createLoads()]
    const Right = createReader(right)
    function Left(): Child {
      throw new Error(resource(left.fetcher).value()[0])
    }
    const page = openPage(() => (
      <Suspense fallback={waiting}>
        <ErrorBoundary fallback="failed">
          <Left />
        </ErrorBoundary>
        <Right />
      </Suspense>
    ))

    await left.resolve('broken')
    expect(page.update()).toBe('<i>waiting</i>')
    await right.resolve('right')

    expect(page.update()).toBe('failed<b>right</b>')
  })
})
