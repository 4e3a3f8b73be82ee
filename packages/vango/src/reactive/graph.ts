/**
 * The signal graph: who reads whom, and who has to be told about a write.
 *
 * A write pushes one flag down to everything that may depend on it (`tell`); values are pulled
 * later and only by those who want them (`isDirty`). Every source counts its changes in `version`,
 * and every edge remembers the version it has seen; so "did something I read change?" is a
 * comparison of integers, whatever happened in between.
 *
 * A computed that nobody watches is not in the lists of its dependencies: nothing keeps it alive,
 * nothing is pushed to it, and it answers from its cache by comparing versions. It moves in when
 * its first watcher comes (`watch`) and out when the last one leaves (`unwatch`).
 *
 * The graph must never know what an update computes, what a watcher does when it is told, or that
 * effects exist: these come in as arguments. Its nodes and edges are in `edges.ts`. Read `core.ts`
 * next.
 *
 * No Array, Map, Set, closure, recursion or allocation below this line, except one object for a new
 * edge.
 */
import {
  append,
  createLink,
  type Derived,
  type Link,
  remove,
  type Source,
  type Subscriber,
} from './edges.ts'
import * as flags from './flags.ts'

// V8 folds a module's own constants into its code; imported ones it loads at every use.
const { CHECKING, COMPUTED, DISPOSED, LIVE, NEW, PENDING, RUNNING } = flags

export interface GraphEffects {
  /**
   * Brings a pending signal or computed up to date, raising its version if its value changed. Must
   * not throw.
   */
  update(node: Source): void
  /** Tells a watcher that it may be dirty. Must not throw, and may only put it on a list. */
  notify(watcher: Subscriber): void
  /** A computed lost its last watcher and is not live any more. */
  unwatched(node: Derived): void
}

export interface Graph {
  /** Counts writes. A computed that was right at this time still is. */
  now(): number
  /** Notes that the running subscriber, if any, reads `dep`. */
  track(dep: Source): void
  /** Whether a computed is the running subscriber. */
  isComputing(): boolean
  /** The running subscriber; within `untrack`, the one that runs around it. */
  running(): Subscriber | undefined
  /**
   * Calls `fn(arg)` as a run of `sub`: its edges afterwards are what it read in it, whether it
   * threw or not.
   */
  run<A, R>(sub: Subscriber, fn: (arg: A) => R, arg: A): R
  /** Calls `fn` with no running subscriber. */
  untrack<R>(fn: () => R): R
  /** Counts a write. */
  tick(): void
  /**
   * Marks everything live below `first` and its later siblings as pending and notifies the watchers
   * among it.
   */
  tell(first: Link): void
  /**
   * Pulls the dependencies of a pending `sub` until one has changed; `false` also takes its
   * `PENDING` away if it is live. A computed must have `CHECKING` meanwhile, and if it is not live
   * note that it is right.
   */
  isDirty(sub: Subscriber): boolean
  /** Ends a watcher: no edges, and none from the rest of a run that is going on. */
  dispose(sub: Subscriber): void
}

