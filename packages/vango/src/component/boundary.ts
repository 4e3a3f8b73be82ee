/**
 * Error boundaries: where a component's error stops. The failing component shows nothing, and the
 * nearest boundary above renders its fallback instead of its children.
 */
import { Fragment } from '../vdom/jsx.ts'
import type { Child, VNode } from '../vdom/vnode.ts'
import { renderingFiber } from './current.ts'
import { BOUNDARY, enqueue, fiberName, FORCED } from './fiber.ts'
import type { ErrorInfo, Fiber } from './fiber.ts'
import { nextHook } from './hooks.ts'

export interface ErrorBoundaryProps {
  /** Shown instead of the children after an error; `reset` renders the children again. */
  readonly fallback: Child | ((error: unknown, reset: () => void) => Child)
  readonly children?: Child
}

/** The hook of a boundary: the error it shows now. */
class Caught {
  failure: { readonly error: unknown } | undefined = undefined
}

export function ErrorBoundary(props: ErrorBoundaryProps): VNode {
  const fiber = renderingFiber()!
  fiber.flags |= BOUNDARY
  const caught = nextHook(fiber, Caught, () => new Caught())
  if (caught.failure === undefined) return Fragment({ children: props.children })

  const { fallback } = props
  if (typeof fallback !== 'function') return Fragment({ children: fallback })
  const reset = (): void => {
    caught.failure = undefined
    force(fiber)
  }
  return Fragment({ children: fallback(caught.failure.error, reset) })
}

/** Brings an error of `fiber` to the nearest boundary above, or else to the page. */
export function fail(fiber: Fiber, error: unknown, where: ErrorInfo['where']): void {
  const { root } = fiber
  const boundary = findBoundary(fiber)
  if (boundary === undefined && root.isMounting) {
    root.failure ??= { error }
    return
  }

  root.report(error, { where, component: fiberName(fiber) })
  if (boundary === undefined) return
  const caught = boundary.hooks![0] as Caught
  caught.failure = { error }
  force(boundary)
}

/** A boundary that shows its fallback already cannot help: the fallback itself failed. */
function findBoundary(fiber: Fiber): Fiber | undefined {
  let at = fiber.parent
  while (at !== undefined) {
    if ((at.flags & BOUNDARY) !== 0 && (at.hooks![0] as Caught).failure === undefined) return at
    at = at.parent
  }
  return undefined
}

function force(fiber: Fiber): void {
  fiber.flags |= FORCED
  enqueue(fiber)
}
