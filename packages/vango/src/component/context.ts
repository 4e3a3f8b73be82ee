/**
 * Context: a value for all components below, without passing it through each of them.
 */
import { vangoError } from '../base/errors.ts'
import { createSignal } from '../reactive/signal.ts'
import type { Signal } from '../reactive/signal.ts'
import { Fragment } from '../vdom/jsx.ts'
import type { Child, VNode } from '../vdom/vnode.ts'
import { isInSession, renderingFiber, setUnguarded } from './current.ts'
import { LIVE } from './fiber.ts'
import type { Fiber } from './fiber.ts'
import { nextHook } from './hooks.ts'

export interface ProviderProps<T> {
  readonly value: T
  readonly children?: Child
}

export interface Context<T> {
  /** What `useContext` gives where no provider is above. */
  readonly defaultValue: T
  /** Gives `value` to everything below; a new value re-renders only those that use it. */
  readonly Provider: (props: ProviderProps<T>) => VNode
}

/** The hook of a provider: whose context it provides, and the value. */
class Provided<T> {
  readonly context: Context<T>
  readonly value: Signal<T>

  constructor(context: Context<T>, value: T) {
    this.context = context
    this.value = createSignal(value)
  }
}

export function createContext<T>(defaultValue: T): Context<T> {
  const context: Context<T> = {
    defaultValue,
    Provider(props) {
      const fiber = renderingFiber()!
      const provided = nextHook(fiber, Provided<T>, () => new Provided(context, props.value))
      // Not a write by the author: the value is the provider's own rendering.
      setUnguarded(provided.value, props.value)
      return Fragment({ children: props.children })
    },
  }
  return context
}

/**
 * The value of the nearest provider above, or the default.
 *
 * Throws `component/hook-outside-render` when no component renders.
 */
export function useContext<T>(context: Context<T>): T {
  const fiber = renderingFiber()
  if (fiber === undefined) {
    throw vangoError(isInSession() ? 'component/hook-outside-render' : 'component/no-current', {
      hook: 'useContext()',
    })
  }

  for (let at: Fiber | undefined = fiber.parent; at !== undefined; at = at.parent) {
    const hook = at.hooks?.[0]
    if (hook instanceof Provided && hook.context === context) return read(at, hook as Provided<T>)
  }
  return context.defaultValue
}

/** A provider that can never render again has a constant value: nothing to subscribe to. */
function read<T>(provider: Fiber, provided: Provided<T>): T {
  return (provider.flags & LIVE) === 0 ? provided.value.peek() : provided.value.get()
}