/** Above 40 lines because it holds the state that its parts share; and `isDirty`, the hot loop. */
export function createGraph({ update, notify, unwatched }: GraphEffects): Graph {
  // Counters are plain numbers that never wrap. Past 2^31 V8 boxes them, which is slower and never
  // wrong.
  let clock = 0
  let lastRun = 0

  // The run that is going on: whose, and its number.
  let active: Subscriber | undefined
  let activeRun = 0
  // Whose run `untrack` has hidden.
  let hidden: Subscriber | undefined

  return { now, track, isComputing, running, run, untrack, tick, tell, isDirty, dispose }

  function now(): number {
    return clock
  }

  function isComputing(): boolean {
    return active !== undefined && (active.flags & COMPUTED) !== 0
  }

  function running(): Subscriber | undefined {
    return active ?? hidden
  }

  // Reading

  function track(dep: Source): void {
    if (active === undefined || dep.seen === activeRun) return

    dep.seen = activeRun
    // A written signal counts its write now, so that the edge remembers the version of the value
    // just read.
    if ((dep.flags & (PENDING | COMPUTED)) === PENDING) update(dep)

    const tail = active.tail
    const expected = tail === undefined ? active.deps : tail.nextDep
    // Fast path: the same read as in the last run.
    if (expected !== undefined && expected.dep === dep) {
      expected.version = dep.version
      active.tail = expected
      return
    }

    insert(dep, active, expected)
  }

  /**
   * A read that the last run did not make at this point. The old edges stay behind the new one:
   * later reads may still want them, and what is left at the end of the run is dropped.
   *
   *     before:   tail ──────────▶ nextDep ─▶ …
   *     after:    (old tail) ─▶ link ─▶ nextDep ─▶ …        link is the new tail
   */
  function insert(dep: Source, sub: Subscriber, nextDep: Link | undefined): void {
    if (sub.flags & DISPOSED) return

    const link = createLink(dep, sub, nextDep)
    if (sub.tail === undefined) sub.deps = link
    else sub.tail.nextDep = link
    sub.tail = link

    if (sub.flags & LIVE) watch(link)
  }

  function run<A, R>(sub: Subscriber, fn: (arg: A) => R, arg: A): R {
    const outer = active
    const outerRun = activeRun
    active = sub
    activeRun = ++lastRun
    sub.tail = undefined
    sub.flags = (sub.flags & ~PENDING) | RUNNING

    try {
      return fn(arg)
    } finally {
      active = outer
      activeRun = outerRun
      const tail = sub.tail as Link | undefined
      const rest = tail === undefined ? sub.deps : tail.nextDep
      if (rest !== undefined) dropFrom(rest, sub)
      sub.flags &= ~RUNNING
      if ((sub.flags & (PENDING | COMPUTED)) === PENDING) notify(sub)
    }
  }

  /** Drops the edges from `rest` on: reads that the run which ends now did not make again. */
  function dropFrom(rest: Link, sub: Subscriber): void {
    if (sub.tail === undefined) sub.deps = undefined
    else sub.tail.nextDep = undefined

    if (!(sub.flags & LIVE)) return

    let link: Link | undefined = rest
    while (link !== undefined) {
      unwatch(link)
      link = link.nextDep
    }
  }

  function untrack<R>(fn: () => R): R {
    const outer = active
    const outerHidden = hidden
    hidden = active ?? hidden
    active = undefined
    try {
      return fn()
    } finally {
      active = outer
      hidden = outerHidden
    }
  }

  function dispose(sub: Subscriber): void {
    let link = sub.deps
    sub.flags = (sub.flags & ~PENDING) | DISPOSED
    sub.deps = undefined
    sub.tail = undefined

    while (link !== undefined) {
      const next: Link | undefined = link.nextDep
      unwatch(link)
      // An `isDirty` that stands on this edge goes no further.
      link.nextDep = undefined
      link = next
    }
  }

  // Writing

  function tick(): void {
    clock++
  }

  /**
   * Depth first. A node that is pending already has been here, and so has everything below it: that
   * is the end of a branch.
   *
   * The way back up is kept in the lists themselves. Going down into a list borrows the `prevSub`
   * of its first edge, which otherwise points to the last one; when the walk reaches the last edge
   * it knows what to put back.
   *
   *     … ─▶ link ─▶ …                            link: where to go on later
   *           ▲
   *           │ prevSub (borrowed)
   *          head ─nextSub─▶ … ─nextSub─▶ last    last: up = head.prevSub, head.prevSub = last
   *
   * A watcher that is running is marked and not notified: `run` looks at the mark when it ends.
   */
  function tell(first: Link): void {
    const source = first.dep
    let link = first

    for (;;) {
      const sub = link.sub
      const state = sub.flags

      if (!(state & PENDING)) {
        sub.flags = state | PENDING
        if (!(state & COMPUTED)) {
          if (!(state & RUNNING)) notify(sub)
        } else {
          const head = (link.sub as Derived).subs
          if (head !== undefined) {
            head.prevSub = link
            link = head
            continue
          }
        }
      }

      while (link.nextSub === undefined) {
        if (link.dep === source) return
        const head = link.dep.subs as Link
        const up = head.prevSub as Link
        head.prevSub = link
        link = up
      }
      link = link.nextSub
    }
  }

  // Pulling

  /**
   * Walks down through pending computeds to the first dependency that has changed, and updates on
   * the way back up. Dependencies are looked at in the order in which they were read and only up to
   * the first change: those after it may not be read any more.
   *
   * Updates run functions of the app, which may read anything, so a computed on the way down can be
   * met again. It then has `CHECKING`, keeps its `via`, and is updated on the spot; the walk finds
   * it settled when it comes back.
   *
   * `link.dep` is loaded a second time where it is known to be a computed: V8 has seen `dep` as a
   * signal too, and would compile a store to `dep.via` as one that may add a property.
   */
  function isDirty(root: Subscriber): boolean {
    const start = clock
    let sub = root
    let link = root.deps

    for (;;) {
      let changed = false

      while (link !== undefined) {
        const dep: Source = link.dep
        const state = dep.flags

        if (state & (PENDING | RUNNING)) {
          if (!(state & COMPUTED)) {
            update(dep)
          } else if (state & RUNNING) {
            // A cycle, or what was one: let the subscriber run into it or around it.
            changed = true
            break
          } else {
            const node = link.dep as Derived
            if (state & LIVE || node.checkedAt !== clock) {
              if (!(state & (NEW | CHECKING))) {
                node.flags = state | CHECKING
                node.via = link
                sub = node
                link = node.deps
                continue
              }
              update(node)
            }
          }
        }

        if (dep.version !== link.version) {
          changed = true
          break
        }
        link = link.nextDep
      }

      // `sub` is known. Back up, as long as what is above is known by that too. A write during the
      // check (`untrack` in a computed) may have changed what was looked at before: then everything
      // runs again.
      for (;;) {
        if (sub === root) return conclude(root, changed || clock !== start)

        const node = sub as Derived
        settle(node, changed || clock !== start)
        link = node.via as Link
        node.via = undefined
        sub = link.sub
        changed = link.dep.version !== link.version
        if (!changed && isPending(sub)) break
      }
      link = link.nextDep
    }
  }

  /** Ends the check of a computed on the way: it is updated, or marked as right. */
  function settle(node: Derived, changed: boolean): void {
    node.flags &= ~CHECKING
    if (!(node.flags & LIVE)) {
      if (node.checkedAt === clock) return
      if (changed) update(node)
      else node.checkedAt = clock
    } else if (node.flags & PENDING) {
      if (changed) update(node)
      else node.flags &= ~PENDING
    }
  }

  /** Ends the check that was asked for. `root` may have been run or disposed while it went on. */
  function conclude(root: Subscriber, changed: boolean): boolean {
    if (!isPending(root)) return false
    if (changed) return true
    if (root.flags & LIVE) root.flags &= ~PENDING
    return false
  }

  /** Whether `sub` still waits for an answer. */
  function isPending(sub: Subscriber): boolean {
    if (!(sub.flags & PENDING)) return false
    return (sub.flags & LIVE) !== 0 || (sub as Derived).checkedAt !== clock
  }

  // Edges that push

  /**
   * Puts `link` at the end of its source's list; a computed that was not live becomes live, with
   * all below it.
   */
  function watch(link: Link): void {
    append(link)
    if (!(link.dep.flags & COMPUTED)) return

    if (!(link.dep.flags & LIVE)) watchBelow(link.dep as Derived)
    // Seldom: a computed that wrote to what it read. Whoever reads it now is as pending as it is.
    if (link.dep.flags & PENDING) tell(link)
  }

  /**
   * Makes `root` live and everything it reads. A computed that becomes live here has exactly one
   * edge in its list, the one by which the walk came down: so `subs` is the way back, and no stack
   * is needed.
   */
  function watchBelow(root: Derived): void {
    let node = root
    let link = enter(root)

    for (;;) {
      if (link === undefined) {
        if (node === root) return
        const up = node.subs as Link
        node = up.sub as Derived
        link = up.nextDep
        continue
      }

      append(link)
      if ((link.dep.flags & (COMPUTED | LIVE)) === COMPUTED) {
        node = link.dep as Derived
        link = enter(node)
      } else {
        link = link.nextDep
      }
    }
  }

  function enter(node: Derived): Link | undefined {
    node.flags |= LIVE
    if (node.checkedAt === clock) node.flags &= ~PENDING
    return node.deps
  }

  /**
   * Takes `first` out of its source's list. A computed that loses its last edge so stops being live
   * and takes its own edges out, and so on down. Its empty `subs` keeps the way back for that time.
   */
  function unwatch(first: Link): void {
    let link = first

    for (;;) {
      remove(link)
      if (link.dep.subs === undefined && link.dep.flags & COMPUTED) {
        const node = link.dep as Derived
        node.flags &= ~LIVE
        unwatched(node)
        if (node.deps !== undefined) {
          node.subs = link
          link = node.deps
          continue
        }
      }

      for (;;) {
        if (link === first) return
        if (link.nextDep !== undefined) break
        const node = link.sub as Derived
        link = node.subs as Link
        node.subs = undefined
      }
      link = link.nextDep
    }
  }
}
