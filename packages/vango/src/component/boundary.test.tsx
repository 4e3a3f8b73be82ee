import { describe, expect, test } from 'vitest'
import { openPage } from '../vdom/fixtures/page.ts'
import type { Child } from '../vdom/vnode.ts'
import { ErrorBoundary } from './boundary.ts'
import { computed, effect, state } from './state.ts'

function Broken(): never {
  throw new Error('broken')
}

/** A component that throws while `isBroken` says so. */
function createFragile() {
  const isBroken = state(false)
  function Fragile(): Child {
    if (isBroken.get()) throw new Error('broken')
    return <b>fine</b>
  }
  return { isBroken, Fragile }
}

const showError = (error: unknown): Child => <i>{(error as Error).message}</i>

describe('an error in a first render', () => {
  test('shows the fallback, and leaves the neighbours alone', () => {
    const page = openPage(() => (
      <p>
        before
        <ErrorBoundary fallback={showError}>
          inside
          <Broken />
        </ErrorBoundary>
        after
      </p>
    ))

    expect(page.dom.html).toBe('<p>before<i>broken</i>after</p>')
    expect(page.errors).toEqual(['render <Broken>: broken'])
  })

  test('may have a fallback that is no function', () => {
    const page = openPage(() => (
      <ErrorBoundary fallback="sorry">
        <Broken />
      </ErrorBoundary>
    ))

    expect(page.dom.html).toBe('sorry')
  })

  test('without a boundary opens no page', () => {
    expect(() => openPage(() => <Broken />)).toThrow('broken')
  })

  test('without a boundary ends what was begun', () => {
    const count = state(0)
    function Neighbour() {
      return count.get()
    }

    expect(() => openPage(() => [<Neighbour />, count, <Broken />])).toThrow('broken')
    expect(count.subs).toBeUndefined()
  })

  test('leaves no page without its boundary when the fallback fails', () => {
    expect(() =>
      openPage(() => (
        <ErrorBoundary fallback={() => <Broken />}>
          <Broken />
        </ErrorBoundary>
      )),
    ).toThrow('broken')
  })
})

describe('an error in a later render', () => {
  test('shows the fallback', () => {
    const { isBroken, Fragile } = createFragile()
    const page = openPage(() => (
      <p>
        before
        <ErrorBoundary fallback={showError}>
          <Fragile />
        </ErrorBoundary>
        after
      </p>
    ))

    isBroken.set(true)

    expect(page.update()).toBe('<p>before<i>broken</i>after</p>')
  })

  test('ends what stood beside it within the boundary', () => {
    const { isBroken, Fragile } = createFragile()
    const log: string[] = []
    const count = state(0)
    function Neighbour() {
      effect(() => () => void log.push('clean'))
      return count
    }
    const page = openPage(() => (
      <ErrorBoundary fallback="sorry">
        <Fragile />
        <Neighbour />
      </ErrorBoundary>
    ))
    page.root.start()
    page.flush()

    isBroken.set(true)

    expect(page.update()).toBe('sorry')
    expect(log).toEqual(['clean'])
    expect([count.subs, isBroken.subs]).toEqual([undefined, undefined])
  })

  test('removes neighbours that can never change themselves', () => {
    const { isBroken, Fragile } = createFragile()
    function Still() {
      return <h1>still</h1>
    }
    const page = openPage(() => (
      <ErrorBoundary fallback="sorry">
        <Still />
        <Fragile />
        <Still />
      </ErrorBoundary>
    ))

    isBroken.set(true)

    expect(page.update()).toBe('sorry')
  })

  test('of a component that comes later shows the fallback', () => {
    const isShown = state(false)
    const page = openPage(() => (
      <ErrorBoundary fallback={showError}>
        <p>{computed(() => isShown.get() && <Broken />)}</p>
      </ErrorBoundary>
    ))
    expect(page.dom.html).toBe('<p></p>')

    isShown.set(true)

    expect(page.update()).toBe('<i>broken</i>')
  })

  test('without a boundary keeps what is on screen, and can recover', () => {
    const { isBroken, Fragile } = createFragile()
    const page = openPage(() => (
      <p>
        <Fragile /> here
      </p>
    ))

    isBroken.set(true)
    expect(page.update()).toBe('<p><b>fine</b> here</p>')
    isBroken.set(false)

    expect(page.update()).toBe('<p><b>fine</b> here</p>')
    expect(page.errors).toEqual(['render <Fragile>: broken'])
  })

  test('of two components is reported twice and shown once', () => {
    const { isBroken, Fragile } = createFragile()
    const page = openPage(() => (
      <ErrorBoundary fallback={showError}>
        <Fragile />
        <Fragile />
      </ErrorBoundary>
    ))

    isBroken.set(true)

    expect(page.update()).toBe('<i>broken</i>')
  })

  test('in a bound value shows the fallback', () => {
    const isBroken = state(false)
    const page = openPage(() => (
      <ErrorBoundary fallback={showError}>
        <p>{computed(() => (isBroken.get() ? Broken() : 'fine'))}</p>
      </ErrorBoundary>
    ))

    isBroken.set(true)

    expect(page.update()).toBe('<i>broken</i>')
    expect(page.errors).toEqual(['binding <ErrorBoundary>: broken'])
  })
})

