import { describe, expect, test } from 'vitest'
import { CycleError } from '../base/errors.ts'
import { batch } from './batch.ts'
import { type Computed, createComputed } from './computed.ts'
import { untrack } from './core.ts'
import { createEffect } from './effect.ts'
import { createSignal } from './signal.ts'

describe('a computed', () => {
  test('does not run before it is read', () => {
    let runs = 0
    createComputed(() => runs++)

    expect(runs).toBe(0)
  })

  test('runs once for many reads', () => {
    const count = createSignal(2)
    let runs = 0
    const double = createComputed(() => {
      runs++
      return count.get() * 2
    })

    expect([double.get(), double.get(), double.peek()]).toEqual([4, 4, 4])
    expect(runs).toBe(1)
  })

  test('runs again only after something it has read has changed', () => {
    const read = createSignal(1)
    const other = createSignal(1)
    let runs = 0
    const copy = createComputed(() => {
      runs++
      return read.get()
    })
    copy.get()

    other.set(2)
    copy.get()
    expect(runs).toBe(1)

    read.set(2)
    expect(copy.get()).toBe(2)
    expect(runs).toBe(2)
  })

  test('does not run again for a write that was taken back before anyone looked', () => {
    const count = createSignal(1)
    let runs = 0
    const copy = createComputed(() => {
      runs++
      return count.get()
    })
    copy.get()

    count.set(2)
    count.set(1)
    copy.get()

    expect(runs).toBe(1)
  })

  test('is given its previous result', () => {
    const count = createSignal(1)
    const history = createComputed<number[]>((previous) => [...(previous ?? []), count.get()])
    history.get()

    count.set(2)

    expect(history.get()).toEqual([1, 2])
  })

  test('keeps its old value, and those who read it quiet, where the new one is equal', () => {
    const count = createSignal(1)
    const parity = createComputed(() => ({ isOdd: count.get() % 2 === 1 }), {
      equals: (old, next) => old.isOdd === next.isOdd,
    })
    const seen: unknown[] = []
    createEffect(() => {
      seen.push(parity.get())
    })

    count.set(3)
    count.set(4)

    expect(seen).toEqual([{ isOdd: true }, { isOdd: false }])
  })

  test('is a change to its readers each time if it says that nothing is equal', () => {
    const count = createSignal(1)
    const zero = createComputed(() => count.get() * 0, { equals: false })
    let runs = 0
    createEffect(() => {
      zero.get()
      runs++
    })

    count.set(2)

    expect(runs).toBe(2)
  })

  test('follows the dependencies of its last run', () => {
    const isLeft = createSignal(true)
    const left = createSignal('left')
    const right = createSignal('right')
    let runs = 0
    const chosen = createComputed(() => {
      runs++
      return isLeft.get() ? left.get() : right.get()
    })

    expect(chosen.get()).toBe('left')
    isLeft.set(false)
    expect(chosen.get()).toBe('right')
    left.set('other')
    expect(chosen.get()).toBe('right')
    expect(runs).toBe(2)
  })

  test('is right in the middle of a batch', () => {
    const count = createSignal(1)
    const double = createComputed(() => count.get() * 2)

    const inside = batch(() => {
      count.set(2)
      return double.get()
    })

    expect(inside).toBe(4)
  })

  test('sees each of two sources that meet in it once per change', () => {
    const count = createSignal(1)
    const left = createComputed(() => count.get() + 1)
    const right = createComputed(() => count.get() - 1)
    const seen: string[] = []
    createEffect(() => {
      seen.push(`${left.get()} ${right.get()}`)
    })

    count.set(2)

    expect(seen).toEqual(['2 0', '3 1'])
  })

  test('is right at any depth', () => {
    const head = createSignal(0)
    let last: { get(): number } = head
    for (let i = 0; i < 20_000; i++) {
      const previous = last
      const next = createComputed(() => previous.get() + 1)
      next.get()
      last = next
    }
    const seen: number[] = []
    createEffect(() => {
      seen.push(last.get())
    })

    head.set(1)

    expect(seen).toEqual([20_000, 20_001])
  })
})

describe('a computed that writes in untrack', () => {
  test('makes a change like any other', () => {
    const { source, log, copy } = createLogging()
    const seen: string[] = []
    createEffect(() => {
      seen.push(`${copy.get()} ${log.get()}`)
    })

    source.set(2)

    expect(seen.at(-1)).toBe('2 2')
  })

  test('is noticed by those who have been looked at before it ran', () => {
    const { source, log, copy } = createLogging()
    const logged = createComputed(() => log.get())
    const isCopied = createComputed(() => copy.get() > 0)
    const both = createComputed(() => `${logged.get()} ${isCopied.get()}`)
    const seen: string[] = []
    const seenBelow: string[] = []
    createEffect(() => {
      seen.push(`${logged.get()} ${isCopied.get()}`)
    })
    createEffect(() => {
      seenBelow.push(both.get())
    })

    source.set(2)
    source.set(3)

    expect(seen.at(-1)).toBe('3 true')
    expect(seenBelow.at(-1)).toBe('3 true')
  })

  test('to what it has read itself comes to rest, and is told about later writes', () => {
    const count = createSignal(0)
    const atLeastThree = createComputed(() => {
      const value = count.get()
      if (value < 3) untrack(() => count.set(value + 1))
      return value
    })
    const seen: number[] = []
    createEffect(() => {
      seen.push(atLeastThree.get())
    })

    expect(seen.at(-1)).toBe(3)
    count.set(5)
    expect(seen.at(-1)).toBe(5)
    count.set(1)
    expect(seen.at(-1)).toBe(3)
  })

  function createLogging() {
    const source = createSignal(1)
    const log = createSignal(0)
    const copy = createComputed(() => {
      const value = source.get()
      untrack(() => log.set(value))
      return value
    })
    return { source, log, copy }
  }
})

