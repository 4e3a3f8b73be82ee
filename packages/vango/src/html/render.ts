/**
 * HTML of a tree, outside of any session: for heads, error pages, mails, tests, benchmarks.
 */
import { PageRoot } from '../component/root.ts'
import { createComponent } from '../vdom/jsx.ts'
import type { Child } from '../vdom/vnode.ts'
import { createOutput, printStatic } from './printer.ts'

/**
 * Renders `child` to HTML once and lets go of it. Handlers and signals in it do nothing. An error shows
 * the fallback of the nearest boundary.
 *
 * Throws what a component threw with no boundary around it.
 */
export function renderToString(child: Child, env?: unknown): string {
  const root = new PageRoot(
    createComponent(() => child, {}, undefined),
    { env, onDirty: doNothing, onError: doNothing },
  )
  root.mount()
  try {
    const out = createOutput()
    printStatic(out, root.node.output!)
    return out.html
  } finally {
    root.dispose()
  }
}

function doNothing(): void {}
