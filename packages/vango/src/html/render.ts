/**
 * HTML of a tree, outside of any session: for heads, error pages, mails, tests, benchmarks.
 */
import { PageRoot } from '../component/root.ts'
import { createComponent } from '../vdom/jsx.ts'
import type { Child } from '../vdom/vnode.ts'
import { printNode } from './printer.ts'
import type { Output } from './printer.ts'

/**
 * Renders `child` to HTML once and lets go of it. Handlers and signals in it do nothing.
 *
 * Throws what a component threw with no boundary around it.
 */
export function renderToString(child: Child, env?: unknown): string {
  const root = new PageRoot(
    createComponent(() => child, {}, undefined),
    {
      env,
      onDirty: doNothing,
      onError: rethrow,
    },
  )
  root.mount()
  const out: Output = { html: '' }
  printNode(out, root.node.output!, false)
  root.dispose()
  return out.html
}

function rethrow(error: unknown): void {
  throw error
}

function doNothing(): void {}