describe('what a computed throws', () => {
  test('is kept and thrown until a dependency changes', () => {
    const count = createSignal(0)
    let runs = 0
    const inverse = createComputed(() => {
      runs++
      if (count.get() === 0) throw new Error('division by zero')
      return 1 / count.get()
    })

    expect(errorOf(inverse)).toBe(errorOf(inverse))
    expect(runs).toBe(1)

    count.set(2)
    expect(inverse.get()).toBe(0.5)
  })

  test('need not be an Error', () => {
    const broken = createComputed(() => {
      throw undefined
    })

    expect(errorOf(broken)).toBe(undefined)
  })

  test('reaches those who read it, and heals with it', () => {
    const count = createSignal(0)
    const inverse = createComputed(() => {
      if (count.get() === 0) throw new Error('division by zero')
      return 1 / count.get()
    })
    const percent = createComputed(() => inverse.get() * 100)
    const seen: unknown[] = []
    createEffect(() => {
      seen.push(errorOf(percent) ?? percent.get())
    })

    count.set(2)

    expect(seen).toEqual([new Error('division by zero'), 50])
  })
})

describe('a cycle', () => {
  test('throws a CycleError with the chain of names', () => {
    const { a } = createCycle()

    const error = errorOf(a)

    expect(error).toBeInstanceOf(CycleError)
    expect(error).toMatchObject({
      code: 'reactive/cycle',
      message: expect.stringContaining('itself: a → b → a.'),
      stack: expect.stringContaining('itself: a → b → a.'),
    })
  })

  test('begins its chain with the computed that was read first', () => {
    const { b } = createCycle()

    expect(errorOf(b)).toMatchObject({ message: expect.stringContaining('itself: b → a → b.') })
  })

  test('of one computed names it twice', () => {
    const self: Computed<number> = createComputed(() => self.get(), { name: 'self' })

    expect(errorOf(self)).toMatchObject({ message: expect.stringContaining('self → self.') })
  })

  test('calls computeds without a name by what they do', () => {
    const first: Computed<number> = createComputed(() => second.get() + 1)
    const second: Computed<number> = createComputed(function second() {
      return first.get()
    })

    expect(errorOf(first)).toMatchObject({
      message: expect.stringContaining(
        'computed(() => second.get() + 1) → second → computed(() => second.get() + 1)',
      ),
    })
  })

  test('is found through peek and untrack', () => {
    const peeking: Computed<number> = createComputed(() => peeking.peek())
    const hiding: Computed<number> = createComputed(() => untrack(() => hiding.get()))

    expect(errorOf(peeking)).toBeInstanceOf(CycleError)
    expect(errorOf(hiding)).toBeInstanceOf(CycleError)
  })

  test('leaves the graph usable, and is over when a dependency breaks it', () => {
    const { a, b, isCyclic } = createCycle()
    errorOf(a)
    errorOf(b)

    isCyclic.set(false)

    expect([a.get(), b.get()]).toEqual([1, 2])
  })

  test('reaches an effect, which runs again when it is over', () => {
    const { b, isCyclic } = createCycle()
    const seen: unknown[] = []
    createEffect(() => {
      seen.push(errorOf(b) ?? b.get())
    })

    isCyclic.set(false)
    isCyclic.set(true)
    isCyclic.set(false)

    expect(seen).toEqual([expect.any(CycleError), 2, expect.any(CycleError), 2])
  })

  test('is none where two computeds change their order', () => {
    const isTurned = createSignal(false)
    const first: Computed<string> = createComputed(() =>
      isTurned.get() ? `${second.get()}1` : '1',
    )
    const second: Computed<string> = createComputed(() =>
      isTurned.get() ? '2' : `${first.get()}2`,
    )
    const seen: string[] = []
    createEffect(() => {
      seen.push(`${first.get()} ${second.get()}`)
    })

    isTurned.set(true)
    isTurned.set(false)

    expect(seen).toEqual(['1 12', '21 2', '1 12'])
  })

  function createCycle() {
    const isCyclic = createSignal(true)
    const a: Computed<number> = createComputed(() => (isCyclic.get() ? b.get() : 1), { name: 'a' })
    const b: Computed<number> = createComputed(() => a.get() + 1, { name: 'b' })
    return { a, b, isCyclic }
  }
})

function errorOf(computed: Computed<unknown>): unknown {
  try {
    computed.get()
    return undefined
  } catch (error) {
    return error
  }
}
