import { describe, expect, test } from 'vitest'
import { batch } from './batch.ts'
import { untrack } from './core.ts'
import { createEffect } from './effect.ts'
import { createSignal } from './signal.ts'
import { createWatcher, runWatcher } from './watcher.ts'

describe('a batch', () => {
  test('gives back what its function returns', () => {
    expect(batch(() => 42)).toBe(42)
  })

  test('runs effects once, after the outermost one', () => {
    const [left, right] = [createSignal(1), createSignal(1)]
    const seen: number[] = []
    createEffect(() => {
      seen.push(left.get() + right.get())
    })

    batch(() => {
      left.set(2)
      batch(() => right.set(2))
      expect(seen).toEqual([2])
    })

    expect(seen).toEqual([2, 4])
  })

  test('runs no effect for writes that it takes back', () => {
    const count = createSignal(1)
    let runs = 0
    createEffect(() => {
      count.get()
      runs++
    })

    batch(() => {
      count.set(2)
      count.set(1)
    })

    expect(runs).toBe(1)
  })

  test('that throws still runs the effects of its writes, and its error comes first', () => {
    const count = createSignal(1)
    const seen: number[] = []
    createEffect(() => {
      seen.push(count.get())
      if (count.get() === 2) throw new Error('effect')
    })

    const run = (): void =>
      batch(() => {
        count.set(2)
        throw new Error('batch')
      })

    expect(run).toThrow('batch')
    expect(seen).toEqual([1, 2])
    count.set(3)
    expect(seen).toEqual([1, 2, 3])
  })

  test('does not hold back watchers, which have a scheduler of their own', () => {
    const count = createSignal(1)
    const log: object[] = []
    const watcher = createWatcher((target: object) => log.push(target), {})
    runWatcher(watcher, () => count.get(), undefined)

    batch(() => {
      count.set(2)
      expect(log.length).toBe(1)
    })
  })
})

describe('untrack', () => {
  test('gives back what its function returns, and tracks nothing in it', () => {
    const [tracked, hidden] = [createSignal(1), createSignal(1)]
    const seen: number[] = []
    createEffect(() => {
      seen.push(tracked.get() + untrack(() => hidden.get()))
    })

    hidden.set(5)
    tracked.set(2)

    expect(seen).toEqual([2, 7])
  })

  test('that throws goes on tracking after it', () => {
    const count = createSignal(1)
    let runs = 0
    createEffect(() => {
      runs++
      try {
        untrack(() => {
          throw new Error('no')
        })
      } catch {}
      count.get()
    })

    count.set(2)

    expect(runs).toBe(2)
  })
})
