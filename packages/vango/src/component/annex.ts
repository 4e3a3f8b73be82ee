/**
 * The annex of a page: what outlives its components. A store is a fiber that renders nothing, so what
 * is made in it (state, effects, saved values) is kept and ended like a component's own.
 *
 * It must never know what a store is for. Read `state/store.ts` next.
 */
import { vangoError } from '../base/errors.ts'
import { untrack } from '../reactive/core.ts'
import { createSignal } from '../reactive/signal.ts'
import { createComponent } from '../vdom/jsx.ts'
import type { Component } from '../vdom/vnode.ts'
import { runRender } from './current.ts'
import { createFiber, fiberName, RENDERED_ONCE } from './fiber.ts'
import type { Annex, Fiber, Root } from './fiber.ts'
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

/** Ends what is in the annex; the latest store first, as it may use those before it. */
export function disposeAnnex(root: Root): void {
  const { annex } = root
  if (annex === undefined) return
  for (const { node } of [...annex.stores.values()].reverse()) unmountComponent(root, node)
  annex.stores.clear()
}

function annexOf(root: Root): Annex {
  return (root.annex ??= {
    elements: createSignal<Annex['elements']['value']>([]),
    node: undefined,
    stores: new Map(),
  })
}
