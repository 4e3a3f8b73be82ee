/**
 * Fibers at work: mount, render, update, unmount. A component runs as a watcher, so that whatever
 * signal it reads re-renders it; what it returns goes to the diff.
 */
import { vangoError } from '../base/errors.ts'
import {
  disposeWatcher,
  hasDependencies,
  hasOwnDependencies,
  isDirty,
  runWatcher,
} from '../reactive/watcher.ts'
import { DEAD } from '../scheduler/queue.ts'
import { patchOrReplace } from '../vdom/diff.ts'
import { toRoot } from '../vdom/child.ts'
import { mountNode, unmountNode } from '../vdom/mount.ts'
import { firstHid } from '../vdom/roots.ts'
import type { ComponentNode, Props, VNode } from '../vdom/vnode.ts'
import { failRender } from './boundary.ts'
import { runAs, runRender } from './current.ts'
import {
  asOwner,
  createFiber,
  DOOMED,
  fiberName,
  FORCED,
  LIVE,
  markFragile,
  RENDERED_ONCE,
  SUSPENDED,
  SUSPENSE,
} from './fiber.ts'
import type { Fiber, Root } from './fiber.ts'
import { checkHookCount, isEnding, sealHooks } from './hooks.ts'
import type { EndingHook } from './hooks.ts'
import { park, SuspensePromise, unpark } from './park.ts'
import { patchSuspended, settleMounted, unmountHidden } from './suspense.ts'

/** Deeper components are taken for endless ones, before the call stack is. In `Fiber.depth`. */
const maxDepth = 800

/** Mounts a component below the root's current owner. */
export function mountComponent(root: Root, node: ComponentNode): void {
  const fiber = createFiber(root, root.owner, node)
  node.fiber = fiber
  const rendered = isDoomed(fiber.parent) ? FAILED : render(fiber)
  const output = toRoot(rendered === FAILED ? undefined : rendered)
  node.output = asOwner(fiber, mountNode, root, output)
  fiber.flags &= ~DOOMED
  if ((fiber.flags & SUSPENSE) !== 0) settleMounted(fiber)
}

function isDoomed(fiber: Fiber | undefined): boolean {
  return fiber !== undefined && (fiber.flags & DOOMED) !== 0
}

/** A parent rendered `node` again: with other props it renders, with the same it stays as it is. */
export function updateComponent(node: ComponentNode, next: ComponentNode): void {
  const fiber = node.fiber as Fiber
  next.fiber = fiber
  next.output = node.output
  fiber.node = next
  node.fiber = undefined
  node.output = undefined
  if (!isShallowEqual(node.props, next.props)) rerender(fiber)
}

/** Runs a fiber from the queue, if it is really dirty. */
export function runFiber(fiber: Fiber): void {
  if ((fiber.flags & FORCED) !== 0 || isDirty(fiber.watcher)) rerender(fiber)
}

function rerender(fiber: Fiber): void {
  fiber.flags &= ~FORCED
  const rendered = render(fiber)
  // A failed render keeps what is on screen, unless a boundary replaces it.
  if (rendered === FAILED) return
  asOwner(fiber, patchOutput, fiber, toRoot(rendered))
}

function patchOutput(fiber: Fiber, next: VNode): void {
  if ((fiber.flags & SUSPENDED) !== 0) return patchSuspended(fiber, next)
  const { root, node } = fiber
  node.output =
    node.output === undefined ? mountBeside(root, next) : patchOrReplace(root, node.output, next)
}

/** The first output of a component that belongs to the page and not to its tree: the annex. */
function mountBeside(root: Root, output: VNode): VNode {
  const mounted = mountNode(root, output)
  root.sink.insert(0, firstHid(root.node), [mounted])
  return mounted
}

/** Ends a fiber: its effects are cleaned up, its subscriptions dropped, its children unmounted. */
export function unmountComponent(root: Root, node: ComponentNode): void {
  const fiber = node.fiber as Fiber | undefined
  if (fiber === undefined || (fiber.flags & DEAD) !== 0) return

  fiber.flags |= DEAD
  disposeWatcher(fiber.watcher)
  unpark(fiber)
  unmountHidden(fiber)
  if (fiber.hooks !== undefined) {
    for (const hook of fiber.hooks) {
      if (isEnding(hook)) runAs({ phase: 'effect', root, fiber }, endHook, hook)
    }
  }
  if (node.output !== undefined) unmountNode(root, node.output)
  node.fiber = undefined
  node.output = undefined
}

function endHook(hook: EndingHook): void {
  hook.end()
}

// --- one render ---

const FAILED = Symbol('failed')

/** Calls the component. If it has to wait it is parked; an error goes to the nearest boundary. */
function render(fiber: Fiber): unknown {
  fiber.cursor = 0
  let rendered: unknown
  try {
    rendered = runWatcher(fiber.watcher, callComponent, fiber)
    if ((fiber.flags & RENDERED_ONCE) === 0) sealHooks(fiber)
    unpark(fiber)
  } catch (error) {
    rendered = FAILED
    failOrPark(fiber, error)
  }
  if (hasDependencies(fiber.watcher)) markLive(fiber)
  return rendered
}

function failOrPark(fiber: Fiber, error: unknown): void {
  if (error instanceof SuspensePromise) {
    park(fiber, error)
    markChanging(fiber)
  } else {
    unpark(fiber)
    failRender(fiber, error)
  }
}

function callComponent(fiber: Fiber): unknown {
  return runRender(fiber, callWithProps)
}

function callWithProps(fiber: Fiber): unknown {
  const { node } = fiber
  if (fiber.depth > maxDepth) {
    throw vangoError('component/too-deep', { component: fiberName(fiber), levels: maxDepth / 2 })
  }
  const rendered = node.component(node.props)
  checkHookCount(fiber)
  return rendered
}

/** It has read something that may change, and with it the page. */
function markLive(fiber: Fiber): void {
  markChanging(fiber)
  const { root } = fiber
  if (!root.isLive && hasOwnDependencies(fiber.watcher)) root.isLive = true
}

/** From now on it may render again. */
function markChanging(fiber: Fiber): void {
  if ((fiber.flags & LIVE) !== 0) return
  fiber.flags |= LIVE
  markFragile(fiber)
}

function isShallowEqual(old: Props, next: Props): boolean {
  if (old === next) return true
  let count = 0
  for (const name in next) {
    if (!Object.is(old[name], next[name]) || !(name in old)) return false
    count++
  }
  for (const _ in old) count--
  return count === 0
}
