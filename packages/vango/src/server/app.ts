/**
 * `createBareApp`: a table of routes in, a function from `Request` to `Response` out. It runs wherever
 * Hono does; `vango/node` puts it on a port and gives live pages their sockets.
 *
 * It must never know sockets or the bytes of the protocol: it makes a session by `hub.open`, and an
 * adapter connects a socket to it by `hub.connect`. Read `respond.ts` next.
 */
import { Hono } from 'hono'
import type { Context } from 'hono'

import type { Backplane } from '../backplane/backplane.ts'
import { vangoError } from '../base/errors.ts'
import type { Child } from '../vdom/vnode.ts'
import { createHub } from '../live/hub.ts'
import type { Hub, HubOptions, LiveLimits } from '../live/hub.ts'
import type { SessionStore } from '../live/session-store.ts'
import { openGlobals } from '../state/global-scope.ts'
import { createAssets, serveAsset } from './assets.ts'
import { RequestCtx } from './ctx.ts'
import type { CtxHost, Logger } from './ctx.ts'
import { runMiddleware, withOpenHeaders } from './middleware.ts'
import type { Middleware } from './middleware.ts'
import { errorNotice, notFoundNotice, printNotice } from './notice.ts'
import type { Notice } from './notice.ts'
import { toPage } from './page.ts'
import type { Page, PageComponent } from './page.ts'
import { respondWhenReady } from './ready.ts'
import { createPages } from './reopen.ts'
import { respond } from './respond.ts'
import { respondToPost } from './post.ts'
import type { Surroundings, Visit } from './respond.ts'

export interface AppOptions {
  /** Paths in Hono's syntax (`/posts/:slug`), each with a page or a bare component. */
  readonly routes: Readonly<Record<string, Page | PageComponent>>
  /** The language of the documents, 'en' by default. */
  readonly lang?: string
  /** Children of every page's `<head>`, before the page's own. */
  readonly head?: Child
  /** Shown with status 404 where no route matches. */
  readonly notFound?: Page | PageComponent
  /** Shown with status 500; its component gets `{ error }`. It decides itself what it tells. */
  readonly error?: Page | PageComponent
  /**
   * Other origins (`https://www.example.com`) whose pages may open live connections, beside the
   * app's own. Needed where a proxy changes the Host header.
   */
  readonly allowedOrigins?: readonly string[]
  readonly limits?: Partial<LiveLimits>
  /** Runs around every page, the first one outermost. */
  readonly middleware?: readonly Middleware[]
  /**
   * What carries global values between server processes; this process's memory by default. Apps with
   * the same one share them. It is closed with the last app that uses it.
   */
  readonly backplane?: Backplane
  /**
   * Where sessions are written down, so that pages go on when their process is gone: `vango/redis` and
   * `vango/nats` have stores that several processes share. By default this process's memory, which
   * keeps the pages of browsers that were away for long.
   */
  readonly sessionStore?: SessionStore
  /** Told of every error of a page, handler or effect; writes to `log` by default. */
  readonly onError?: HubOptions['onError']
  /** Where Vango and `ctx.log` write; `console` by default. */
  readonly log?: Logger
}

/** What every answer needs. */
interface Shown {
  readonly surroundings: Surroundings
  readonly host: CtxHost
  readonly middleware: readonly Middleware[]
  readonly notFound: Page | undefined
  readonly error: Page | undefined
}

export interface App {
  /** `env` is the platform's own objects, as Hono's middleware finds them in `c.env`. */
  fetch(request: Request, env?: object): Promise<Response>
  /** To mount into a Hono app of your own: `yours.route('/', app.hono)`. */
  readonly hono: Hono
  /** The live sessions. */
  readonly hub: Hub
  readonly allowedOrigins: readonly string[]
  /**
   * Ends the live pages of a user who has lost a right, in all browsers: each loads anew, and meets the
   * guards again. The login itself ends with its session.
   */
  disconnectUser(userId: string): void
  /** Ends all sessions; their sockets are closed with 1001. Closes the backplane. */
  close(): Promise<void>
}

/** Browsers ask for it unasked. An app without one should not make a page, or a log entry, of that. */
const iconPath = '/favicon.ico'

