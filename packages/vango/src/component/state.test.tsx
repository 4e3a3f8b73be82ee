import { describe, expect, test } from 'vitest'
import { openPage } from '../vdom/fixtures/page.ts'
import { useContext, createContext } from './context.ts'
import { computed, effect, state } from './state.ts'
import type { Computed } from '../reactive/computed.ts'

describe('state in a component', () => {
  test('is kept over renders, each slot its own', () => {
    const log: string[] = []
    const page = openPage(() => {
      const first = state('first')
      const second = state('second')
      log.push(`${first.get()} ${second.get()}`)
      return <button onClick={() => first.set('changed')}>{second}</button>
    })

    page.fire('click')
    page.flush()

    expect(log).toEqual(['first second', 'changed second'])
  })

  test('takes its initial value once', () => {
    function Child(props: { start: number }) {
      const count = state(props.start)
      return <b>{count}</b>
    }
    const start = state(1)
    const page = openPage(() => <Child start={start.get()} />)

    start.set(2)

    expect(page.update()).toBe('<b>1</b>')
  })

  test('belongs to its instance', () => {
    function Counter() {
      const count = state(0)
      return <button onClick={() => count.update((n) => n + 1)}>{count}</button>
    }
    const page = openPage(() => (
      <p>
        <Counter />
        <Counter />
      </p>
    ))

    page.fire('click')

    expect(page.update()).toBe(
      '<p><button data-on="click">1</button><button data-on="click">0</button></p>',
    )
  })

  test('an equal value renders nothing', () => {
    let renders = 0
    const count = state(0)
    const even = state(0, { equals: (a, b) => a % 2 === b % 2 })
    const page = openPage(() => {
      renders++
      return `${count.get()} ${even.get()}`
    })

    count.set(0)
    even.set(2)

    expect(page.flush()).toEqual([])
    expect([renders, page.requests]).toEqual([1, 0])
  })

  test('a value set and set back renders nothing', () => {
    let renders = 0
    const count = state(0)
    const page = openPage(() => `${++renders}: ${count.get()}`)

    count.set(1)
    count.set(0)

    expect(page.flush()).toEqual([])
    expect(renders).toBe(1)
  })

  test('several writes of one turn ask for one flush and render once', () => {
    let renders = 0
    const a = state(0)
    const b = state(0)
    const page = openPage(() => `${++renders}: ${a.get()} ${b.get()}`)

    a.set(1)
    a.set(2)
    b.set(3)

    expect(page.requests).toBe(1)
    expect(page.update()).toBe('2: 2 3')
  })

  test('a signal that is not read any more renders nothing', () => {
    let renders = 0
    const isShown = state(true)
    const text = state('text')
    const page = openPage(() => {
      renders++
      return isShown.get() ? text.get() : 'hidden'
    })
    isShown.set(false)
    page.flush()

    text.set('other')

    expect(page.flush()).toEqual([])
    expect(renders).toBe(2)
  })
})

describe('computed in a component', () => {
  test('uses the props of the latest render', () => {
    function Sum(props: { add: number }) {
      const sum = computed(() => base.get() + props.add)
      return <b title={String(sum.get())}>{sum}</b>
    }
    const base = state(1)
    const add = state(1)
    const page = openPage(() => <Sum add={add.get()} />)

    add.set(10)

    expect(page.update()).toBe('<b title="11">11</b>')
    base.set(2)
    expect(page.update()).toBe('<b title="12">12</b>')
  })

  test('an equal result renders nothing', () => {
    let renders = 0
    const count = state(1)
    const page = openPage(() => {
      const isEven = computed(() => count.get() % 2 === 0)
      return `${++renders}: ${isEven.get()}`
    })

    count.set(3)

    expect(page.flush()).toEqual([])
    expect(renders).toBe(1)
  })

  test('a new closure of each render causes no further render', () => {
    let renders = 0
    const count = state(1)
    const page = openPage(() => {
      const double = computed(() => count.get() * 2)
      return `${++renders}: ${double.get()}`
    })

    count.set(2)

    expect([page.update(), page.update()]).toEqual(['2: 4', '2: 4'])
    expect(page.requests).toBe(1)
  })

  test('two ways to one signal are never seen apart', () => {
    const log: string[] = []
    const count = state(1)
    function Child(props: { double: number }) {
      const triple = computed(() => count.get() * 3)
      log.push(`${count.get()} ${props.double} ${triple.get()}`)
      return null
    }
    const page = openPage(() => {
      const double = computed(() => count.get() * 2)
      return <Child double={double.get()} />
    })

    count.set(2)
    page.flush()

    expect(log).toEqual(['1 2 3', '2 4 6'])
  })

  test('may ask for the previous result', () => {
    const count = state(1)
    const page = openPage(() => {
      const most = computed<number>((previous) => Math.max(previous ?? 0, count.get()))
      return most
    })
    count.set(5)
    page.flush()
    count.set(2)

    expect(page.update()).toBe('5')
  })
})

