/**
 * A page: a component, and what the document around it needs. Routes have pages as their values;
 * a bare component is a page without a title.
 */
import type { Child } from '../vdom/vnode.ts'
import type { Ctx, Params } from './ctx.ts'
import type { Middleware } from './middleware.ts'

/** The props every page component is given. */
export interface PageProps {
  readonly params: Params
}

/**
 * A component that is given `PageProps`; one that loads data does so with `resource()`, as components
 * are never async. The page of an app's `error` is also given what was thrown.
 */
export type PageComponent = (props: PageProps & { readonly error: unknown }) => Child

export interface PageOptions {
  readonly component: PageComponent
  /** The document's title, escaped when printed. */
  readonly title?: string | ((ctx: Ctx) => string)
  /** More children of `<head>`, after those of the app. */
  readonly head?: Child | ((ctx: Ctx) => Child)
  /** The language of the document; the app's `lang` by default. */
  readonly lang?: string
  /** Runs for this page alone, inside of the app's. */
  readonly middleware?: readonly Middleware[]
}

export interface Page extends PageOptions {
  readonly kind: 'page'
}

export function definePage(options: PageOptions): Page {
  return { kind: 'page', ...options }
}

/** The page of a route's value, or `undefined` if it is neither a page nor a component. */
export function toPage(value: unknown): Page | undefined {
  if (typeof value === 'function') return definePage({ component: value as PageComponent })
  if (typeof value !== 'object' || value === null) return undefined

  return (value as Partial<Page>).kind === 'page' ? (value as Page) : undefined
}

export function titleOf(page: Page, ctx: Ctx): string {
  return (typeof page.title === 'function' ? page.title(ctx) : page.title) ?? ''
}

export function headOf(page: Page, ctx: Ctx): Child {
  // A `Child` is never a function, so a function here is always the other form.
  return typeof page.head === 'function' ? page.head(ctx) : page.head
}
