/**
 * The state of a page, taken out and put back: every `state()` of its components and stores, by a key
 * that means the same in another process. The key is the path of components to it, each with its `key`
 * or its place among those of its name, then the signal's `name` or slot:
 *
 *     /Page:0/TodoList:0/#17/Row:0/done
 *
 * It must never know how values become bytes. Read `hid-map.ts` next, for the other half of a page.
 */
import { Signal } from '../reactive/signal.ts'
import { batch } from '../reactive/batch.ts'
import { COMPONENT } from '../vdom/vnode.ts'
import type { ComponentNode, Key, VNode } from '../vdom/vnode.ts'
import { setUnguarded } from './current.ts'
import type { Fiber } from './fiber.ts'
import { childNodes } from './mounted.ts'
import { nullSink } from './null-sink.ts'
import type { PageRoot } from './root.ts'

/** Values by their keys. */
export type SavedState = Map<string, unknown>

/** Each round shows components that the values of the one before have brought. */
const maxRounds = 100

/** All state of a page, as it is now. */
export function saveState(root: PageRoot): SavedState {
  const saved: SavedState = new Map()
  visitFibers(root, (fiber, path) => {
    eachSignal(fiber, (signal, slot) => saved.set(`${path}/${slot}`, signal.peek()))
  })
  return saved
}

/**
 * Gives the state of a freshly mounted page the values that were saved, as far as it has the same keys,
 * and renders what depends on it. A value of another type than the initial one is left out: the
 * component has changed since.
 */
export function restoreState(root: PageRoot, saved: ReadonlyMap<string, unknown>): void {
  const done = new Set<Fiber>()
  for (let round = 0; round < maxRounds; round++) {
    const before = done.size
    batch(() =>
      visitFibers(root, (fiber, path) => {
        if (done.has(fiber)) return
        done.add(fiber)
        eachSignal(fiber, (signal, slot) => restore(signal, `${path}/${slot}`, saved))
      }),
    )
    if (done.size === before) return
    root.flush(nullSink, doNothing)
  }
}

function restore(signal: Signal<unknown>, key: string, saved: ReadonlyMap<string, unknown>): void {
  if (!saved.has(key)) return
  const value = saved.get(key)
  if (isLike(signal.peek(), value)) setUnguarded(signal, value)
}

function isLike(initial: unknown, value: unknown): boolean {
  if (initial === undefined || initial === null || value === undefined || value === null)
    return true
  return typeof initial === typeof value && Array.isArray(initial) === Array.isArray(value)
}

function eachSignal(fiber: Fiber, visit: (signal: Signal<unknown>, slot: string) => void): void {
  fiber.hooks?.forEach((hook, index) => {
    if (hook instanceof Signal) visit(hook, hook.options?.name ?? String(index))
  })
}

// --- paths ---

type Visit = (fiber: Fiber, path: string) => void

function visitFibers(root: PageRoot, visit: Visit): void {
  visitNode(root.node, '', new Map(), visit)
  const counts = new Map<string, number>()
  for (const { node } of root.annex?.stores.values() ?? []) {
    visit(node.fiber as Fiber, `/store${segment(node, counts)}`)
  }
}

/** `counts` has how many of each name came before, below the same component or key. */
function visitNode(node: VNode, scope: string, counts: Map<string, number>, visit: Visit): void {
  if (node.kind === COMPONENT) {
    const path = scope + segment(node, counts)
    const fiber = node.fiber as Fiber | undefined
    if (fiber === undefined) return
    visit(fiber, path)
    return visitChildren(node, path, new Map(), visit)
  }
  const isKeyed = node.key !== undefined
  visitChildren(
    node,
    isKeyed ? `${scope}/${toText(node.key)}` : scope,
    isKeyed ? new Map() : counts,
    visit,
  )
}

function visitChildren(
  node: VNode,
  scope: string,
  counts: Map<string, number>,
  visit: Visit,
): void {
  for (const child of childNodes(node)) visitNode(child, scope, counts, visit)
}

function segment(node: ComponentNode, counts: Map<string, number>): string {
  const { name } = node.component
  if (node.key !== undefined) return `/${name}${toText(node.key)}`
  const count = counts.get(name) ?? 0
  counts.set(name, count + 1)
  return `/${name}:${count}`
}

function toText(key: Key | undefined): string {
  return `#${encodeURIComponent(String(key))}`
}

function doNothing(): void {}
