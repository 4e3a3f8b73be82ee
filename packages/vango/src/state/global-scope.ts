/**
 * A scope: all shared values of one backplane on this node. An app has one; apps of a process with the
 * same backplane share it, and apps without one share the process's own.
 *
 * A global signal made at module level belongs to no app. It asks here, at each use, whose work is
 * going on: that of a page, whose env knows its scope, or else that of the only app there is.
 */
import { randomBytes } from 'node:crypto'
import { vangoError } from '../base/errors.ts'
import type { Backplane, Subscription } from '../backplane/backplane.ts'
import { createMemoryBackplane } from '../backplane/memory.ts'
import { currentRoot } from '../component/current.ts'
import { Replica } from './global-replica.ts'

export type ReportGlobal = (error: unknown, key: string) => void

/** What the env of a page has so that its components find their app's values. */
export interface HasGlobals {
  readonly globals: GlobalScope | undefined
}

export interface GlobalScope {
  /** The name of this node among those that share the backplane; new for each process. */
  readonly node: string
  /** The replica of `key`, made if there is none. */
  replica(key: string): Replica
  report: ReportGlobal
  /** Calls `end` when the last app has closed, before the backplane is. */
  onClose(end: () => Promise<void> | void): void
}

/** The one open scope of a backplane, and the apps that use it. */
interface OpenScope extends GlobalScope {
  readonly reporters: Set<ReportGlobal>
  close(): Promise<void>
}

const open = new Map<Backplane, OpenScope>()
let processBackplane: Backplane | undefined
/** While pages are rendered: replicas that were read and have not heard from their backplane yet. */
let unready: Set<Replica> | undefined

/**
 * The scope of an app. `close` ends it with the last app that uses it, and closes the backplane.
 * Errors that no caller is there to take go to `report`.
 */
export function openGlobals(
  backplane: Backplane | undefined,
  report: ReportGlobal,
): { readonly scope: GlobalScope; close(): Promise<void> } {
  const key = backplane ?? (processBackplane ??= createMemoryBackplane())
  const scope = open.get(key) ?? createScope(key)
  open.set(key, scope)
  // A function of its own, so that two apps may report to the same one.
  const own: ReportGlobal = (error, where) => report(error, where)
  scope.reporters.add(own)

  return {
    scope,
    async close() {
      if (!scope.reporters.delete(own) || scope.reporters.size > 0) return
      open.delete(key)
      if (key === processBackplane) processBackplane = undefined
      await scope.close()
    },
  }
}

/**
 * The scope of whoever is at work.
 *
 * Throws `state/global-ambiguous` if that cannot be known, and `state/global-no-app` for a write that
 * nobody would ever see.
 */
export function currentScope(key: string, use: 'read' | 'write'): GlobalScope {
  const root = currentRoot()
  const own = (root?.env as Partial<HasGlobals> | undefined)?.globals
  if (own !== undefined) return own

  const [only, ...others] = open.values()
  if (only !== undefined && others.length === 0) return only
  if (only !== undefined) throw vangoError('state/global-ambiguous', { key, apps: open.size })
  // A component under test has no app.
  if (root === undefined && use === 'write') throw vangoError('state/global-no-app', { key })
  return orphanScope()
}

/** Where no app is: values last as long as nobody makes one. */
function orphanScope(): GlobalScope {
  processBackplane ??= createMemoryBackplane()
  const scope = orphans.get(processBackplane) ?? createScope(processBackplane)
  orphans.set(processBackplane, scope)
  return scope
}

const orphans = new WeakMap<Backplane, OpenScope>()

/** Somebody reads a replica: the page that is being rendered may have to wait for it. */
export function noteRead(replica: Replica): void {
  if (!replica.isReady) unready?.add(replica)
}

/** Whether what is rendered now has read something that it will have to wait for. */
export function isTooEarly(): boolean {
  return unready !== undefined && unready.size > 0
}

/** Calls `render`, and returns which replicas it has read too early. */
export function collectUnready<R>(render: () => R): {
  readonly result: R
  readonly unready: readonly Replica[]
} {
  const outer = unready
  const collected = new Set<Replica>()
  unready = collected
  try {
    return { result: render(), unready: [...collected] }
  } finally {
    unready = outer
  }
}

function createScope(backplane: Backplane): OpenScope {
  const node = randomBytes(6).toString('base64url')
  const reporters = new Set<ReportGlobal>()
  const endings: (() => Promise<void> | void)[] = []
  const followed = new Map<string, Followed>()
  // Nobody counts who uses a replica: it is followed until no signal, fiber or promise knows it.
  const collected = new FinalizationRegistry<Followed>((gone) => {
    gone.subscription.close()
    if (followed.get(gone.key) === gone) followed.delete(gone.key)
  })
  const reported = new WeakSet<object>()
  const report: ReportGlobal = (error, key) => {
    // Many writes may fail by one error.
    if (typeof error === 'object' && error !== null) {
      if (reported.has(error)) return
      reported.add(error)
    }
    for (const reporter of reporters) reporter(error, key)
  }

  let isClosed = false
  const host = { node, backplane, report, isClosed: () => isClosed }

  function follow(key: string): Replica {
    const replica = new Replica(key, host)
    const ref = new WeakRef(replica)
    const subscription = backplane.subscribe(key, (entry) => ref.deref()?.accept(entry))
    const entry: Followed = { key, ref, subscription }
    followed.set(key, entry)
    collected.register(replica, entry)
    return replica
  }

  return {
    node,
    reporters,
    report,
    replica: (key) => followed.get(key)?.ref.deref() ?? follow(key),
    onClose: (end) => void endings.push(end),

    async close() {
      await Promise.allSettled(endings.map(async (end) => end()))
      isClosed = true
      for (const { subscription } of followed.values()) subscription.close()
      followed.clear()
      await backplane.close()
    },
  }
}

interface Followed {
  readonly key: string
  readonly ref: WeakRef<Replica>
  readonly subscription: Subscription
}
