/**
 * Guards: middleware of a page, or of the app, that only lets those in who are logged in.
 *
 *     definePage({ component: Account, middleware: [requireUser({ loginPath: '/login' })] })
 *     definePage({ component: Admin, middleware: [requireRole('admin')] })
 *
 * A live page is guarded once, when it is loaded: `app.disconnectUser(id)` ends it when its user may no
 * longer see it.
 */
import { toRequestCtx } from '../server/ctx.ts'
import type { Ctx } from '../server/ctx.ts'
import type { Middleware } from '../server/middleware.ts'
import { toLocalPath } from '../server/local-path.ts'

export interface GuardOptions {
  /**
   * Where who is not logged in is sent, with the page's own path as `next` in the query. By default the
   * answer is a 401.
   */
  readonly loginPath?: string
}

/** Lets in who is logged in. */
export function requireUser(options: GuardOptions = {}): Middleware {
  return (ctx, next) => (ctx.session.user === undefined ? askToLogIn(ctx, options) : next())
}

/** Lets in who is logged in and has the role; others get a 403. */
export function requireRole(role: string, options: GuardOptions = {}): Middleware {
  return (ctx, next) => {
    const { user } = ctx.session
    if (user === undefined) return askToLogIn(ctx, options)
    if (user.roles?.includes(role) === true) return next()

    return toRequestCtx(ctx).toNotice({
      status: 403,
      title: 'Not for you',
      text: 'You are logged in, but may not see this page.',
    })
  }
}

/**
 * A path of this site out of the query (`/login?next=/account`), or `fallback` for anything else: an
 * address that a stranger has put into a link must not lead elsewhere.
 */
export function safeNextPath(ctx: Ctx, fallback = '/'): string {
  const next = ctx.query.get('next')
  if (next === null || !next.startsWith('/') || !URL.canParse(next, ctx.url)) return fallback

  const url = new URL(next, ctx.url)
  return url.origin === ctx.url.origin ? toLocalPath(url) : fallback
}

function askToLogIn(ctx: Ctx, { loginPath }: GuardOptions): Response {
  if (loginPath === undefined) {
    return toRequestCtx(ctx).toNotice({
      status: 401,
      title: 'Please log in',
      text: 'Only those who are logged in may see this page.',
    })
  }

  const { pathname, search } = ctx.url
  const next = encodeURIComponent(pathname + search)
  return new Response(null, { status: 303, headers: { location: `${loginPath}?next=${next}` } })
}
