import { afterEach, describe, expect, test } from 'vitest'
import { createComputed } from './computed.ts'
import { createEffect } from './effect.ts'
import { createWatcher, runWatcher } from './watcher.ts'
import {
  createSignal,
  isShared,
  markShared,
  setRewriteListener,
  setWriteGuard,
  type Signal,
  type WriteGuard,
} from './signal.ts'

afterEach(() => {
  setWriteGuard(undefined)
  setRewriteListener(undefined)
})

describe('a signal', () => {
  test('has the value it was made with until it is set', () => {
    const count = createSignal(1)

    expect(count.get()).toBe(1)
    count.set(2)
    expect(count.get()).toBe(2)
    expect(count.peek()).toBe(2)
  })

  test('is updated from its newest value', () => {
    const count = createSignal(1)

    count.set(5)
    count.update((value) => value * 2)

    expect(count.get()).toBe(10)
  })

  test('subscribes the running effect by get and not by peek', () => {
    const read = createSignal(1)
    const peeked = createSignal(1)
    const seen: number[] = []
    createEffect(() => {
      seen.push(read.get() * 10 + peeked.peek())
    })

    peeked.set(2)
    read.set(3)

    expect(seen).toEqual([11, 32])
  })
})

describe('equality', () => {
  test.each([
    ['the same number', 1, 1],
    ['NaN', Number.NaN, Number.NaN],
    ['undefined', undefined, undefined],
  ])('setting %s changes nothing', (_name, old, next) => {
    expect(runsAfter(createSignal<unknown>(old), next)).toBe(1)
  })

  test.each([
    ['-0 after 0', 0, -0],
    ['another object alike', {}, {}],
    ['null after undefined', undefined, null],
    ['NaN after a number', 1, Number.NaN],
  ])('setting %s is a change', (_name, old, next) => {
    expect(runsAfter(createSignal<unknown>(old), next)).toBe(2)
  })

  test('can be defined by the signal', () => {
    const equals = (old: { id: number }, next: { id: number }): boolean => old.id === next.id

    expect(runsAfter(createSignal({ id: 1 }, { equals }), { id: 1 })).toBe(1)
    expect(runsAfter(createSignal({ id: 1 }, { equals }), { id: 2 })).toBe(2)
  })

  test('keeps the old value where the signal calls the new one equal', () => {
    const first = { id: 1 }
    const entity = createSignal(first, { equals: (old, next) => old.id === next.id })

    entity.set({ id: 1 })

    expect(entity.get()).toBe(first)
  })

  test('can be switched off', () => {
    expect(runsAfter(createSignal(1, { equals: false }), 1)).toBe(2)
  })

  test('that throws leaves the signal as it was', () => {
    const count = createSignal(1, {
      equals() {
        throw new Error('no idea')
      },
    })

    expect(() => count.set(2)).toThrow('no idea')
    expect(count.get()).toBe(1)
  })
})

describe('the write guard', () => {
  test('refuses a write by throwing', () => {
    const count = createSignal(1)
    setWriteGuard(() => {
      throw new Error('not now')
    })

    expect(() => count.set(2)).toThrow('not now')
    expect(() => count.update((value) => value + 1)).toThrow('not now')
    expect(count.get()).toBe(1)
  })

  test('is told which signal, also where the value is equal', () => {
    const count = createSignal(1)
    const asked: unknown[] = []
    setWriteGuard((signal) => {
      asked.push(signal)
    })

    count.set(1)

    expect(asked).toEqual([count])
  })

  test('is given back when another one replaces it', () => {
    const outer: WriteGuard = () => {}
    const inner: WriteGuard = () => {}

    expect(setWriteGuard(outer)).toBe(undefined)
    expect(setWriteGuard(inner)).toBe(outer)
    expect(setWriteGuard(undefined)).toBe(inner)
  })
})

test('a signal is shared only after it was marked, and stays it', () => {
  const count = createSignal(1)
  const isSharedAtFirst = isShared(count)

  markShared(count)
  createEffect(() => void count.get())
  count.set(2)

  expect(isSharedAtFirst).toBe(false)
  expect(isShared(count)).toBe(true)
})

test('a computed that sets a signal gets an error that names both', () => {
  const count = createSignal(1, { name: 'count' })
  const setCount = (): number => {
    count.set(2)
    return 0
  }
  const double = createComputed(setCount, { name: 'double' })

  expect(() => double.get()).toThrow(
    expect.objectContaining({
      code: 'reactive/write-in-computed',
      message: expect.stringContaining('computed double tried to set the signal count'),
    }),
  )
  expect(count.get()).toBe(1)
})

/** How often an effect has run that read `signal` before and after it was set to `next`. */
function runsAfter<T>(signal: Signal<T>, next: T): number {
  let runs = 0
  createEffect(() => {
    signal.get()
    runs++
  })
  signal.set(next)
  return runs
}

describe('a rewrite', () => {
  function watch(read: () => unknown): object {
    const target = {}
    runWatcher(
      createWatcher(() => {}, target),
      read,
      undefined,
    )
    return target
  }

  test('is told of each watcher, once, through whatever computeds', () => {
    const heard: [object, unknown][] = []
    const value = createSignal('a')
    const upper = createComputed(() => value.get().toUpperCase())
    const lower = createComputed(() => value.get().toLowerCase())
    const both = createComputed(() => upper.get() + lower.get())
    const direct = watch(() => value.get())
    const derived = watch(() => both.get())
    setRewriteListener((target, written) => heard.push([target, written]))

    value.set('a')

    expect(heard).toEqual([
      [direct, 'a'],
      [derived, 'a'],
    ])
    expect(heard.map(([target]) => target)).toEqual([direct, derived])
  })

  test('is also a write that takes back one that nobody has seen', () => {
    const heard: unknown[] = []
    const value = createSignal('a')
    watch(() => value.get())
    setRewriteListener((_, written) => heard.push(written))

    value.set('b')
    expect(heard).toEqual([])
    value.set('a')

    expect(heard).toEqual(['a'])
  })

  test('of a signal that nobody watches is told of nobody', () => {
    const heard: unknown[] = []
    const value = createSignal('a')
    const computed = createComputed(() => value.get())
    computed.get()
    setRewriteListener((target) => heard.push(target))

    value.set('a')

    expect(heard).toEqual([])
  })
})
