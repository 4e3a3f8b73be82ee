/**
 * Fibers: mounted component instances, and the tree they belong to. Only shapes and flags are here;
 * `render.ts` runs them.
 */
import { createWatcher, disposeWatcher } from '../reactive/watcher.ts'
import type { Watcher } from '../reactive/watcher.ts'
import { DEAD, QUEUED } from '../scheduler/queue.ts'
import type { Signal } from '../reactive/signal.ts'
import type { Task } from '../scheduler/queue.ts'
import type { Host } from '../vdom/host.ts'
import type { PatchSink } from '../vdom/patch.ts'
import type { Hole } from '../vdom/template.ts'
import type { Binding, BINDING, ComponentNode, Hid, Props } from '../vdom/vnode.ts'
import type { Targets } from './targets.ts'

/** `Fiber.kind`, told apart from `BINDING` in the run queue. */
export const FIBER: unique symbol = Symbol('fiber')

// Task.flags from 1 << 2 on; the lower bits are the scheduler's.
/** It can render again: it or a component above it depends on something that changes. */
export const LIVE: number = 1 << 2
/** Renders its fallback when a component below it fails. */
export const BOUNDARY: number = 1 << 3
/** Renders at its next run even if no signal changed. */
export const FORCED: number = 1 << 4
/** Rendered once already without an error, so its hooks are known. */
export const RENDERED_ONCE: number = 1 << 5
/** It or something below it depends on something that changes, and so may fail later. */
export const FRAGILE: number = 1 << 6
/** While it is mounted: an error below it has made the rest of its output pointless. */
export const DOOMED: number = 1 << 7
/** A `<Suspense>`. */
export const SUSPENSE: number = 1 << 8
/** A `<Suspense>` that shows its fallback and keeps its children out of sight. */
export const SUSPENDED: number = 1 << 9
/** What stands in for the children of a `<Suspense>`. */
export const STAND_IN: number = 1 << 10
/** It has asked for something that is not there yet, and waits for it. */
export const PARKED: number = 1 << 11

/** What a flush runs. */
export type PageTask = Fiber | BoundHole
/** Called in the middle of a write: it must not throw, nor read or write signals. */
export type OnRewrite = (task: PageTask, value: unknown) => void
/** The tasks that wait for something, each with what it waits for. */
export type ParkedTasks = Map<PageTask, PromiseLike<unknown>>

/** One mounted component instance. There are thousands: one literal, no closures. */
export interface Fiber extends Task {
  readonly kind: typeof FIBER
  readonly root: Root
  readonly parent: Fiber | undefined
  /** The last rendering of it. */
  node: ComponentNode
  readonly watcher: Watcher<Fiber>
  /** Signals, computeds, effects and the like, in the order in which the component called for them. */
  hooks: object[] | undefined
  /** Which hook comes next while it renders. */
  cursor: number
}

/** A hole that follows a signal; the other kind of task. */
export interface BoundHole extends Binding, Task {
  readonly kind: typeof BINDING
  readonly fiber: Fiber
  watcher: Watcher<BoundHole>
  readonly hid: Hid
  readonly hole: Hole
}

/** Where an error happened, for logs. */
export interface ErrorInfo {
  readonly where: 'render' | 'handler' | 'effect' | 'binding' | 'storage'
  /** Name of the component, or the event handler's description. */
  readonly component: string
}

/** What belongs to a page and to no component of it. Most pages have none. */
export interface Annex {
  /** Elements that nobody sees, beside the page's own. */
  readonly elements: Signal<readonly AnnexElement[]>
  /** The component that renders them, once there has been one. */
  node: ComponentNode | undefined
  /** Names of the browser's scripts that make them work. */
  readonly scripts: Set<string>
  /** By the functions that make them; one comes after those that it uses. */
  readonly stores: Map<object, Store>
}

export interface AnnexElement {
  readonly tag: string
  readonly props: Props
  readonly key: string
}

/** An object of the page: a fiber that has hooks and renders nothing. */
export interface Store {
  readonly node: ComponentNode
  /** Not there while it is being made. */
  instance: { readonly value: unknown } | undefined
}

