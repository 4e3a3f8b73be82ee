/**
 * `state`, `computed` and `effect` as authors know them: inside a component they belong to it and
 * are found again at each render, outside they are plain reactive values.
 */
import { vangoError } from '../base/errors.ts'
import { createComputed } from '../reactive/computed.ts'
import type { Computed } from '../reactive/computed.ts'
import { createEffect } from '../reactive/effect.ts'
import { nameOf } from '../reactive/options.ts'
import { createSignal, markShared, Signal } from '../reactive/signal.ts'
import type { SignalOptions } from '../reactive/signal.ts'
import { currentPhase, isInSession, renderingFiber, setUnguarded } from './current.ts'
import { EffectHook, enqueueEffect } from './fiber.ts'
import { nextHook } from './hooks.ts'

/**
 * A mutable value: `get()` subscribes whoever reads it, `set()` and `update()` tell them.
 *
 * In a component it is made at the first render and kept. At module level it is one value for all
 * users: a session that writes it gets `component/shared-write`. A value equal to the current one
 * (`Object.is`, or `options.equals`) changes nothing.
 */
export function state<T>(initial: T, options?: SignalOptions<T>): Signal<T> {
  const fiber = renderingFiber()
  if (fiber !== undefined) {
    return nextHook(fiber, Signal<T>, () => createSignal(initial, options))
  }

  const signal = createSignal(initial, options)
  if (!isInSession()) markShared(signal as unknown as Signal<never>)
  return signal
}

/**
 * A value derived from others: computed when read, kept until one of them changes. In a component it
 * always uses the latest render's function, so it may read props.
 */
export function computed<T>(
  fn: (previous: T | undefined) => T,
  options?: SignalOptions<T>,
): Computed<T> {
  const fiber = renderingFiber()
  if (fiber === undefined) return createComputed(fn, options)

  const hook = nextHook(fiber, ComputedHook<T>, () => new ComputedHook(fn, options))
  setUnguarded(hook.fn, fn)
  return hook.computed
}

/**
 * The function of a component's computed is itself a signal: each render brings a new one. The hook is
 * also the options of its computed.
 */
class ComputedHook<T> {
  private readonly givenName: string | undefined
  readonly equals: SignalOptions<T>['equals'] | undefined
  readonly fn: Signal<(previous: T | undefined) => T>
  readonly computed: Computed<T>

  constructor(fn: (previous: T | undefined) => T, options: SignalOptions<T> | undefined) {
    this.fn = createSignal(fn)
    this.givenName = options?.name
    this.equals = options?.equals
    const run = (previous: T | undefined): T => this.fn.get()(previous)
    this.computed = createComputed(run, this as SignalOptions<T>)
  }

  /** For messages: the computed runs a function of ours, which would tell nobody anything. */
  get name(): string {
    return nameOf('computed', this.givenName, this.fn.peek())
  }
}

/**
 * Runs `fn` once the page is open in a browser, and again whenever a signal it read has changed. What
 * `fn` returns is called before the next run and at unmount.
 *
 * In a component it runs after the patches of the same turn, and never for a page that no browser
 * opens. Outside it runs at once; the returned function ends it.
 */
export function effect(fn: () => void | (() => void)): () => void {
  const fiber = renderingFiber()
  if (fiber === undefined) {
    if (currentPhase() !== 'idle') throw vangoError('component/effect-outside-render', {})
    return createEffect(fn)
  }

  const hook = nextHook(fiber, EffectHook, () => {
    const created = new EffectHook(fiber, fn)
    fiber.root.isLive = true
    enqueueEffect(created)
    return created
  })
  hook.run = fn
  return () => hook.end()
}
