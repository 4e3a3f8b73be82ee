/**
 * Lists: keyed and unkeyed children brought from one order to another with the fewest moves.
 *
 * The common ends are patched first. Of what is left, every node that stays is matched (by key, or
 * among the unkeyed by order), the others are removed, and the longest run of matched nodes that are
 * already in order stands still (longest increasing subsequence, Knuth/Schensted; O(n log n)) while
 * the rest move around it, from the back, each before the node that follows it.
 */
import { checkKeys, toNodes } from './child.ts'
import { insertNodes } from './insert.ts'
import { createRange } from './jsx.ts'
import { identityOf, isSame } from './same.ts'
import { mountNode, unmountNode } from './mount.ts'
import { firstHid, moveRoots, removeRoots } from './roots.ts'
import { isStatic } from './static-children.ts'
import { RANGE } from './vnode.ts'
import type { Host } from './host.ts'
import type { Hole } from './template.ts'
import type { Hid, VNode } from './vnode.ts'

/** A list's place, and how its nodes are patched (the diff hands itself in). */
export interface ListPlace {
  readonly host: Host
  /** The element's (`hole.only`) or the anchor's. */
  readonly hid: Hid
  readonly hole: Hole
  readonly patch: (host: Host, mounted: VNode, next: VNode) => VNode
  readonly patchOrReplace: (host: Host, mounted: VNode, next: VNode) => VNode
}

/** The part of both lists between their common ends; all indices are of the new list unless said. */
interface Middle {
  readonly start: number
  readonly oldEnd: number
  readonly nextEnd: number
}

/** Returns the new mounted list. */
export function diffList(
  place: ListPlace,
  old: readonly VNode[],
  items: readonly unknown[],
): VNode[] {
  const next = toNodes(place.host, items)
  if (isStatic(next) && isStatic(old) && next.length === old.length) {
    patchPlaces(place, old, next)
    return next
  }

  const middle = findMiddle(old, next)
  const { start, oldEnd, nextEnd } = middle
  // Before anything is patched: a list is refused as a whole. What continues the old one is fine.
  if (start < nextEnd) checkKeys(place.host, next)

  patchEnds(place, old, next, middle)
  if (start === oldEnd) {
    insertRun(place, next, start, nextEnd)
  } else if (start === nextEnd) {
    removeRun(place, old, start, oldEnd)
  } else {
    patchMiddle(place, old, next, middle)
  }
  return next
}

/** Fast path: static children, each in its place. */
function patchPlaces(
  { host, patchOrReplace }: ListPlace,
  old: readonly VNode[],
  next: VNode[],
): void {
  for (let i = 0; i < next.length; i++) {
    const mounted = old[i]!
    const node = next[i]!
    // A range stays, whatever comes into it: its anchor is there already.
    const isKept = mounted.kind === RANGE && mounted.key === undefined && node.kind !== RANGE
    next[i] = patchOrReplace(host, mounted, isKept ? createRange(node, undefined) : node)
  }
}

function findMiddle(old: readonly VNode[], next: readonly VNode[]): Middle {
  let start = 0
  let oldEnd = old.length
  let nextEnd = next.length
  while (start < oldEnd && start < nextEnd && isSame(old[start]!, next[start]!)) start++
  while (start < oldEnd && start < nextEnd && isSame(old[oldEnd - 1]!, next[nextEnd - 1]!)) {
    oldEnd--
    nextEnd--
  }
  return { start, oldEnd, nextEnd }
}

/** Patches what is the same at both ends, in place. */
function patchEnds(place: ListPlace, old: readonly VNode[], next: VNode[], middle: Middle): void {
  const { start, oldEnd, nextEnd } = middle
  for (let i = 0; i < start; i++) keep(place, next, i, old[i]!)
  const shift = oldEnd - nextEnd
  for (let i = next.length - 1; i >= nextEnd; i--) keep(place, next, i, old[i + shift]!)
}

function patchMiddle(place: ListPlace, old: readonly VNode[], next: VNode[], middle: Middle): void {
  const { start, nextEnd } = middle
  const sources = matchNodes(old, next, middle)
  const isWholeList = start === 0 && middle.oldEnd === old.length && nextEnd === next.length
  if (isWholeList && sources.every((source) => source === -1)) {
    removeRun(place, old, start, middle.oldEnd)
    return insertRun(place, next, start, nextEnd)
  }

  removeUnmatched(place.host, old, sources, middle)
  for (let i = start; i < nextEnd; i++) {
    const source = sources[i - start]!
    if (source !== -1) keep(place, next, i, old[source]!)
  }
  placeNodes(place, next, sources, middle)
}