/** One mounted page: the host of its tree and the owner of its dirty tasks. */
export interface Root extends Host {
  /** What `hub.open` was given, read by `currentEnv`. */
  readonly env: unknown
  /** The page's own component. */
  readonly node: ComponentNode
  /** Dirty tasks and effects that wait for the next flush. */
  dirty: PageTask[]
  effects: EffectHook[]
  /** The fiber whose output is being mounted or compared. */
  owner: Fiber | undefined
  /** Effects run only once somebody looks at the page. */
  isStarted: boolean
  isDisposed: boolean
  /** A handler, an effect, a binding or a dependency exists: the page needs a session. */
  isLive: boolean
  /** During the first mount: what a component threw with no boundary above it. */
  failure: { readonly error: unknown } | undefined
  isMounting: boolean
  readonly targets: Targets
  /** Takes the patches of what runs now. */
  sink: PatchSink
  /** Tasks that wait with no `<Suspense>` around them. */
  parked: ParkedTasks | undefined
  /** Every `<Suspense>` that shows its fallback. Most pages have none. */
  suspended: Set<Fiber> | undefined
  /** Every `<Suspense>` for which a task was parked, or resumed, since the last look. */
  unsettled: Fiber[] | undefined
  /** Told of every `<Suspense>` whose children take the place of the stand-in `hid`. */
  onReveal: ((suspense: Fiber, hid: Hid) => void) | undefined
  /** Told of each signal that was set to what it had and that a task reads; see `rewrite.ts`. */
  onRewrite: OnRewrite | undefined
  annex: Annex | undefined
  /** Asks for a flush; called when the first task becomes dirty. */
  requestFlush(): void
  report(error: unknown, info: ErrorInfo): void
}

/** An `effect()` of a component. */
export class EffectHook {
  readonly fiber: Fiber
  readonly watcher: Watcher<EffectHook>
  /** The closure of the latest render. */
  run: () => void | (() => void)
  cleanup: void | (() => void) = undefined
  isWaiting = false
  hasRun = false
  isEnded = false

  constructor(fiber: Fiber, run: () => void | (() => void)) {
    this.fiber = fiber
    this.run = run
    this.watcher = createWatcher<EffectHook>(enqueueEffect, this)
  }

  /** An error in a cleanup is reported, never thrown. */
  callCleanup(): void {
    const { cleanup, fiber } = this
    this.cleanup = undefined
    if (typeof cleanup !== 'function') return
    try {
      cleanup()
    } catch (error) {
      fiber.root.report(error, { where: 'effect', component: fiberName(fiber) })
    }
  }

  /** Ends it early, or with its component. */
  end(): void {
    if (this.isEnded) return
    this.isEnded = true
    disposeWatcher(this.watcher)
    this.callCleanup()
  }
}

export function createFiber(root: Root, parent: Fiber | undefined, node: ComponentNode): Fiber {
  const fiber: Fiber = {
    kind: FIBER,
    flags: parent === undefined ? 0 : parent.flags & LIVE,
    // Every second depth is for bound holes.
    depth: parent === undefined ? 0 : parent.depth + 2,
    root,
    parent,
    node,
    watcher: undefined as unknown as Watcher<Fiber>,
    hooks: undefined,
    cursor: 0,
  }
  ;(fiber as { watcher: Watcher<Fiber> }).watcher = createWatcher<Fiber>(enqueue, fiber)
  return fiber
}

/** Something in the output of `fiber` may change, and fail at that. */
export function markFragile(fiber: Fiber): void {
  let at: Fiber | undefined = fiber
  while (at !== undefined && (at.flags & FRAGILE) === 0) {
    at.flags |= FRAGILE
    at = at.parent
  }
}

/** Marks a task dirty. */
export function enqueue(task: PageTask): void {
  if ((task.flags & (QUEUED | DEAD)) !== 0) return
  const root = task.kind === FIBER ? task.root : task.fiber.root
  task.flags |= QUEUED
  root.dirty.push(task)
  root.requestFlush()
}

export function enqueueEffect(effect: EffectHook): void {
  if (effect.isWaiting || effect.isEnded) return
  effect.isWaiting = true
  const { root } = effect.fiber
  root.effects.push(effect)
  if (root.isStarted) root.requestFlush()
}

/** Runs a task at the next flush, whether or not a signal has changed. */
export function force(task: PageTask): void {
  task.flags |= FORCED
  enqueue(task)
}

/** Calls `fn` with `fiber` as the component at work in the diff; no closure need be made for it. */
export function asOwner<A, B, R>(
  fiber: Fiber,
  fn: (first: A, second: B) => R,
  first: A,
  second: B,
): R {
  const { root } = fiber
  const before = root.owner
  root.owner = fiber
  try {
    return fn(first, second)
  } finally {
    root.owner = before
  }
}

/** The name a person knows the fiber by. */
export function fiberName(fiber: Fiber | undefined): string {
  return fiber === undefined ? 'the page' : `<${fiber.node.component.name || 'Anonymous'}>`
}
