/**
 * Static children: a list that is written out in JSX, `<p>{first}{second}</p>`, in contrast to one
 * that code makes. Each has a place of its own, whatever stands there, so such lists are compared
 * place by place, and keys tell only whether a place has something else now.
 */

/** No JSON can carry it. */
const STATIC: unique symbol = Symbol('static')

interface StaticChildren extends Array<unknown> {
  [STATIC]?: true
}

/** Marks a list; one that is frozen was hoisted by somebody, and is the same in every rendering. */
export function markStatic(children: unknown[]): void {
  if (Array.isArray(children) && Object.isExtensible(children)) {
    ;(children as StaticChildren)[STATIC] = true
  }
}

export function isStatic(children: readonly unknown[]): boolean {
  return (children as StaticChildren)[STATIC] === true
}
