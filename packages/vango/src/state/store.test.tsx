import { describe, expect, test } from 'vitest'
import { computed, effect, state } from '../component/state.ts'
import { openPage } from '../vdom/fixtures/page.ts'
import { action, store } from './store.ts'

describe('a store', () => {
  test('is made once for each session', () => {
    let made = 0
    const useCart = store(() => ({ number: ++made, items: state(0) }))
    function Cart() {
      const { number, items } = useCart()
      return (
        <button onClick={() => useCart().items.update((n) => n + 1)}>
          {number}: {items}
        </button>
      )
    }
    const first = openPage(() => [<Cart />, <Cart />])
    const second = openPage(Cart)

    first.fire('click')
    first.fire('click')

    expect(first.update()).toBe(
      '<button data-on="click">1: 2</button><button data-on="click">1: 2</button>',
    )
    expect(second.update()).toBe('<button data-on="click">2: 0</button>')
    expect(made).toBe(2)
  })

  test('outlives the component that asked for it first', () => {
    const useCount = store(() => state(0))
    const isShown = state(true)
    function Counter() {
      const count = useCount()
      return <button onClick={() => count.update((n) => n + 1)}>{count}</button>
    }
    const page = openPage(() => (isShown.get() ? <Counter /> : null))
    page.fire('click')
    isShown.set(false)
    page.flush()

    isShown.set(true)

    expect(page.update()).toBe('<button data-on="click">1</button>')
  })

  test('can be asked for first by a handler or an effect', () => {
    const log: string[] = []
    const useLog = store(() => {
      log.push('made')
      return { write: (text: string) => void log.push(text) }
    })
    const page = openPage(() => {
      effect(() => useLog().write('effect'))
      return <button onClick={() => useLog().write('handler')}>x</button>
    })

    page.fire('click')
    page.root.start()
    page.flush()

    expect(log).toEqual(['made', 'handler', 'effect'])
  })

  test('is made by no rendering that it then wakes', () => {
    let renders = 0
    const outer = state(1)
    const useDouble = store(() => ({ start: outer.get() * 2 }))
    const page = openPage(() => {
      renders++
      return <p>{useDouble().start}</p>
    })

    outer.set(2)

    expect(page.update()).toBe('<p>2</p>')
    expect(renders).toBe(1)
  })

  test('can be made while a computed is computed', () => {
    const useBase = store(() => state(20))
    const page = openPage(() => {
      const answer = computed(() => useBase().get() + 1)
      return <button onClick={() => useBase().set(41)}>{answer}</button>
    })

    page.fire('click')

    expect(page.update()).toBe('<button data-on="click">42</button>')
  })

  test('has computeds, and effects that end with the session, the latest store first', () => {
    const log: string[] = []
    const usePrice = store(() => {
      const price = state(1)
      effect(() => () => void log.push('price ended'))
      return price
    })
    const useTotal = store(() => {
      const price = usePrice()
      const total = computed(() => price.get() * 3)
      effect(() => {
        log.push(`total ${total.get()}`)
        return () => void log.push('total ended')
      })
      return { price, total }
    })
    const page = openPage(() => {
      const { price, total } = useTotal()
      return <button onClick={() => price.set(2)}>{total}</button>
    })
    page.root.start()
    page.flush()
    page.fire('click')

    expect(page.update()).toBe('<button data-on="click">6</button>')
    page.root.dispose()

    expect(log).toEqual(['total 3', 'total ended', 'total 6', 'total ended', 'price ended'])
  })

  test('may be an object of a class', () => {
    class Cart {
      readonly items = state<readonly string[]>([])
      readonly count = computed(() => this.items.get().length)
      readonly add = action((item: string) => this.items.update((old) => [...old, item]))
    }
    const useCart = store(() => new Cart())
    const page = openPage(() => {
      const cart = useCart()
      return <button onClick={() => cart.add('tea')}>{cart.count}</button>
    })

    page.fire('click')

    expect(page.update()).toBe('<button data-on="click">1</button>')
  })

  test('may use others, but not itself', () => {
    const useEgg: () => object = store(() => ({ chicken: useChicken() }))
    const useChicken: () => object = store(() => ({ egg: useEgg() }))

    expect(() => openPage(() => String(useEgg()))).toThrow('component/store-cycle')
  })

  test('that could not be made is tried again', () => {
    const log: string[] = []
    let isBroken = true
    const useFlaky = store(() => {
      effect(() => void log.push('effect'))
      if (isBroken) throw new Error('no luck')
      return 'made'
    })
    const page = openPage(() => <button onClick={() => log.push(useFlaky())}>x</button>)

    expect(() => page.fire('click')).toThrow('no luck')
    isBroken = false
    page.fire('click')
    page.root.start()
    page.flush()

    expect(log).toEqual(['made', 'effect'])
  })

  test('used where no session is at work is refused, and the right tool named', async () => {
    const useCount = store(() => state(0))
    const failures: unknown[] = []
    const page = openPage(() => (
      <button
        onClick={async () => {
          await Promise.resolve()
          try {
            useCount()
          } catch (error) {
            failures.push(error)
          }
        }}
      >
        x
      </button>
    ))

    await page.fire('click')

    expect(() => useCount()).toThrow(/store-outside-session.*globalSignal\(\)/)
    expect(String(failures)).toContain('store-outside-session')
  })

  test('is not a promise', () => {
    const useLater = store(async () => 1)

    expect(() => openPage(() => <p>{typeof useLater()}</p>)).toThrow('state/async-store')
  })
})

describe('an action', () => {
  test('is one change for effects and computeds', () => {
    const log: string[] = []
    const first = state(1)
    const second = state(2)
    const end = effect(() => void log.push(`${first.get()} ${second.get()}`))
    const swap = action(() => {
      const before = first.peek()
      first.set(second.peek())
      second.set(before)
    })

    swap()
    end()

    expect(log).toEqual(['1 2', '2 1'])
  })

  test('passes on arguments, this and the result', () => {
    const cart = {
      items: ['tea'],
      add: action(function (this: { items: string[] }, ...more: string[]) {
        return this.items.push(...more)
      }),
    }

    expect(cart.add('milk', 'jam')).toBe(3)
    expect(cart.items).toEqual(['tea', 'milk', 'jam'])
  })

  test('makes no effect depend on what it reads', () => {
    let runs = 0
    const source = state(1)
    const target = state(0)
    const copy = action(() => target.set(source.get()))
    const end = effect(() => {
      runs++
      copy()
    })

    source.set(2)
    end()

    expect(runs).toBe(1)
  })

  test('throws what its function throws, and keeps what was written before', () => {
    const count = state(0)
    const fail = action(() => {
      count.set(1)
      throw new Error('half done')
    })

    expect(fail).toThrow('half done')
    expect(count.get()).toBe(1)
  })

  test('is refused in a computed', () => {
    const count = state(0)
    const addOne = action(function addOne() {
      count.update((n) => n + 1)
    })
    const odd = computed(() => addOne())

    expect(() => odd.get()).toThrow(/action-in-computed.*addOne/)
    expect(count.get()).toBe(0)
  })

  test('says as much as its function does: its name, and whether it takes the event', () => {
    const move = action((event: { x: number }) => event.x)

    expect([move.name, move.length]).toEqual(['', 1])
  })
})
