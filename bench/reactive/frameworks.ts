/**
 * The signal libraries that are compared, each behind the same functions, which the JIT inlines.
 */
import * as alien from 'alien-signals'
import { batch } from '../../packages/vango/src/reactive/batch.ts'
import { type Computed, createComputed } from '../../packages/vango/src/reactive/computed.ts'
import { createEffect } from '../../packages/vango/src/reactive/effect.ts'
import { createSignal, type Signal } from '../../packages/vango/src/reactive/signal.ts'

/** `S` a signal, `C` a computed, both of numbers. */
export interface Framework<S = unknown, C = unknown> {
  name: string
  signal(value: number): S
  computed(fn: () => number): C
  effect(fn: () => void): () => void
  read(node: S | C): number
  write(signal: S, value: number): void
  batch(fn: () => void): void
}

const vango: Framework<Signal<number>, Computed<number>> = {
  name: 'vango',
  signal: createSignal<number>,
  computed: createComputed<number>,
  effect: createEffect,
  read: (node) => node.get(),
  write: (signal, value) => signal.set(value),
  batch: (fn) => batch(fn),
}

type AlienSignal = { (): number; (value: number): void }

const alienSignals: Framework<AlienSignal, () => number> = {
  name: 'alien-signals',
  signal: (value) => alien.signal(value),
  computed: (fn) => alien.computed(fn),
  effect: (fn) => alien.effect(fn),
  read: (node) => node(),
  write: (signal, value) => signal(value),
  batch(fn) {
    alien.startBatch()
    fn()
    alien.endBatch()
  },
}

export const frameworks: Framework[] = [vango as Framework, alienSignals as Framework]