describe('the order of hooks', () => {
  const context = createContext('')

  test.each<[string, (isFirst: boolean) => void, string]>([
    [
      'one more',
      (isFirst) => {
        state(0)
        if (!isFirst) state(0)
      },
      'Expected nothing as hook 1, got: state()',
    ],
    [
      'one less',
      (isFirst) => {
        state(0)
        if (isFirst) effect(() => {})
      },
      'Expected effect() as hook 1, got: nothing',
    ],
    [
      'another one',
      (isFirst) => (isFirst ? state(0) : computed(() => 0)),
      'Expected state() as hook 0, got: computed()',
    ],
  ])('%s is an error that names the component and both hooks', (_, hooks, message) => {
    const round = state(0)
    function Fickle() {
      hooks(round.get() === 0)
      return 'shown'
    }
    const page = openPage(() => <Fickle />)

    round.set(1)

    expect(page.update()).toBe('shown')
    expect(page.errors).toEqual([
      expect.stringContaining('render <Fickle>: [component/slot-order] <Fickle> called its hooks'),
    ])
    expect(page.errors[0]).toContain(message)
  })

  test('useContext may stand in a branch', () => {
    const round = state(0)
    const page = openPage(() => {
      const own = state('own')
      return round.get() === 0 ? own.get() : useContext(context) + own.get()
    })

    round.set(1)

    expect([page.update(), page.errors]).toEqual(['own', []])
  })

  test('a first render that fails does not fix the order', () => {
    const isBroken = state(true)
    const isShown = state(false)
    function Late() {
      const first = state('first')
      if (isBroken.get()) throw new Error('broken')
      const second = state('second')
      return `${first.get()} ${second.get()}`
    }
    const page = openPage(() => <p>{isShown.get() && <Late />}</p>)
    isShown.set(true)
    expect(page.update()).toBe('<p></p>')

    isBroken.set(false)

    expect(page.update()).toBe('<p>first second</p>')
    expect(page.errors).toEqual(['render <Late>: broken'])
  })
})

describe('writes that are mistakes', () => {
  test('a write in a render is an error that names the component', () => {
    function Careless() {
      const count = state(0)
      count.set(1)
      return count.get()
    }

    expect(() => openPage(() => <Careless />)).toThrow(
      '[component/write-in-render] <Careless> wrote a signal while it rendered',
    )
  })

  test('a session cannot write a state that was made outside of components', () => {
    const shared = state(0)
    const page = openPage(() => <button onClick={() => shared.set(1)}>{shared}</button>)

    expect(() => page.fire('click')).toThrow('component/shared-write')
    expect(page.update()).toBe('<button data-on="click">0</button>')
  })

  test('an effect cannot either', () => {
    const shared = state(0)
    const page = openPage(() => {
      effect(() => shared.set(1))
      return shared
    })
    page.root.start()

    expect(page.update()).toBe('0')
    expect(page.errors).toEqual([expect.stringContaining('component/shared-write')])
  })

  test('a state made in a handler is the session’s own', () => {
    const page = openPage(() => {
      const made = state<{ peek(): number } | undefined>(undefined)
      const onClick = (): void => {
        const own = state(1)
        own.set(2)
        made.set(own)
      }
      return <button onClick={onClick}>{made.get()?.peek()}</button>
    })

    page.fire('click')

    expect(page.update()).toBe('<button data-on="click">2</button>')
  })
})

test('computeds without a name are told by their functions in the chain of a cycle', () => {
  function Circular() {
    const first: Computed<number> = computed(() => second.get() + 1)
    const second = computed(function twice(): number {
      return first.get() * 2
    })
    return <b>{first.get()}</b>
  }

  expect(() => openPage(() => <Circular />)).toThrow(
    'computed(() => second.get() + 1) → twice → computed(() => second.get() + 1)',
  )
})
