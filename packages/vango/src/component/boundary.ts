/**
 * Error boundaries: where a component's error stops. The failing component shows nothing, and the
 * nearest boundary above renders its fallback instead of its children.
 */
import { VangoError, vangoError } from '../base/errors.ts'
import { createRange } from '../vdom/jsx.ts'
import type { Child, VNode } from '../vdom/vnode.ts'
import { currentPhase, renderingFiber } from './current.ts'
import { BOUNDARY, DOOMED, fiberName, force, markFragile } from './fiber.ts'
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
  if (caught.failure === undefined) return createRange(props.children, 'children')

  const { fallback } = props
  if (typeof fallback !== 'function') return createRange(fallback, 'fallback')
  const reset = (): void => {
    // In a render it would go on for ever: fallback, children, fallback.
    if (currentPhase() === 'render') {
      throw vangoError('component/write-in-render', { component: fiberName(fiber) })
    }
    caught.failure = undefined
    force(fiber)
  }
  return createRange(fallback(caught.failure.error, reset), 'fallback')
}

/** The call of a component failed: the nearest boundary above, or else the page, has to know. */
export function failRender(fiber: Fiber, error: unknown): void {
  const boundary = findBoundary(fiber.parent)
  if (boundary !== undefined || fiber.root.isMounting || isTooDeep(error)) doom(fiber, boundary)
  fail(fiber, boundary, error, 'render')
}

/** What `fiber` rendered failed. If it is a boundary, these are the children it is for. */
export function failOutput(fiber: Fiber, error: unknown, where: 'render' | 'binding'): void {
  fail(fiber, findBoundary(fiber), error, where)
}

function fail(
  fiber: Fiber,
  boundary: Fiber | undefined,
  error: unknown,
  where: ErrorInfo['where'],
): void {
  const { root } = fiber
  if (boundary === undefined && root.isMounting) {
    root.failure ??= { error }
    return
  }

  root.report(error, { where, component: fiberName(fiber) })
  if (boundary === undefined) return
  const caught = boundary.hooks![0] as Caught
  caught.failure = { error }
  markFragile(boundary)
  force(boundary)
}

/** A boundary that shows its fallback already cannot help: the fallback itself failed. */
function findBoundary(start: Fiber | undefined): Fiber | undefined {
  let at = start
  while (at !== undefined) {
    if ((at.flags & BOUNDARY) !== 0 && (at.hooks![0] as Caught).failure === undefined) return at
    at = at.parent
  }
  return undefined
}

/** Whoever is being mounted around the error mounts nothing more: it would be thrown away. */
function doom(fiber: Fiber, boundary: Fiber | undefined): void {
  for (let at = fiber.parent; at !== undefined; at = at.parent) {
    if (at.node.output === undefined) at.flags |= DOOMED
    if (at === boundary) return
  }
}

/** Around an endless component there may be as many again at every level. */
function isTooDeep(error: unknown): boolean {
  return error instanceof VangoError && error.code === 'component/too-deep'
}
