import { describe, expect, test } from 'vitest'
import { createComputed } from './computed.ts'
import { untrack } from './core.ts'
import { createSignal } from './signal.ts'
import {
  createWatcher,
  disposeWatcher,
  hasDependencies,
  isDirty,
  runWatcher,
  type Watcher,
} from './watcher.ts'

describe('a watcher', () => {
  test('is notified with its target, once, when something it has read is written to', () => {
    const count = createSignal(1)
    const { watcher, log, target } = createLogged()
    runWatcher(watcher, () => count.get(), undefined)

    count.set(2)
    count.set(3)

    expect(log).toEqual([target])
  })

  test('is not notified of what it has not read, peeked at, or read in untrack', () => {
    const [other, peeked, hidden] = [createSignal(1), createSignal(1), createSignal(1)]
    const { watcher, log } = createLogged()
    runWatcher(watcher, () => [peeked.peek(), untrack(() => hidden.get())], undefined)

    for (const signal of [other, peeked, hidden]) signal.set(2)

    expect(log).toEqual([])
  })

  test('gives its run the argument and back what it returns', () => {
    const { watcher } = createLogged()

    expect(runWatcher(watcher, (name) => `hello ${name}`, 'you')).toBe('hello you')
  })

  test('is notified again after it has run', () => {
    const count = createSignal(1)
    const { watcher, log } = createLogged()
    const read = (): number => count.get()
    runWatcher(watcher, read, undefined)

    count.set(2)
    runWatcher(watcher, read, undefined)
    count.set(3)

    expect(log.length).toBe(2)
  })

  test('is notified through computeds, without running them', () => {
    const count = createSignal(1)
    let runs = 0
    const double = createComputed(() => {
      runs++
      return count.get() * 2
    })
    const { watcher, log } = createLogged()
    runWatcher(watcher, () => double.get(), undefined)

    count.set(2)

    expect(log.length).toBe(1)
    expect(runs).toBe(1)
  })

  test('is dirty if what it has read has changed', () => {
    const count = createSignal(1)
    const double = createComputed(() => count.get() * 2)
    const { watcher } = createLogged()
    runWatcher(watcher, () => double.get(), undefined)

    expect(isDirty(watcher)).toBe(false)
    count.set(2)
    expect(isDirty(watcher)).toBe(true)
    expect(isDirty(watcher)).toBe(true)
    runWatcher(watcher, () => double.get(), undefined)
    expect(isDirty(watcher)).toBe(false)
  })

  test('is not dirty if computeds say that nothing changed, and is notified again', () => {
    const count = createSignal(1)
    const isOdd = createComputed(() => count.get() % 2 === 1)
    const { watcher, log } = createLogged()
    runWatcher(watcher, () => isOdd.get(), undefined)

    count.set(3)
    expect(isDirty(watcher)).toBe(false)
    count.set(4)
    expect(isDirty(watcher)).toBe(true)
    expect(log.length).toBe(2)
  })

  test('drops what its last run did not read', () => {
    const isLeft = createSignal(true)
    const left = createSignal(1)
    const right = createSignal(1)
    const { watcher, log } = createLogged()
    const read = (): number => (isLeft.get() ? left.get() : right.get())
    runWatcher(watcher, read, undefined)
    isLeft.set(false)
    runWatcher(watcher, read, undefined)
    log.length = 0

    left.set(2)
    expect(log.length).toBe(0)
    right.set(2)
    expect(log.length).toBe(1)
  })

  test('keeps its edges where it reads the same again', () => {
    const signals = [createSignal(1), createSignal(2), createSignal(3)]
    const { watcher } = createLogged()
    const read = (): number[] => signals.map((signal) => signal.get())
    runWatcher(watcher, read, undefined)
    const edges = edgesOf(watcher)

    signals[1]!.set(5)
    runWatcher(watcher, read, undefined)

    const after = edgesOf(watcher)
    expect(after.length).toBe(3)
    expect(after.every((edge, i) => edge === edges[i])).toBe(true)
  })

  test('has one edge for many reads of one signal', () => {
    const [left, right] = [createSignal(1), createSignal(2)]
    const { watcher } = createLogged()

    runWatcher(
      watcher,
      () => {
        for (let i = 0; i < 10; i++) {
          left.get()
          right.get()
        }
      },
      undefined,
    )

    expect(edgesOf(watcher).length).toBe(2)
  })

  test('watches what it has read before it threw', () => {
    const [before, after] = [createSignal(1), createSignal(1)]
    const { watcher, log } = createLogged()
    runWatcher(watcher, () => after.get(), undefined)

    const run = (): void => {
      before.get()
      throw new Error('no')
    }
    expect(() => runWatcher(watcher, run, undefined)).toThrow('no')

    after.set(2)
    expect(log.length).toBe(0)
    before.set(2)
    expect(log.length).toBe(1)
  })

  test('that is written to during its own run is notified after it', () => {
    const count = createSignal(1)
    const { watcher, log } = createLogged()

    runWatcher(
      watcher,
      () => {
        count.get()
        count.set(2)
        expect(log.length).toBe(0)
      },
      undefined,
    )

    expect(log.length).toBe(1)
    expect(isDirty(watcher)).toBe(true)
  })

  test('tracks for itself where runs are nested', () => {
    const [outerOnly, innerOnly] = [createSignal(1), createSignal(1)]
    const outer = createLogged()
    const inner = createLogged()
    runWatcher(
      outer.watcher,
      () => {
        runWatcher(inner.watcher, () => innerOnly.get(), undefined)
        outerOnly.get()
      },
      undefined,
    )

    innerOnly.set(2)
    expect([outer.log.length, inner.log.length]).toEqual([0, 1])
    outerOnly.set(2)
    expect([outer.log.length, inner.log.length]).toEqual([1, 1])
  })

  test('has dependencies if it has read something', () => {
    const count = createSignal(1)
    const { watcher } = createLogged()

    expect(hasDependencies(watcher)).toBe(false)
    runWatcher(watcher, () => count.get(), undefined)
    expect(hasDependencies(watcher)).toBe(true)
    runWatcher(watcher, () => count.peek(), undefined)
    expect(hasDependencies(watcher)).toBe(false)
  })
})

