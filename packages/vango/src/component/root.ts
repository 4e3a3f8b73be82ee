/**
 * A root: one mounted page. It is the host that mount and diff talk to, and it owns what is dirty.
 */
import { QUEUED } from '../scheduler/queue.ts'
import { setBindableTest } from '../vdom/bindable.ts'
import { chooseAgain } from '../vdom/choices.ts'
import { dropBroken } from '../vdom/insert.ts'
import { mountNode, unmountNode } from '../vdom/mount.ts'
import type { PatchSink } from '../vdom/patch.ts'
import { isReadable } from '../reactive/readable.ts'
import { setRewriteListener } from '../reactive/signal.ts'
import type { Hole } from '../vdom/template.ts'
import type { Bindable, Binding, ComponentNode, Hid } from '../vdom/vnode.ts'
import { failOutput } from './boundary.ts'
import { disposeAnnex } from './annex.ts'
import { createBoundHole, disposeBoundHole } from './binding.ts'
import { runAs } from './current.ts'
import { asOwner, fiberName } from './fiber.ts'
import type {
  Annex,
  EffectHook,
  ErrorInfo,
  Fiber,
  OnRewrite,
  PageTask,
  ParkedTasks,
  Root,
} from './fiber.ts'
import { flush, flushHidden } from './flush.ts'
import { nullSink } from './null-sink.ts'
import { mountComponent, unmountComponent, updateComponent } from './render.ts'
import { suspenseHookOf } from './park.ts'
import { tellRewrite } from './rewrite.ts'
import { Targets } from './targets.ts'
import type { Target } from './targets.ts'

setBindableTest(isReadable)
setRewriteListener(tellRewrite)

export interface RootOptions {
  /** What `currentEnv` returns for the page's components and handlers. */
  readonly env: unknown
  /** Called when something became dirty; the owner then calls `flush` once. */
  readonly onDirty: (root: PageRoot) => void
  readonly onError: (error: unknown, info: ErrorInfo) => void
}

/** A Suspense that shows its children now. */
export interface Revealed {
  readonly suspense: Fiber
  /** The anchor that ended its fallback. */
  readonly hid: Hid
}

/** There is one per session, with methods on the prototype: an idle session is small. */
export class PageRoot implements Root {
  readonly env: unknown
  readonly targets: Targets = new Targets()
  readonly node: ComponentNode
  sink: PatchSink = nullSink
  dirty: PageTask[] = []
  effects: EffectHook[] = []
  owner: Fiber | undefined = undefined
  depth = 0
  isStarted = false
  isDisposed = false
  isLive = false
  isMounting = false
  failure: { readonly error: unknown } | undefined = undefined
  parked: ParkedTasks | undefined = undefined
  suspended: Set<Fiber> | undefined = undefined
  unsettled: Fiber[] | undefined = undefined
  onReveal: Root['onReveal'] = undefined
  onRewrite: OnRewrite | undefined = undefined
  newOptions: Set<Hid> | undefined = undefined
  annex: Annex | undefined = undefined
  /** The hid that the next node gets. */
  nextHid: Hid = 1
  private isRequested = false
  /** Told instead of the owner, while `load` waits. */
  private wake: (() => void) | undefined = undefined
  private readonly options: RootOptions

  constructor(node: ComponentNode, options: RootOptions) {
    this.node = node
    this.env = options.env
    this.options = options
  }

  /**
   * Mounts the page's component. Throws what it threw with no boundary around it. If the page
   * `isWaiting` then, it must `load` before it can be shown.
   */
  mount(): void {
    this.makeReady(mountPage)
  }

  /** Something that no Suspense stands around has not loaded yet. */
  get isWaiting(): boolean {
    return !this.isDisposed && this.parked !== undefined && this.parked.size > 0
  }

  /** A Suspense shows its fallback. */
  get isSuspended(): boolean {
    return this.suspended !== undefined && this.suspended.size > 0
  }

  /** A Suspense waits for something. One that is only behind dirty components waits for a flush. */
  get isLoading(): boolean {
    for (const suspense of this.suspended ?? []) {
      for (const task of suspenseHookOf(suspense).parked.keys()) {
        if ((task.flags & QUEUED) === 0) return true
      }
    }
    return false
  }

