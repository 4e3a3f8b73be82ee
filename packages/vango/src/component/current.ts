/**
 * Who is at work: the fiber and page whose synchronous code runs right now. It is set around every
 * render, handler and effect, and nowhere else: after an `await` there is nobody, so two sessions
 * that interleave can never see each other.
 */
import { vangoError } from '../base/errors.ts'
import { isShared, setWriteGuard } from '../reactive/signal.ts'
import type { Signal } from '../reactive/signal.ts'
import { fiberName } from './fiber.ts'
import type { Fiber, Root } from './fiber.ts'

export type Phase = 'idle' | 'render' | 'handler' | 'effect'

let phase: Phase = 'idle'
let root: Root | undefined
let fiber: Fiber | undefined

/** Calls `fn(arg)` as the work of a page, and of a fiber if there is one. */
export function runAs<A, R>(
  owner: { phase: Phase; root: Root; fiber: Fiber | undefined },
  fn: (arg: A) => R,
  arg: A,
): R {
  const before = { phase, root, fiber }
  phase = owner.phase
  root = owner.root
  fiber = owner.fiber
  try {
    return fn(arg)
  } finally {
    phase = before.phase
    root = before.root
    fiber = before.fiber
  }
}

/** Calls a component; the same as `runAs`, without its allocations. */
export function runRender<R>(owner: Fiber, fn: (fiber: Fiber) => R): R {
  const oldPhase = phase
  const oldRoot = root
  const oldFiber = fiber
  phase = 'render'
  root = owner.root
  fiber = owner
  try {
    return fn(owner)
  } finally {
    phase = oldPhase
    root = oldRoot
    fiber = oldFiber
  }
}

/** The fiber that renders right now. */
export function renderingFiber(): Fiber | undefined {
  return phase === 'render' ? fiber : undefined
}

export function currentPhase(): Phase {
  return phase
}

/** Whether a session's code runs right now. */
export function isInSession(): boolean {
  return root !== undefined
}

/** The page whose code runs right now, if any. */
export function currentRoot(): Root | undefined {
  return root
}

/**
 * What the current page was opened with; `hook` is what the app has called to know.
 *
 * Throws `component/no-current` outside of a render, a handler or an effect, and after an `await`.
 */
export function currentEnv(hook?: string): unknown {
  if (root === undefined)
    throw vangoError('component/no-current', { ...(hook !== undefined && { hook }) })
  return root.env
}

/** What a page's env has for the rooms below `server/`, if it comes from there. */
export interface PageEnv {
  /** The request that the page was rendered for. */
  readonly request?: Request
  /** The path of one of Vango's own scripts. */
  scriptPath?(name: string): string | undefined
}

/** Writes a signal that is the framework's own, whoever is at work. */
export function setUnguarded<T>(signal: Signal<T>, value: T): void {
  const guard = setWriteGuard(undefined)
  try {
    signal.set(value)
  } finally {
    setWriteGuard(guard)
  }
}

/** The writes that would be mistakes: during a render, or of state that all users share. */
setWriteGuard((signal) => {
  if (phase === 'idle') return
  if (phase === 'render') {
    throw vangoError('component/write-in-render', { component: fiberName(fiber) })
  }
  if (isShared(signal as unknown as Signal<never>)) throw vangoError('component/shared-write', {})
})
