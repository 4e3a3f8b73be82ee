/**
 * Hook slots: what a component keeps between its renders, found again by the order of the calls.
 */
import { vangoError } from '../base/errors.ts'
import { fiberName, RENDERED_ONCE } from './fiber.ts'
import type { Fiber } from './fiber.ts'

/** A hook that has something to end when its component goes away. */
export interface EndingHook {
  end(): void
}

type HookClass<H> = abstract new (...args: never[]) => H

/**
 * The hook at the fiber's next slot, made by `create` at the first render.
 *
 * Throws `component/slot-order` if another kind of hook was there at the render before.
 */
export function nextHook<H extends object>(fiber: Fiber, kind: HookClass<H>, create: () => H): H {
  const index = fiber.cursor++
  const hook = fiber.hooks?.[index]
  if (hook instanceof kind) return hook
  if (hook !== undefined || (fiber.flags & RENDERED_ONCE) !== 0) {
    throw slotOrder(fiber, index, kind.name, hook?.constructor.name)
  }

  const created = create()
  ;(fiber.hooks ??= []).push(created)
  return created
}

/** Called after the first render: there will be no more. */
export function sealHooks(fiber: Fiber): void {
  fiber.flags |= RENDERED_ONCE
  // An array that was pushed to has room for 16 more; the copy has none.
  fiber.hooks &&= fiber.hooks.slice()
}

/** Called after a render: the component must have called for as many hooks as the first time. */
export function checkHookCount(fiber: Fiber): void {
  const count = fiber.hooks?.length ?? 0
  if (fiber.cursor !== count) {
    throw slotOrder(fiber, fiber.cursor, undefined, fiber.hooks![fiber.cursor]!.constructor.name)
  }
}

export function isEnding(hook: object): hook is EndingHook {
  return typeof (hook as Partial<EndingHook>).end === 'function'
}

/** Hooks by their classes, as authors call them. */
const callNames = new Map([
  ['Signal', 'state()'],
  ['ComputedHook', 'computed()'],
  ['EffectHook', 'effect()'],
  ['ResourceHook', 'resource()'],
  ['GlobalHook', 'globalSignal(), globalMap(), globalCounter()'],
  ['PresenceHook', 'presence()'],
  ['SavedHook', 'persist()'],
])

function slotOrder(
  fiber: Fiber,
  index: number,
  got: string | undefined,
  expected: string | undefined,
): Error {
  return vangoError('component/slot-order', {
    component: fiberName(fiber),
    index,
    expected: nameOf(expected),
    got: nameOf(got),
  })
}

function nameOf(hookClass: string | undefined): string {
  return hookClass === undefined ? 'nothing' : (callNames.get(hookClass) ?? hookClass)
}
