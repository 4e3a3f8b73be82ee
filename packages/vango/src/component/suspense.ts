/**
 * Suspense: while something among its children waits, its fallback stands in for them. The children
 * stay mounted out of sight, so that what they have loaded is kept and what is still missing loads at
 * the same time; they are shown together, when nothing among them waits any more.
 *
 *     children ── one of them is parked ──▶ fallback     (children: mounted, hidden)
 *        ▲                                     │
 *        └──────── none is parked ◀────────────┘
 */
import { insertNodes } from '../vdom/insert.ts'
import { createComponent, createRange } from '../vdom/jsx.ts'
import { mountNode, unmountNode } from '../vdom/mount.ts'
import { patchOrReplace } from '../vdom/diff.ts'
import { firstHid, removeRoots } from '../vdom/roots.ts'
import { walkMounted } from '../vdom/walk.ts'
import { PORTAL } from '../vdom/vnode.ts'
import type { Child, Hid, Range, VNode } from '../vdom/vnode.ts'
import { DEAD } from '../scheduler/queue.ts'
import { ErrorBoundary } from './boundary.ts'
import { currentRoot, renderingFiber } from './current.ts'
import { asOwner, markFragile, STAND_IN, SUSPENDED, SUSPENSE } from './fiber.ts'
import type { Fiber, Root } from './fiber.ts'
import { nextHook } from './hooks.ts'
import { nullSink } from './null-sink.ts'
import { hiddenBy, SuspenseHook, suspenseHookOf, suspenseOf } from './park.ts'

export interface SuspenseProps {
  /** Shown as long as a component among the children waits for a resource. */
  readonly fallback?: Child
  /**
   * Shown instead of the children after an error in them, a failed resource included; `retry` fetches
   * what has failed again and renders the children anew. Without it, a failed resource is what its
   * `value()` says, and other errors go to the next boundary.
   */
  readonly error?: Child | ((error: unknown, retry: () => void) => Child)
  readonly children?: Child
}

/** Shows `fallback` until everything among its children has loaded. */
export function Suspense(props: SuspenseProps): VNode {
  const fiber = renderingFiber()!
  fiber.flags |= SUSPENSE
  const hook = nextHook(fiber, SuspenseHook, () => new SuspenseHook())
  const { error: slot, children } = props
  if (slot === undefined) return createRange(children, 'children')

  const fallback =
    typeof slot !== 'function'
      ? slot
      : (error: unknown, reset: () => void): Child => slot(error, () => retry(hook, reset))
  return createRange(createComponent(ErrorBoundary, { fallback, children }, undefined), 'children')
}

function retry(hook: SuspenseHook, reset: () => void): void {
  reset()
  const failed = [...hook.failed]
  hook.failed.clear()
  for (const refetch of failed) refetch()
}

/**
 * The Suspense whose error slot shows the errors of what reads right now: a component that renders, or
 * a bound hole of the one whose output is at work.
 */
export function findErrorSlot(): SuspenseHook | undefined {
  const reader = renderingFiber()
  const owner = currentRoot()?.owner
  const suspense = reader !== undefined ? suspenseOf(reader) : owner && suspenseAt(owner)
  if ((suspense?.node.props as SuspenseProps | undefined)?.error === undefined) return undefined
  return suspenseHookOf(suspense!)
}

function suspenseAt(owner: Fiber): Fiber | undefined {
  return (owner.flags & SUSPENSE) !== 0 ? owner : suspenseOf(owner)
}

/** A component of its own: what waits in the fallback must not be waited for by its Suspense. */
function StandIn(props: { children?: Child }): VNode {
  renderingFiber()!.flags |= STAND_IN
  return createRange(props.children, undefined)
}

function createStandIn(suspense: Fiber): VNode {
  const { fallback } = suspense.node.props as SuspenseProps
  return createComponent(StandIn, { children: fallback }, undefined)
}

/** The anchor behind the fallback that a suspended one shows. */
export function standInHid({ node }: Fiber): Hid {
  const standIn = node.output as VNode & { output: VNode }
  return (standIn.output as Range).hid
}

