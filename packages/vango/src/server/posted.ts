/** The way from a POST to the GET that follows it: a cookie with the id of the page that was made. */
import type { Hub, LivePage } from '../live/hub.ts'
import { RequestCtx } from './ctx.ts'

const cookieName = 'vango-posted'
/** How long the browser may take for the GET; it follows at once. */
const cookieSeconds = 30

/** Lets the next GET of this browser have the page. */
export function rememberPosted({ cookies }: RequestCtx, page: LivePage): void {
  page.keep()
  cookies.set(cookies.hostName(cookieName), page.id, { maxAgeSeconds: cookieSeconds })
}

/** The page that a POST has just made for this browser, if this is the GET that follows it. */
export function takePosted(hub: Hub, ctx: RequestCtx): LivePage | undefined {
  const name = ctx.cookies.hostName(cookieName)
  const id = ctx.cookies.get(name)
  if (id === undefined || ctx.request.method !== 'GET') return undefined

  const isIt = (env: unknown): boolean =>
    env instanceof RequestCtx && env.url.href === ctx.url.href && env.browserId === ctx.browserId
  const page = hub.reopen(id, isIt, { token: () => ctx.formToken?.() })
  if (page !== undefined) ctx.cookies.delete(name)
  return page
}
