/** `mount` and `visit`: a component, or a whole app, as a page that a test can use. */
import type { Child, ComponentNode, VNode } from '../vdom/vnode.ts'
import type { App } from '../server/app.ts'
import type { LiveLimits } from '../live/limits.ts'
import type { OwnPage, Page, PageOptions } from './page.ts'
import type { PageServer } from './page-server.ts'
import { vangoError } from '../base/errors.ts'
import { createBareApp } from '../server/app.ts'
import { COMPONENT } from '../vdom/vnode.ts'
import { disturbLeaks, watchLeaks } from './leaks.ts'
import { openPage } from './page.ts'
import { describeError } from './problems.ts'
import type { Problem } from './problems.ts'

export interface MountOptions extends PageOptions {
  /** The path and query that components see in `useCtx()`, '/' by default. */
  readonly path?: string
  readonly limits?: Partial<LiveLimits>
}

/**
 * Mounts JSX as a page of an app of its own, and opens it.
 *
 *     const page = await mount(<Counter />)
 *     await page.click(page.getByRole('button'))
 *     page.expectText(page.getByRole('button'), 'Clicked 1 times')
 *
 * Throws `testing/mount-failed` if its first rendering throws.
 */
export async function mount(node: VNode, options: MountOptions = {}): Promise<Page> {
  const label = nameOf(node)
  const leaks = watchLeaks()
  // Errors come while it opens, too.
  const opened: { page?: OwnPage } = {}
  let failure: unknown
  const app = createBareApp({
    routes: { '/*': () => node as Child },
    ...(options.limits && { limits: options.limits }),
    onError(error, info) {
      failure ??= error
      opened.page?.addProblem({
        kind: 'error',
        message: `${info.component ?? label} threw in a ${info.where}: ${describeError(error)}`,
        cause: error,
      })
    },
  })

  const page = await openPage({
    ...options,
    app: toServer(app),
    label,
    path: options.path ?? '/',
    async closed() {
      await app.close()
      const left = leaks.end()
      if (left === 0) return
      const message = `${left} subscriptions to signals were left when it was unmounted`
      opened.page?.addProblem({ kind: 'leak', message })
    },
  })
  opened.page = page
  if (page.response.status < 500) return page

  await page.close().catch(() => {})
  throw vangoError('testing/mount-failed', { page: label, cause: describeError(failure) }, failure)
}

/**
 * Opens a page of an app, as a browser would that is sent to `path`. The app is not closed with it.
 *
 *     const page = await visit(app, '/todos')
 */
export async function visit(app: App, path: string, options: PageOptions = {}): Promise<Page> {
  disturbLeaks()
  // Whatever the app does with its errors, a test hears of them.
  let page: OwnPage | undefined
  const early: Problem[] = []
  const unwatch = app.hub.watchErrors((error, info) => {
    const message = `${info.component ?? 'the page'} threw in a ${info.where}: ${describeError(error)}`
    const problem: Problem = { kind: 'error', message, cause: error }
    if (page === undefined) early.push(problem)
    else page.addProblem(problem)
  })
  try {
    page = await openPage({ ...options, app: toServer(app), path, closed: async () => unwatch() })
  } catch (error) {
    unwatch()
    throw error
  }
  early.forEach(page.addProblem)
  return page
}

function toServer(app: App): PageServer {
  return {
    fetch: (request) => app.fetch(request),
    connect: (url, transport, cookie) =>
      app.hub.connect(url.pathname.split('/').at(-1)!, transport, { cookie }),
    inspect: (session) => app.hub.inspect(session),
  }
}

/** `<Counter>` for a component, else what the JSX is. */
function nameOf(node: VNode): string {
  const { kind, component } = node as ComponentNode
  return kind === COMPONENT ? `<${component.name || 'Anonymous'}>` : 'the mounted JSX'
}