/** An app with the middleware it is given and no other; `createApp` of the door brings the defaults. */
export function createBareApp(options: AppOptions): App {
  const log = options.log ?? console
  const onError = options.onError ?? ((error, info) => log.error(`[${info.where}]`, error))
  const middleware = options.middleware ?? []
  const tokens = middleware.find(({ live }) => live !== undefined)?.live
  const globals = openGlobals(options.backplane, (error, key) =>
    onError(error, { where: `global value ${key}` }),
  )
  const hono = new Hono()
  const surroundings: Surroundings = {
    globals: globals.scope,
    hub: createHub({
      ...(options.limits && { limits: options.limits }),
      ...(tokens && { tokens }),
      ...(options.sessionStore && { store: options.sessionStore }),
      pages: createPages(hono),
      onError,
    }),
    assets: createAssets(),
    lang: options.lang ?? 'en',
    head: options.head,
    log,
    report: (error, where) => onError(error, { where }),
  }
  const shown: Shown = {
    surroundings,
    host: createHost(surroundings),
    middleware,
    notFound: toPage(options.notFound),
    error: toPage(options.error),
  }

  addOwnRoutes(hono, surroundings)
  for (const [path, value] of Object.entries(options.routes)) {
    const page = checkRoute(path, value)
    hono.on(['GET', 'POST'], path, (c) => answer(c, shown, (ctx) => showPage(c, shown, ctx, page)))
  }
  hono.notFound((c) => {
    if (c.req.path === iconPath) return new Response(null, { status: 204 })
    return answer(c, shown, (ctx) => showNotFound(c, shown, ctx))
  })

  return {
    fetch: async (request, env) => hono.fetch(request, env),
    hono,
    hub: surroundings.hub,
    allowedOrigins: options.allowedOrigins ?? [],
    disconnectUser(userId) {
      surroundings.hub.disconnect((env) => env instanceof RequestCtx && env.userId === userId)
    },
    async close() {
      await surroundings.hub.close()
      await globals.close()
    },
  }
}

function addOwnRoutes(hono: Hono, { assets }: Surroundings): void {
  for (const asset of Object.values(assets)) {
    hono.get(asset.pattern, (c) => serveAsset(asset, c.req.raw))
  }

  // A socket's upgrade never comes here unless nobody listens for it.
  hono.get('/vango/live/:session', (c) =>
    c.text(
      'This address takes WebSockets only. If this was one, the server has no live endpoint: ' +
        "start the app with serve() of 'vango/node', or call attachLive(server, app).",
      426,
      { upgrade: 'websocket', connection: 'upgrade' },
    ),
  )
}

function checkRoute(path: string, value: unknown): Page {
  if (!path.startsWith('/')) {
    throw vangoError('server/bad-route', { path, problem: 'does not begin with a slash' })
  }
  if (path === '/vango' || path.startsWith('/vango/')) {
    throw vangoError('server/bad-route', { path, problem: 'is in the folder of Vango itself' })
  }

  const page = toPage(value)
  if (page === undefined) throw vangoError('server/bad-page', { path, got: typeName(value) })
  return page
}

/**
 * One request, through the app's middleware to `show` and back. Errors are not left to Hono's
 * `onError`: it is handed only what is an `Error`, and does not come along into another app.
 */
async function answer(
  c: Context,
  shown: Shown,
  show: (ctx: RequestCtx) => Response | Promise<Response>,
): Promise<Response> {
  const ctx = createCtx(c, shown)
  let response: Response
  try {
    response = await runMiddleware(shown.middleware, ctx, async () => {
      try {
        return await show(ctx)
      } catch (error) {
        return await showError(c, shown, ctx, error)
      }
    })
  } catch (error) {
    response = await showError(c, shown, ctx, error)
  }

  const cookies = ctx.seal()
  if (cookies.length === 0) return response
  const open = withOpenHeaders(response)
  for (const cookie of cookies) open.headers.append('set-cookie', cookie)
  return open
}

function createCtx(c: Context, { surroundings, host }: Shown): RequestCtx {
  const ctx = new RequestCtx(c.req.raw, {}, surroundings.log, surroundings.globals)
  ctx.host = host
  return ctx
}

function createHost(surroundings: Surroundings): CtxHost {
  const { hub, report } = surroundings
  return {
    report,
    toNotice: (request, shown) => toResponse(request, surroundings, shown),
    endSession: (id) => hub.disconnect((env) => env instanceof RequestCtx && env.sessionId === id),
  }
}

function showPage(
  c: Context,
  { surroundings }: Shown,
  ctx: RequestCtx,
  page: Page,
): Promise<Response> {
  const params = c.req.param() as Record<string, string>
  ctx.params = params
  const visit: Visit = { page, ctx, status: 200, props: { params } }
  return runMiddleware(page.middleware ?? [], ctx, () =>
    c.req.method === 'POST'
      ? respondToPost(surroundings, visit)
      : respondWhenReady(() => respond(surroundings, visit)),
  )
}

async function showNotFound(c: Context, shown: Shown, ctx: RequestCtx): Promise<Response> {
  const { surroundings, notFound: page } = shown
  if (page === undefined) return ctx.toNotice(notFoundNotice())

  return respond(surroundings, { page, ctx, status: 404, props: { params: {} } })
}

async function showError(
  c: Context,
  shown: Shown,
  ctx: RequestCtx,
  error: unknown,
): Promise<Response> {
  const { surroundings, error: page } = shown
  surroundings.report(error, `${c.req.method} ${c.req.path}`)
  if (page !== undefined) {
    try {
      return await respond(surroundings, { page, ctx, status: 500, props: { params: {}, error } })
    } catch (second) {
      surroundings.report(second, 'the error page')
    }
  }

  return ctx.toNotice(errorNotice(error))
}

function toResponse(request: Request, { lang, assets }: Surroundings, shown: Notice): Response {
  return new Response(request.method === 'HEAD' ? null : printNotice(shown, lang, assets), {
    status: shown.status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
  })
}

function typeName(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'an array' : typeof value
}
