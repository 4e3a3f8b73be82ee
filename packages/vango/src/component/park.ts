/**
 * Parking: a task that asks for something which is not there yet does not fail, it waits. Its hooks
 * stay as they are, so that the next try finds again what the first one has started.
 *
 * It must never know what is waited for, nor what stands on the page in the meantime. Read
 * `suspense.ts` next.
 */
import { errorMessage, VangoError } from '../base/errors.ts'
import { DEAD } from '../scheduler/queue.ts'
import type { VNode } from '../vdom/vnode.ts'
import { FIBER, force, PARKED, STAND_IN, SUSPENDED, SUSPENSE } from './fiber.ts'
import type { EffectHook, Fiber, PageTask, ParkedTasks } from './fiber.ts'

/**
 * Thrown by a component, or a bound signal, that cannot go on before `promise` has settled. An error,
 * because thrown where nobody can wait it is one.
 */
export class SuspensePromise extends VangoError {
  override name = 'SuspensePromise'
  readonly promise: PromiseLike<unknown>

  constructor(promise: PromiseLike<unknown>) {
    super('component/not-loaded', errorMessage('component/not-loaded', {}))
    this.promise = promise
  }
}

/** The hook of a `<Suspense>`. */
export class SuspenseHook {
  readonly parked: ParkedTasks = new Map()
  /** The children, mounted, while the fallback is shown instead of them. */
  content: VNode | undefined = undefined
  /** Effects of the children that wait until they are shown. */
  effects: EffectHook[] = []
  /** Fetches that the error slot shows an error of; its `retry` starts them again. */
  readonly failed: Set<() => void> = new Set()
}

export function suspenseHookOf(suspense: Fiber): SuspenseHook {
  return suspense.hooks![0] as SuspenseHook
}

/** `task` waits for `promise`; then it runs again. */
export function park(task: PageTask, { promise }: SuspensePromise): void {
  const parked = parkedWith(task)
  if (parked.get(task) === promise) return

  task.flags |= PARKED
  parked.set(task, promise)
  const wake = (): void => {
    if ((task.flags & DEAD) === 0 && parked.get(task) === promise) force(task)
  }
  promise.then(wake, wake)
}

/** `task` need not wait any more, or is gone. */
export function unpark(task: PageTask): void {
  if ((task.flags & PARKED) === 0) return
  task.flags &= ~PARKED
  parkedWith(task).delete(task)
}

/** The nearest `<Suspense>` that `task` is among the children of, at whatever depth. */
export function suspenseOf(task: PageTask): Fiber | undefined {
  return findAround(task, SUSPENSE)
}

/** The nearest `<Suspense>` around `task` that keeps it out of sight. */
export function hiddenBy(task: PageTask): Fiber | undefined {
  const root = task.kind === FIBER ? task.root : task.fiber.root
  // Fast path: nothing on the page is hidden.
  return root.suspended === undefined || root.suspended.size === 0
    ? undefined
    : findAround(task, SUSPENDED)
}

/** What stands in for the children of a `<Suspense>` is not among them. */
function findAround(task: PageTask, flag: number): Fiber | undefined {
  let isStandIn = (task.flags & STAND_IN) !== 0
  let at = task.kind === FIBER ? task.parent : task.fiber
  while (at !== undefined) {
    if ((at.flags & flag) !== 0 && !isStandIn) return at
    isStandIn = (at.flags & STAND_IN) !== 0
    at = at.parent
  }
  return undefined
}

function parkedWith(task: PageTask): ParkedTasks {
  const suspense = suspenseOf(task)
  if (suspense === undefined) {
    const { root } = task.kind === FIBER ? task : task.fiber
    return (root.parked ??= new Map())
  }
  ;(suspense.root.unsettled ??= []).push(suspense)
  return suspenseHookOf(suspense).parked
}
