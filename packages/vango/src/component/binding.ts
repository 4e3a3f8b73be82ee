/**
 * Bound holes: a signal put straight into JSX. A change goes to that one node; no component renders.
 */
import { createWatcher, disposeWatcher, isDirty, runWatcher } from '../reactive/watcher.ts'
import { DEAD } from '../scheduler/queue.ts'
import { diffChild, patchAttribute } from '../vdom/diff.ts'
import { HOLE_CHILD } from '../vdom/template.ts'
import type { Hole } from '../vdom/template.ts'
import { BINDING } from '../vdom/vnode.ts'
import type { Bindable, Binding, Hid } from '../vdom/vnode.ts'
import type { Watcher } from '../reactive/watcher.ts'
import { failOutput } from './boundary.ts'
import { enqueue, FORCED, LIVE, markFragile, PARKED } from './fiber.ts'
import type { BoundHole, Fiber } from './fiber.ts'
import { park, SuspensePromise, unpark } from './park.ts'

/** Follows `source` for a hole of `fiber`'s output. */
export function createBoundHole(fiber: Fiber, source: Bindable, hid: Hid, hole: Hole): BoundHole {
  const bound: BoundHole = {
    kind: BINDING,
    flags: 0,
    // Below the fiber that owns it and above those inside it: it may remove them.
    depth: fiber.depth + 1,
    source,
    value: undefined,
    fiber,
    watcher: undefined as unknown as Watcher<BoundHole>,
    hid,
    hole,
  }
  bound.watcher = createWatcher<BoundHole>(enqueue, bound)
  try {
    bound.value = readValue(bound)
  } catch (error) {
    disposeBoundHole(bound)
    throw error
  }
  fiber.root.isLive = true
  markFragile(fiber)
  return bound
}

export function disposeBoundHole(binding: Binding): void {
  const bound = binding as BoundHole
  bound.flags |= DEAD
  unpark(bound)
  disposeWatcher(bound.watcher)
}

/** Runs a bound hole from the queue: one comparison, at most one patch for plain values. */
export function runBoundHole(bound: BoundHole): void {
  if ((bound.flags & FORCED) === 0 && !isDirty(bound.watcher)) return
  bound.flags &= ~FORCED
  const { root } = bound.fiber
  const owner = root.owner
  root.owner = bound.fiber
  try {
    const value = readValue(bound)
    if ((bound.flags & PARKED) !== 0) return
    if (bound.hole.kind === HOLE_CHILD) {
      bound.value = diffChild(root, bound.value, value, bound.hid, bound.hole)
    } else {
      patchAttribute(root, bound.hid, bound.hole, bound.value, value)
      bound.value = value
    }
  } catch (error) {
    failOutput(bound.fiber, error, 'binding')
  } finally {
    root.owner = owner
  }
}

/**
 * The source's value. If it has to be waited for, the hole is parked and keeps what it shows.
 *
 * Components in the value may get new props from the next one, and their providers new values.
 */
function readValue(bound: BoundHole): unknown {
  let value: unknown
  try {
    value = runWatcher(bound.watcher, readSource, bound)
    unpark(bound)
  } catch (error) {
    if (!(error instanceof SuspensePromise)) {
      unpark(bound)
      throw error
    }
    park(bound, error)
  }
  if (bound.hole.kind === HOLE_CHILD && typeof value === 'object' && value !== null) {
    bound.fiber.flags |= LIVE
  }
  return value
}

function readSource(bound: BoundHole): unknown {
  return (bound.source as Bindable).get()
}
