/**
 * A page to HTML: the first load of a live one, or once and for good.
 */
import { LIVE } from '../component/fiber.ts'
import type { Fiber } from '../component/fiber.ts'
import { PageRoot } from '../component/root.ts'
import { createComponent } from '../vdom/jsx.ts'
import type { Child, Hid } from '../vdom/vnode.ts'
import { findElementAround } from './around.ts'
import { createOutput, createResyncOutput, printNode, printPart, printStatic } from './printer.ts'
import type { Output } from './printer.ts'

/**
 * The HTML of a mounted page, as a browser will go live on it. Throws, and disposes the page, if
 * there is something in it that cannot be printed with no boundary around.
 */
export function renderPage(root: PageRoot): string {
  return print(root, createOutput, (out) => printPage(out, root))
}

/** The same, without consequences: `undefined` for a page that cannot be printed as it is. */
export function tryRenderPage(root: PageRoot): string | undefined {
  const out = createOutput()
  try {
    printNode(out, root.node, isLive(root))
    return out.html
  } catch {
    return undefined
  }
}

/** HTML for a browser that shows the page already, see `Output.isResync`. */
export interface Resync {
  /** The element it is for, 0 for the page. */
  readonly hid: Hid
  readonly html: string
}

/**
 * The innermost element around the node `hid`, or the whole page if there is none. Throws, and
 * disposes the page, as `renderPage` does.
 */
export function renderAround(root: PageRoot, hid: Hid): Resync {
  const around = hid === 0 ? undefined : findElementAround(root.node, hid, isLive(root))
  const html = print(root, createResyncOutput, (out) => {
    if (around === undefined) printPage(out, root)
    else printPart(out, around.node, around.marks)
  })
  return { hid: around?.node.hid ?? 0, html }
}

/** All of it: what its component renders, and what stands beside that. */
function printPage(out: Output, root: PageRoot): void {
  printNode(out, root.node, isLive(root))
  if (root.annex?.node !== undefined) printNode(out, root.annex.node, true)
}

function isLive({ node }: PageRoot): boolean {
  return ((node.fiber as Fiber).flags & LIVE) !== 0
}

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
    return print(root, createOutput, (out) => printStatic(out, root.node.output!))
  } finally {
    root.dispose()
  }
}

/** What cannot be printed is found by printing: it is taken out, and the page printed anew. */
function print(root: PageRoot, create: () => Output, printTo: (out: Output) => void): string {
  const out = create()
  try {
    printTo(out)
    return out.html
  } catch {
    // The error comes again, with the component it belongs to.
    root.dropBroken()
  }

  const second = create()
  try {
    printTo(second)
  } catch (error) {
    root.dispose()
    throw error
  }
  return second.html
}

function doNothing(): void {}
