import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { createComputed } from './computed.ts'
import { createEffect } from './effect.ts'
import { LIVE } from './flags.ts'
import { createSignal, type Signal } from './signal.ts'
import { createWatcher, disposeWatcher, runWatcher } from './watcher.ts'

// Most tests see to the precondition of being collected: that no list which hangs on a living signal
// has an edge to what should go.

test('a computed that is only read hangs on no signal', () => {
  const count = createSignal(1)
  const double = createComputed(() => count.get() * 2)
  const quadruple = createComputed(() => double.get() * 2)

  quadruple.get()

  expect(count.subs).toBe(undefined)
  expect(double.subs).toBe(undefined)
})

test('a computed is live as long as it is watched, with all that it reads', () => {
  const count = createSignal(1)
  const double = createComputed(() => count.get() * 2)
  const quadruple = createComputed(() => double.get() * 2)
  const end = createEffect(() => void quadruple.get())

  expect([subscribers(count), double.flags & LIVE, quadruple.flags & LIVE]).toEqual([1, LIVE, LIVE])
  end()

  expect([subscribers(count), double.flags & LIVE, quadruple.flags & LIVE]).toEqual([0, 0, 0])
  expect(double.subs).toBe(undefined)
})

test('a computed keeps its value when its last watcher goes', () => {
  const count = createSignal(1)
  let runs = 0
  const double = createComputed(() => {
    runs++
    return count.get() * 2
  })
  createEffect(() => void double.get())()

  expect(double.get()).toBe(2)
  expect(runs).toBe(1)
  count.set(2)
  expect(double.get()).toBe(4)
})

test('a computed that is dropped by one watcher stays live for another', () => {
  const isUsed = createSignal(true)
  const count = createSignal(1)
  const double = createComputed(() => count.get() * 2)
  const seen: number[] = []
  createEffect(() => {
    if (isUsed.get()) double.get()
  })
  createEffect(() => {
    seen.push(double.get())
  })

  isUsed.set(false)
  count.set(2)

  expect(subscribers(double)).toBe(1)
  expect(seen).toEqual([2, 4])
})

test('a diamond is taken out whole', () => {
  const count = createSignal(1)
  const sides = [1, 2, 3].map((factor) => createComputed(() => count.get() * factor))
  const sum = createComputed(() => sides.reduce((total, side) => total + side.get(), count.get()))
  const end = createEffect(() => void sum.get())
  expect(subscribers(count)).toBe(4)

  end()

  expect(subscribers(count)).toBe(0)
  expect(sides.map(subscribers)).toEqual([0, 0, 0])
})

test('disposed watchers hang on no signal, and the others stay in order', () => {
  const count = createSignal(1)
  const log: number[] = []
  const watchers = [0, 1, 2, 3, 4].map((id) =>
    createWatcher((target: { id: number }) => log.push(target.id), { id }),
  )
  for (const watcher of watchers) runWatcher(watcher, () => count.get(), undefined)

  for (const id of [4, 0, 2]) disposeWatcher(watchers[id]!)
  count.set(2)

  expect(subscribers(count)).toBe(2)
  expect(log).toEqual([1, 3])
  disposeWatcher(watchers[1]!)
  disposeWatcher(watchers[3]!)
  expect(count.subs).toBe(undefined)
})

test('a written signal lets its old value go as soon as it is looked at', () => {
  const state = createSignal<object>({})
  const end = createEffect(() => void state.get())

  state.set({})

  expect(state.base).toBe(undefined)
  end()
})

test('an unobserved computed is collected while its signal lives', async () => {
  const count = createSignal(1)
  const ref = (() => {
    const double = createComputed(() => count.get() * 2)
    double.get()
    return new WeakRef(double)
  })()

  // A WeakRef keeps its target until the end of the current task.
  await new Promise((resolve) => setImmediate(resolve))
  collectGarbage()

  expect(ref.deref()).toBe(undefined)
  expect(count.get()).toBe(1)
})

function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
}

function subscribers(source: Pick<Signal<unknown>, 'subs'>): number {
  let count = 0
  for (let link = source.subs; link !== undefined; link = link.nextSub) count++
  return count
}