describe('an error in the fallback', () => {
  test.each<[string, Child | (() => Child)]>([
    ['a function that throws', () => Broken()],
    ['a component that throws', <Broken />],
  ])('goes to the boundary around: %s', (_, fallback) => {
    const page = openPage(() => (
      <ErrorBoundary fallback="outer">
        <ErrorBoundary fallback={fallback}>
          <Broken />
        </ErrorBoundary>
      </ErrorBoundary>
    ))

    expect(page.dom.html).toBe('outer')
  })

  test('goes there at a later time too', () => {
    const { isBroken, Fragile } = createFragile()
    const page = openPage(() => (
      <ErrorBoundary fallback={(_, reset) => <u onClick={reset}>outer</u>}>
        <ErrorBoundary fallback={<Fragile />}>
          <Broken />
        </ErrorBoundary>
      </ErrorBoundary>
    ))
    expect(page.dom.html).toBe('<b>fine</b>')

    isBroken.set(true)
    expect(page.update()).toBe('<u data-on="click">outer</u>')
    isBroken.set(false)
    page.fire('click')

    expect(page.update()).toBe('<b>fine</b>')
  })
})

describe('reset', () => {
  test('renders the children anew, with new state', () => {
    const log: string[] = []
    const { isBroken, Fragile } = createFragile()
    function Counter() {
      const count = state(0)
      log.push(`count ${count.peek()}`)
      return <i onInput={() => count.set(5)}>{count}</i>
    }
    const page = openPage(() => (
      <ErrorBoundary fallback={(_, reset) => <button onClick={reset}>again</button>}>
        <Counter />
        <Fragile />
      </ErrorBoundary>
    ))
    page.fire('input')
    isBroken.set(true)
    expect(page.update()).toBe('<button data-on="click">again</button>')

    isBroken.set(false)
    page.fire('click')

    expect(page.update()).toBe('<i data-on="input">0</i><b>fine</b>')
    expect(log).toEqual(['count 0', 'count 0'])
  })

  test('after an error of the first render brings the children for the first time', () => {
    const { isBroken, Fragile } = createFragile()
    isBroken.set(true)
    const page = openPage(() => (
      <p>
        first
        <ErrorBoundary fallback={(_, reset) => <button onClick={reset}>again</button>}>
          <Fragile />
        </ErrorBoundary>
        last
      </p>
    ))
    isBroken.set(false)

    page.fire('click')

    expect(page.update()).toBe('<p>first<b>fine</b>last</p>')
  })

  test('that fails again shows the fallback again', () => {
    let attempts = 0
    const page = openPage(() => (
      <ErrorBoundary
        fallback={(error, reset) => <button onClick={reset}>{(error as Error).message}</button>}
      >
        <Failing />
      </ErrorBoundary>
    ))
    function Failing(): never {
      throw new Error(`attempt ${++attempts}`)
    }

    page.fire('click')

    expect(page.update()).toBe('<button data-on="click">attempt 2</button>')
  })

  test('of a boundary that is gone does nothing', () => {
    const isShown = state(true)
    let again = (): void => {}
    const page = openPage(() =>
      isShown.get() ? (
        <ErrorBoundary
          fallback={(_, reset) => {
            again = reset
            return 'sorry'
          }}
        >
          <Broken />
        </ErrorBoundary>
      ) : (
        'gone'
      ),
    )
    isShown.set(false)
    page.flush()

    again()

    expect(page.flush()).toEqual([])
  })

  test('in a render is refused, since it would never end', () => {
    expect(() =>
      openPage(() => (
        <ErrorBoundary
          fallback={(_, reset) => {
            reset()
            return 'never'
          }}
        >
          <Broken />
        </ErrorBoundary>
      )),
    ).toThrow('component/write-in-render')
  })
})

test('an error in a handler is the caller’s and no boundary’s', () => {
  const page = openPage(() => (
    <ErrorBoundary fallback="sorry">
      <button onClick={() => Broken()}>x</button>
    </ErrorBoundary>
  ))

  expect(() => page.fire('click')).toThrow('broken')
  expect(page.update()).toBe('<button data-on="click">x</button>')
})