/** `suspense` has been mounted, and no patch has told of it yet: it may show its fallback at once. */
export function settleMounted(suspense: Fiber): void {
  const hook = suspenseHookOf(suspense)
  if (hook.parked.size > 0) asOwner(suspense, standIn, suspense, hook)
}

/**
 * Shows and hides what has to be; returns whether anything was done. From the inside out, so that what
 * becomes visible is complete.
 */
export function settleSuspenses(root: Root): boolean {
  const { unsettled } = root
  if (unsettled === undefined) return false

  root.unsettled = undefined
  unsettled.sort((left, right) => right.depth - left.depth)
  let isChanged = false
  for (const suspense of unsettled) {
    if ((suspense.flags & DEAD) === 0 && settle(suspense)) isChanged = true
  }
  return isChanged
}

function settle(suspense: Fiber): boolean {
  const isWaiting = suspenseHookOf(suspense).parked.size > 0
  const isSuspended = (suspense.flags & SUSPENDED) !== 0
  if (isWaiting === isSuspended) return false

  inSight(suspense, isWaiting ? hide : reveal)
  return true
}

/** Calls `fn`; if nobody sees the Suspense itself, without patches. */
function inSight(suspense: Fiber, fn: (suspense: Fiber) => void): void {
  const { root } = suspense
  const work = (): void => asOwner(suspense, fn, suspense, undefined)
  if (hiddenBy(suspense) === undefined) return work()
  outOfSight(root, work)
}

/** Calls `fn`, which changes what nobody sees. */
export function outOfSight<R>(root: Root, fn: () => R): R {
  const { sink } = root
  root.sink = nullSink
  try {
    return fn()
  } finally {
    root.sink = sink
  }
}

function hide(suspense: Fiber): void {
  const { root } = suspense
  const content = suspense.node.output!
  const shown = standIn(suspense, suspenseHookOf(suspense))
  insertNodes(root, 0, firstHid(content), [shown])
  removeRoots(root.sink, content)
  // What a portal shows stands elsewhere.
  walkMounted(content, (node) => {
    if (node.kind === PORTAL) root.sink.remove(node.hid + 1)
  })
}

function standIn(suspense: Fiber, hook: SuspenseHook): VNode {
  const { root, node } = suspense
  hook.content = node.output
  suspense.flags |= SUSPENDED
  ;(root.suspended ??= new Set()).add(suspense)
  markFragile(suspense)
  return (node.output = mountNode(root, createStandIn(suspense)))
}

function reveal(suspense: Fiber): void {
  const { root, node } = suspense
  const hook = suspenseHookOf(suspense)
  const content = hook.content!
  const shown = node.output!
  root.onReveal?.(suspense, standInHid(suspense))
  leaveSuspended(suspense)
  node.output = content
  insertNodes(root, 0, firstHid(shown), [content])
  removeRoots(root.sink, shown)
  unmountNode(root, shown)

  root.effects.push(...hook.effects)
  hook.effects = []
}

/** A Suspense that shows its fallback was rendered again: `next` are its new children. */
export function patchSuspended(suspense: Fiber, next: VNode): void {
  const { root, node } = suspense
  const hook = suspenseHookOf(suspense)
  outOfSight(root, () => {
    hook.content = patchOrReplace(root, hook.content!, next)
  })
  node.output = patchOrReplace(root, node.output!, createStandIn(suspense))
}

/** Ends what a Suspense keeps out of sight. */
export function unmountHidden(suspense: Fiber): void {
  if ((suspense.flags & SUSPENDED) === 0) return
  const { root } = suspense
  const hook = suspenseHookOf(suspense)
  const { content } = hook
  leaveSuspended(suspense)
  outOfSight(root, () => unmountNode(root, content!))
}

function leaveSuspended(suspense: Fiber): void {
  suspense.flags &= ~SUSPENDED
  suspense.root.suspended!.delete(suspense)
  suspenseHookOf(suspense).content = undefined
}
