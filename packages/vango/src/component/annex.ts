/**
 * The annex of a page: what outlives its components. A store is a fiber that renders nothing, so what
 * is made in it (state, effects, saved values) is kept and ended like a component's own.
 *
 * It must never know what a store is for. Read `state/store.ts` next.
 */
import { vangoError } from '../base/errors.ts'
import { untrack } from '../reactive/core.ts'
import { createSignal } from '../reactive/signal.ts'
import { createComponent, createRange, jsx } from '../vdom/jsx.ts'
import type { Component, ComponentNode, Props, VNode } from '../vdom/vnode.ts'
import { runRender, setUnguarded } from './current.ts'
import { createFiber, enqueue, fiberName, FORCED, RENDERED_ONCE } from './fiber.ts'
import type { Annex, AnnexElement, Fiber, Root } from './fiber.ts'
import { unmountComponent } from './render.ts'

/**
 * The page's one result of `create`, made when it is first asked for, as if a component rendered.
 *
 * Throws `component/store-cycle` if `create` asks for itself, and what `create` throws; then the
 * next call tries again.
 */
export function openStore<T>(root: Root, create: () => T): T {
  const { stores } = annexOf(root)
  const open = stores.get(create)
  if (open?.instance !== undefined) return open.instance.value as T
  if (open !== undefined) {
    throw vangoError('component/store-cycle', { store: fiberName(open.node.fiber as Fiber) })
  }

  const node = createComponent(create as Component, {}, undefined)
  const fiber = createFiber(root, undefined, node)
  node.fiber = fiber
  const store = { node, instance: undefined as { value: T } | undefined }
  stores.set(create, store)
  try {
    // What it reads is not what the component that asked for it depends on.
    store.instance = { value: untrack(() => runRender(fiber, create)) }
    fiber.flags |= RENDERED_ONCE
    // Now, so that those it uses come before it.
    stores.delete(create)
    stores.set(create, store)
    return store.instance.value
  } catch (error) {
    stores.delete(create)
    unmountComponent(root, node)
    throw error
  }
}

/**
 * Puts an element beside the page's own; gives back what takes it away again. The next flush shows it.
 * `script` names the browser's script that makes it work. Those of one name are numbered.
 */
export function showBeside(
  root: Root,
  name: string,
  { tag, props, script }: { readonly tag: string; readonly props: Props; readonly script: string },
): () => void {
  const annex = annexOf(root)
  const elements = annex.elements.peek()
  const element = { tag, props, key: freeKey(name, elements) }
  annex.scripts.add(script)
  setElements(annex, [...elements, element])
  if (annex.node === undefined) addToPage(root, annex)

  return () => {
    if (root.isDisposed) return
    setElements(
      annex,
      annex.elements.peek().filter((each) => each !== element),
    )
  }
}

/** Ends what is in the annex; the latest store first, as it may use those before it. */
export function disposeAnnex(root: Root): void {
  const { annex } = root
  if (annex === undefined) return
  for (const { node } of [...annex.stores.values()].reverse()) unmountComponent(root, node)
  annex.stores.clear()
  if (annex.node !== undefined) unmountComponent(root, annex.node)
}

/** The same in another process that has the same elements, whichever came and went before. */
function freeKey(name: string, elements: readonly AnnexElement[]): string {
  for (let number = 0; ; number++) {
    const key = `${name}:${number}`
    if (!elements.some((element) => element.key === key)) return key
  }
}

/** The top of each tree of the page, in the order in which it is printed. */
export function topNodes(root: Root): ComponentNode[] {
  const beside = root.annex?.node
  return beside === undefined ? [root.node] : [root.node, beside]
}

function AnnexElements(props: Annex): VNode {
  return createRange(
    props.elements.get().map(({ tag, props: given, key }) => jsx(tag, given, key)),
    undefined,
  )
}

/** The component is a task like any dirty one: it is mounted by running, between two others. */
function addToPage(root: Root, annex: Annex): void {
  annex.node = createComponent(AnnexElements as Component, annex as unknown as Props, undefined)
  const fiber = createFiber(root, undefined, annex.node)
  annex.node.fiber = fiber
  fiber.flags |= FORCED
  enqueue(fiber)
}

/** Asked for in the middle of a rendering, or of a computed, it is no write of theirs. */
function setElements(annex: Annex, elements: readonly AnnexElement[]): void {
  // In an order that does not depend on who came first.
  const sorted = elements.toSorted((left, right) => (left.key < right.key ? -1 : 1))
  untrack(() => setUnguarded(annex.elements, sorted))
}

function annexOf(root: Root): Annex {
  return (root.annex ??= {
    elements: createSignal<readonly AnnexElement[]>([]),
    node: undefined,
    scripts: new Set(),
    stores: new Map(),
  })
}