  /** Waits until the page can be shown, or is disposed. Throws as `mount` does. */
  async load(): Promise<void> {
    while (this.isWaiting) {
      if (this.dirty.length === 0) await new Promise<void>((resolve) => (this.wake = resolve))
      if (!this.isDisposed) this.makeReady(doNothing)
    }
  }

  /** Before the first HTML: takes out what cannot be printed. Throws as `mount` does. */
  dropBroken(): void {
    this.makeReady(dropFromPage)
  }

  private makeReady(work: (root: PageRoot) => void): void {
    this.isMounting = true
    try {
      runAs({ phase: 'render', root: this, fiber: undefined }, work, this)
      // Boundaries that caught something show their fallback now.
      flush(this, doNothing)
    } finally {
      this.isMounting = false
    }
    this.targets.trim()
    if (this.failure !== undefined) {
      this.dispose()
      throw this.failure.error
    }
  }

  /** A browser looks at the page: effects run, from the next flush on. */
  start(): void {
    if (this.isStarted) return
    this.isStarted = true
    if (this.effects.length > 0) this.requestFlush()
  }

  /** Runs what is dirty, with patches to `sink`; `commit` comes before each round of effects. */
  flush(sink: PatchSink, commit: () => void): void {
    if (this.isDisposed) return
    // What becomes dirty now is done now; nobody need ask for another flush.
    this.isRequested = true
    this.sink = sink
    try {
      flush(this, commit)
      chooseAgain(this, this.node)
    } finally {
      this.sink = nullSink
      this.isRequested = false
      if (this.isDirty) this.requestFlush()
    }
  }

  /**
   * Runs only what is dirty out of sight, with the patches of what becomes visible to `sink`; returns
   * every Suspense that shows its children now.
   */
  reveal(sink: PatchSink): Revealed[] {
    const revealed: Revealed[] = []
    if (this.isDisposed) return revealed
    this.isRequested = true
    this.sink = sink
    this.onReveal = (suspense, hid) => {
      if (this.sink === sink) revealed.push({ suspense, hid })
    }
    try {
      flushHidden(this)
    } finally {
      this.onReveal = undefined
      this.sink = nullSink
      this.isRequested = false
    }
    return revealed
  }

  /** Brings the tree up to date where no browser looks at it: what it shows is printed afterwards. */
  settle(): void {
    this.flush(nullSink, doNothing)
  }

  get isDirty(): boolean {
    return this.dirty.length > 0 || (this.isStarted && this.effects.length > 0)
  }

  dispose(): void {
    if (this.isDisposed) return
    this.isDisposed = true
    this.sink = nullSink
    unmountNode(this, this.node)
    disposeAnnex(this)
    this.dirty = []
    this.effects = []
    this.wake?.()
  }

  // --- Root ---

  requestFlush(): void {
    if (this.isRequested || this.isMounting || this.isDisposed) return
    const { wake } = this
    if (wake !== undefined) {
      this.wake = undefined
      return wake()
    }

    this.isRequested = true
    this.options.onDirty(this)
  }

  report(error: unknown, info: ErrorInfo): void {
    this.options.onError(error, info)
  }

  // --- Host ---

  allocate(size: number): Hid {
    const hid = this.nextHid
    this.nextHid += size
    return hid
  }

  mountComponent(node: ComponentNode): void {
    mountComponent(this, node)
  }

  updateComponent(node: ComponentNode, next: ComponentNode): void {
    updateComponent(node, next)
  }

  unmountComponent(node: ComponentNode): void {
    unmountComponent(this, node)
  }

  bind(source: Bindable, hid: Hid, hole: Hole): Binding {
    return createBoundHole(this.owner!, source, hid, hole)
  }

  unbind(binding: Binding): void {
    disposeBoundHole(binding)
  }

  listen(node: Target): void {
    this.isLive = true
    this.targets.add(node)
  }

  unlisten(node: Target): void {
    this.targets.remove(node)
  }

  fail(error: unknown): void {
    failOutput(this.owner!, error, 'render')
  }

  within(node: ComponentNode, fn: () => void): void {
    asOwner(node.fiber as Fiber, fn, undefined, undefined)
  }

  componentName(): string {
    return fiberName(this.owner)
  }
}

function mountPage(root: PageRoot): void {
  mountNode(root, root.node)
}

function dropFromPage(root: PageRoot): void {
  dropBroken(root, root.node)
}

function doNothing(): void {}
