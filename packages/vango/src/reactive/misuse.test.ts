/** What the types allow and refuse. The compiler is the test; the functions are never called. */
import { expectTypeOf, test } from 'vitest'
import { batch } from './batch.ts'
import { type Computed, createComputed } from './computed.ts'
import { createEffect } from './effect.ts'
import { isReadable, type Readable } from './readable.ts'
import { createSignal, type Signal } from './signal.ts'
import { createWatcher, runWatcher } from './watcher.ts'

test('types are inferred, and literals widened', () => {
  expectTypeOf(createSignal(0)).toEqualTypeOf<Signal<number>>()
  expectTypeOf(createSignal('text')).toEqualTypeOf<Signal<string>>()
  expectTypeOf(createSignal(false)).toEqualTypeOf<Signal<boolean>>()
  expectTypeOf(createSignal<'on' | 'off'>('on')).toEqualTypeOf<Signal<'on' | 'off'>>()
  expectTypeOf(createSignal<number[]>([]).get()).toEqualTypeOf<number[]>()

  expectTypeOf(createComputed(() => 0)).toEqualTypeOf<Computed<number>>()
  expectTypeOf(batch(() => 'text')).toEqualTypeOf<string>()

  const watcher = createWatcher((target: { id: number }) => void target, { id: 1 })
  expectTypeOf(runWatcher(watcher, (text: string) => text.length, 'a')).toEqualTypeOf<number>()
})

test('a readable of something is a readable of anything', () => {
  expectTypeOf<Signal<number>>().toExtend<Signal<unknown>>()
  expectTypeOf<Computed<number>>().toExtend<Readable<unknown>>()

  const value: unknown = createSignal(0)
  if (isReadable(value)) expectTypeOf(value.get()).toEqualTypeOf<unknown>()
})

export function misuse(count: Signal<number>, double: Computed<number>): void {
  // @ts-expect-error - a signal of numbers holds no text
  count.set('1')
  // @ts-expect-error - a computed cannot be set
  double.set(1)
  // @ts-expect-error - a computed cannot be updated
  double.update((value: number) => value + 1)
  // @ts-expect-error - a signal is read with get()
  count()
  // @ts-expect-error - what update returns is the new value
  count.update(() => {})
  // @ts-expect-error - equals compares values of the signal
  createSignal(0, { equals: (old: string, next: string) => old === next })
  // @ts-expect-error - an effect gives back a cleanup or nothing
  createEffect(() => count.get())
  // @ts-expect-error - an effect is not async: what it reads after await would not be tracked
  createEffect(async () => {})
  // @ts-expect-error - the previous result of a computed may be missing
  createComputed((previous: number) => previous + 1)
  // @ts-expect-error - a watcher's notify takes its target
  createWatcher((target: string) => target, {})
}
