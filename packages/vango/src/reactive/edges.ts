/**
 * The nodes of the signal graph as the graph sees them, and the edges between them, with the
 * operations on their lists. The classes above have more fields; they share these.
 *
 * Read `graph.ts` next.
 */

/** What is read: a signal or a computed. */
export interface Source {
  flags: number
  /** Goes up by one with every change that its readers have to hear of. */
  version: number
  /** The last run that read this, so that reading it again in the same run is one comparison. */
  seen: number
  /** First edge to a live subscriber. The `prevSub` of this first edge is the last edge. */
  subs: Link | undefined
}

/** What reads: a computed, a watcher or an effect. */
export interface Subscriber {
  flags: number
  /** First edge, in the order of the reads of the last run. */
  deps: Link | undefined
  /**
   * The last edge that the run going on has confirmed; it makes a re-run with the same reads free,
   * because the next read is expected to be the edge after it. Kept here and not beside `active`,
   * where each store would cost a write barrier as long as edges are young.
   */
  tail: Link | undefined
}

/** Both at once: a computed. */
export interface Derived extends Source, Subscriber {
  /** The edge by which `isDirty` came down here: its way back up. Valid only with `CHECKING`. */
  via: Link | undefined
  /** Not live: the clock at which the value was last known to be right. */
  checkedAt: number
}

/**
 * One edge. It is in two lists: always in the list of what its subscriber reads, and in the list of
 * whom its source tells only while its subscriber is live.
 *
 *     subscriber.deps ─▶ [Link] ─nextDep─▶ [Link] ─nextDep─▶ undefined   each to another source
 *
 *     source.subs ─────▶ [Link] ─nextSub─▶ [Link] ─nextSub─▶ undefined   each from a subscriber
 *                           │  ◀─prevSub──  ▲
 *                           └────prevSub────┘
 *
 * The `prevSub` of the first edge is the last edge: that saves a `subsTail` in every source.
 */
export interface Link {
  /** The version of `dep` that `sub` has seen. */
  version: number
  readonly dep: Source
  readonly sub: Subscriber
  nextDep: Link | undefined
  prevSub: Link | undefined
  nextSub: Link | undefined
}

/** The only place that makes edges, so that all have one shape. */
export function createLink(dep: Source, sub: Subscriber, nextDep: Link | undefined): Link {
  return { version: dep.version, dep, sub, nextDep, prevSub: undefined, nextSub: undefined }
}

/**
 * Puts `link` at the end of its source's list.
 *
 *     head ─▶ … ─▶ last                  head ─▶ … ─▶ last ─▶ link
 *      └──prevSub──▲            ⇒         └──────prevSub───────▲
 */
export function append(link: Link): void {
  const head = link.dep.subs

  if (head === undefined) {
    link.dep.subs = link
    link.prevSub = link
    return
  }

  const last = head.prevSub as Link
  last.nextSub = link
  link.prevSub = last
  head.prevSub = link
}

/**
 * Takes `link` out of its source's list.
 *
 *     head ─▶ prev ─▶ link ─▶ next       head ─▶ prev ─▶ next
 *
 * Where `link` is the head, `next` becomes it and inherits the pointer to the last edge; where it
 * is the last edge, the head's pointer moves to `prev`.
 */
export function remove(link: Link): void {
  const dep = link.dep
  const head = dep.subs as Link
  const prev = link.prevSub as Link
  const next = link.nextSub

  if (link === head) dep.subs = next
  else prev.nextSub = next
  if (next !== undefined) next.prevSub = prev
  else if (link !== head) head.prevSub = prev

  link.prevSub = undefined
  link.nextSub = undefined
}