describe('a disposed watcher', () => {
  test('is never notified, and has no dependencies', () => {
    const count = createSignal(1)
    const { watcher, log } = createLogged()
    runWatcher(watcher, () => count.get(), undefined)

    disposeWatcher(watcher)
    count.set(2)

    expect(log).toEqual([])
    expect(hasDependencies(watcher)).toBe(false)
    expect(isDirty(watcher)).toBe(false)
  })

  test('is not dirty, though it was notified before', () => {
    const count = createSignal(1)
    const { watcher } = createLogged()
    runWatcher(watcher, () => count.get(), undefined)
    count.set(2)

    disposeWatcher(watcher)

    expect(isDirty(watcher)).toBe(false)
  })

  test('is not notified of what it reads in the rest of its run', () => {
    const [before, again, after] = [createSignal(1), createSignal(1), createSignal(1)]
    const { watcher, log } = createLogged()
    const read = (): number[] => [before.get(), again.get()]
    runWatcher(watcher, read, undefined)

    runWatcher(
      watcher,
      () => {
        before.get()
        disposeWatcher(watcher)
        return [again.get(), after.get()]
      },
      undefined,
    )
    for (const signal of [before, again, after]) signal.set(2)

    expect(log).toEqual([])
    expect(hasDependencies(watcher)).toBe(false)
  })

  test('can be disposed by a computed that is pulled for it', () => {
    const count = createSignal(0)
    const { watcher, log } = createLogged()
    const trap = createComputed(() => {
      if (count.get() === 1) disposeWatcher(watcher)
      return count.get()
    })
    const behind = createComputed(() => trap.get())
    runWatcher(watcher, () => behind.get(), undefined)

    count.set(1)
    expect(isDirty(watcher)).toBe(false)
    count.set(2)
    expect(log.length).toBe(1)
  })
})

function createLogged(): { watcher: Watcher; log: object[]; target: object } {
  const log: object[] = []
  const target = { name: 'target' }
  return { watcher: createWatcher((each: object) => log.push(each), target), log, target }
}

function edgesOf(watcher: Watcher): object[] {
  const edges: object[] = []
  for (let link = watcher.deps; link !== undefined; link = link.nextDep) edges.push(link)
  return edges
}
