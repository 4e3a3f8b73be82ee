/**
 * Turns a page into a `Response`. It is mounted, and has loaded what no Suspense stands around, before
 * the first byte, so the status is known: what throws until then becomes an error page. Read
 * `stream.ts` next.
 */
import type { Child } from '../vdom/vnode.ts'
import { createComponent } from '../vdom/jsx.ts'
import { renderToString } from '../html/render.ts'
import type { Hub, LivePage } from '../live/hub.ts'
import { isTooEarly } from '../state/global-scope.ts'
import type { GlobalScope } from '../state/global-scope.ts'
import type { Assets } from './assets.ts'
import type { Logger, RequestCtx } from './ctx.ts'
import { documentStart } from './document.ts'
import { headOf, titleOf } from './page.ts'
import type { Page } from './page.ts'
import { handOver } from './reopen.ts'
import { printShort, scriptsOf, streamPage } from './stream.ts'
import { takePosted } from './posted.ts'

/** What all pages of an app share. */
export interface Surroundings {
  readonly globals: GlobalScope
  readonly hub: Hub
  readonly assets: Assets
  readonly lang: string
  readonly head: Child
  readonly log: Logger
  readonly report: (error: unknown, where: string) => void
}

/** One request for one page. */
export interface Visit {
  readonly page: Page
  readonly ctx: RequestCtx
  readonly status: number
  readonly props: Record<string, unknown>
}

/** What a client that went away before the page could be shown would get: nobody reads it. */
const clientClosedRequest = 499

/** A page that has to wait for something before it can be shown is a promise. */
export function respond(surroundings: Surroundings, visit: Visit): Response | Promise<Response> {
  const { page, ctx } = visit
  const node = createComponent(page.component, visit.props, undefined)
  // Only the page itself: a session is not to end as the error page of its own page.
  if (visit.status === 200 && handOver(ctx, node)) return new Response(null)
  const { hub } = surroundings
  const posted = takePosted(hub, ctx)
  const live = posted ?? hub.open(node, ctx, { token: () => ctx.formToken?.() })
  if (posted === undefined && isTooEarly()) {
    // It will be made again, see `ready.ts`; nobody must find this one.
    live.discard()
    return new Response(null)
  }
  const isHead = ctx.request.method === 'HEAD'
  return live.isWaiting && !isHead
    ? respondLater(surroundings, visit, live)
    : respondNow(surroundings, visit, live)
}

async function respondLater(
  surroundings: Surroundings,
  visit: Visit,
  live: LivePage,
): Promise<Response> {
  const { signal } = visit.ctx
  const discard = (): void => live.discard()
  signal.addEventListener('abort', discard, { once: true })
  try {
    await live.load()
  } finally {
    signal.removeEventListener('abort', discard)
  }
  if (signal.aborted) return new Response(null, { status: clientClosedRequest })
  return respondNow(surroundings, visit, live)
}

function respondNow(surroundings: Surroundings, visit: Visit, live: LivePage): Response {
  const { assets, report } = surroundings
  const { page, ctx, status } = visit
  try {
    if (ctx.redirectTo !== undefined) {
      live.discard()
      return new Response(null, { status: 303, headers: { location: ctx.redirectTo } })
    }
    // A page that is live, or may turn out to be, has a token, and that a cookie.
    if (live.isLive || !live.isComplete) ctx.identify()
    const headers = pageHeaders(live)
    const start = documentStart(
      {
        lang: page.lang ?? surroundings.lang,
        title: titleOf(page, ctx),
        head: printHead(surroundings.head, ctx) + printHead(headOf(page, ctx), ctx),
        nonce: ctx.nonce,
        scripts: scriptsOf(live),
      },
      live.isLive ? assets : undefined,
    )

    if (ctx.request.method === 'HEAD') {
      live.discard()
      return new Response(null, { status, headers })
    }
    const options = { live, ctx, assets, start, report }
    return new Response(printShort(options) ?? streamPage(options), { status, headers })
  } catch (error) {
    live.discard()
    throw error
  }
}

function printHead(child: Child, ctx: RequestCtx): string {
  // Fast path: most pages have none of their own.
  return child === undefined ? '' : renderToString(child, ctx)
}

function pageHeaders(live: LivePage): Record<string, string> {
  const headers: Record<string, string> = {
    'content-type': 'text/html; charset=utf-8',
    'x-content-type-options': 'nosniff',
  }
  // A live page names its session and carries its token: no cache may hand it to anybody else. One
  // that is not complete may turn out to be live.
  if (live.isLive || !live.isComplete) headers['cache-control'] = 'no-store'
  return headers
}