/** For each new node of the middle the index of the old one it continues, or -1. */
function matchNodes(old: readonly VNode[], next: readonly VNode[], middle: Middle): Int32Array {
  const { start, oldEnd, nextEnd } = middle
  const sources = new Int32Array(nextEnd - start).fill(-1)
  const oldByKey = new Map<unknown, number>()
  // Unkeyed nodes are matched in order, each with the next old one that is the same. The first of them
  // is the last in its stack.
  const unkeyed = new Map<unknown, number[]>()
  for (let i = oldEnd - 1; i >= start; i--) {
    const node = old[i]!
    if (node.key !== undefined) oldByKey.set(node.key, i)
    else pushTo(unkeyed, identityOf(node), i)
  }

  for (let i = start; i < nextEnd; i++) {
    const node = next[i]!
    if (node.key !== undefined) {
      const source = oldByKey.get(node.key)
      if (source !== undefined && isSame(old[source]!, node)) sources[i - start] = source
      continue
    }
    const source = unkeyed.get(identityOf(node))?.pop()
    if (source !== undefined) sources[i - start] = source
  }
  return sources
}

function pushTo(stacks: Map<unknown, number[]>, name: unknown, index: number): void {
  const stack = stacks.get(name)
  if (stack === undefined) stacks.set(name, [index])
  else stack.push(index)
}

/** Removes the old nodes of the middle that nobody continues. */
function removeUnmatched(
  host: Host,
  old: readonly VNode[],
  sources: Int32Array,
  middle: Middle,
): void {
  const { start, oldEnd } = middle
  const isContinued = new Uint8Array(oldEnd - start)
  for (const source of sources) {
    if (source !== -1) isContinued[source - start] = 1
  }
  for (let i = start; i < oldEnd; i++) {
    if (isContinued[i - start] === 0) removeNode(host, old[i]!)
  }
}

/** Inserts the new and moves the displaced, from the back; runs of new nodes go in as one. */
function placeNodes(place: ListPlace, next: VNode[], sources: Int32Array, middle: Middle): void {
  const { start, nextEnd } = middle
  const still = longestIncreasing(sources)
  let stillAt = still.length - 1

  for (let i = nextEnd - 1; i >= start; i--) {
    const at = i - start
    if (sources[at] === -1) {
      const end = i + 1
      while (i > start && sources[i - 1 - start] === -1) i--
      insertRun(place, next, i, end)
    } else if (stillAt >= 0 && still[stillAt] === at) {
      stillAt--
    } else {
      moveRoots(place.host.sink, next[i]!, hidAfter(place, next, i + 1))
    }
  }
}

// --- single steps ---

function keep(place: ListPlace, next: VNode[], index: number, mounted: VNode): void {
  next[index] = place.patch(place.host, mounted, next[index]!)
}

function insertRun(place: ListPlace, next: VNode[], start: number, end: number): void {
  if (start === end) return
  const { host } = place
  for (let i = start; i < end; i++) next[i] = mountNode(host, next[i]!)

  const before = hidAfter(place, next, end)
  const run = start === 0 && end === next.length ? next : next.slice(start, end)
  insertNodes(host, before === 0 ? place.hid : 0, before, run)
}

function removeRun(place: ListPlace, old: readonly VNode[], start: number, end: number): void {
  const { host, hid } = place
  if (place.hole.only && start === 0 && end === old.length) {
    host.sink.clear(hid)
    for (const node of old) unmountNode(host, node)
    return
  }
  for (let i = start; i < end; i++) removeNode(host, old[i]!)
}

function removeNode(host: Host, node: VNode): void {
  removeRoots(host.sink, node)
  unmountNode(host, node)
}

/** What stands after index `index - 1`: the next node, the anchor, or 0 for the element's end. */
function hidAfter(place: ListPlace, next: readonly VNode[], index: number): Hid {
  if (index < next.length) return firstHid(next[index]!)
  return place.hole.only ? 0 : place.hid
}

/**
 * Indices of a longest strictly increasing subsequence of `values`, the -1s left out.
 *
 * `tails[k]` is the index of the smallest value that ends an increasing run of length k + 1, and
 * `previous[i]` the index before i in the best run that ends at i.
 */
export function longestIncreasing(values: Int32Array): Int32Array {
  const previous = new Int32Array(values.length)
  const tails = new Int32Array(values.length)
  let length = 0

  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    if (value === -1) continue

    let low = 0
    let high = length
    while (low < high) {
      const half = (low + high) >>> 1
      if (values[tails[half]!]! < value) low = half + 1
      else high = half
    }
    previous[i] = low > 0 ? tails[low - 1]! : -1
    tails[low] = i
    if (low === length) length++
  }

  const result = new Int32Array(length)
  let at = length > 0 ? tails[length - 1]! : -1
  for (let k = length - 1; k >= 0; k--) {
    result[k] = at
    at = previous[at]!
  }
  return result
}
