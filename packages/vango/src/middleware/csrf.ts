/**
 * Cross-site request forgery: another site's page makes a browser send a request here, with its
 * cookies. Nothing but GET and HEAD gets through to a page without
 *
 * - an `Origin` that is this site's own, and no other `Sec-Fetch-Site`;
 * - a token that a page of this app was given for this very browser, in the hidden field of a form or in
 *   the header `X-CSRF-Token`.
 *
 * The renderer puts the field into forms, and live pages show theirs in the first frame of the socket.
 *
 *     createApp({ routes, middleware: [csrf({ lifetimeSeconds: 3_600 })] })
 */
import { errorMessage } from '../base/errors.ts'
import { csrfFieldName } from '../vdom/event-data.ts'
import { createBrowser, readBrowserIds } from '../server/browser.ts'
import { toRequestCtx } from '../server/ctx.ts'
import type { Ctx, RequestCtx } from '../server/ctx.ts'
import { fieldOf } from '../server/form.ts'
import type { Middleware } from '../server/middleware.ts'
import { printResend } from '../server/notice.ts'
import { checkOrigin } from '../server/origin.ts'
import { createSecrets } from '../server/secrets.ts'
import { createTokens } from '../server/tokens.ts'
import type { TokenState, Tokens } from '../server/tokens.ts'

export interface CSRFOptions {
  /** Signs the tokens; VANGO_SECRET by default. Several are a rotation, the newest first. */
  readonly secret?: string | readonly string[]
  /** How long a token is good for, in seconds: a day by default. Open live pages renew theirs. */
  readonly lifetimeSeconds?: number
  /** Other origins whose pages may post here, beside this one. They still need a token. */
  readonly allowedOrigins?: readonly string[]
  /** Milliseconds since 1970; `Date.now` by default. */
  readonly now?: () => number
}

/** Why a request was refused; the answer is a 403 that carries it in `X-Vango-Error`. */
export type CSRFRefusal =
  | 'middleware/foreign-origin'
  | 'middleware/csrf-missing'
  | 'middleware/csrf-forged'
  | 'middleware/csrf-expired'
  | 'middleware/csrf-foreign'

/** Where a script puts the token of `getCSRFToken`. */
export const csrfHeader = 'x-csrf-token'

const oneDay = 86_400
const formPurpose = 'form'
const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

export function csrf(options: CSRFOptions = {}): Middleware {
  const secrets = createSecrets(options.secret)
  const lifetimeSeconds = options.lifetimeSeconds ?? oneDay
  const tokens = createTokens({
    secrets,
    lifetimeSeconds,
    ...(options.now && { now: options.now }),
  })

  const run: Middleware = async (ctx, next) => {
    const own = toRequestCtx(ctx)
    own.browser = createBrowser(own.cookies, secrets)
    own.formToken = () => tokens.issue(own.browserId, formPurpose)
    if (safeMethods.has(own.request.method)) return next()

    if (!isFromHere(own, options.allowedOrigins ?? [])) {
      return refuse(own, 'middleware/foreign-origin')
    }
    const state = await checkToken(own, tokens)
    if (state === 'valid') return next()
    return state === 'expired' || state === 'foreign'
      ? resend(own, `middleware/csrf-${state}`)
      : refuse(own, `middleware/csrf-${state}`)
  }

  return Object.assign(run, {
    kind: 'csrf',
    live: {
      issue: (session: string, env: unknown) =>
        tokens.issue((env as RequestCtx).browserId, livePurpose(session)),
      check: (token: string, session: string, credentials: string | undefined) =>
        readBrowserIds(credentials ?? '', secrets).some(
          (id) => tokens.check(token, id, livePurpose(session)) === 'valid',
        ),
      renewMs: (lifetimeSeconds / 2) * 1_000,
    },
  })
}

/**
 * A token for requests that a script of yours makes: put it where the script finds it, and let it send
 * the header `X-CSRF-Token`. Throws `server/no-ctx` outside of a request, and when it has ended.
 */
export function getCSRFToken(ctx: Ctx): string {
  const { formToken } = toRequestCtx(ctx)
  return formToken === undefined ? '' : formToken()
}

function livePurpose(session: string): string {
  return `live ${session}`
}

function isFromHere({ request, url }: RequestCtx, allowedOrigins: readonly string[]): boolean {
  const headers = {
    host: request.headers.get('host') ?? url.host,
    origin: request.headers.get('origin') ?? undefined,
    'sec-fetch-site': request.headers.get('sec-fetch-site') ?? undefined,
  }
  return checkOrigin(headers, allowedOrigins) === undefined
}

async function checkToken(ctx: RequestCtx, tokens: Tokens): Promise<TokenState | 'missing'> {
  const token = ctx.request.headers.get(csrfHeader) ?? fieldOf(await ctx.form(), csrfFieldName)
  if (token === undefined || token === '') return 'missing'

  return tokens.check(token, ctx.browser!.known(), formPurpose)
}

function refuse(ctx: RequestCtx, code: CSRFRefusal): Response {
  return withCode(
    ctx.toNotice({
      status: 403,
      title: 'This request was refused',
      text: 'It did not come from a page of this site that was opened in this browser. Go back, load the page again, and try once more.',
      detail: process.env['NODE_ENV'] === 'production' ? undefined : errorMessage(code, {}),
    }),
    code,
  )
}

/**
 * The token is ours, and the request from this site: the page was just open for too long, or somebody
 * has logged in in another tab since. What was typed is kept, and goes with one click more.
 */
async function resend(ctx: RequestCtx, code: CSRFRefusal): Promise<Response> {
  const form = await ctx.form()
  if (form.kind !== 'fields' || ctx.formToken === undefined) return refuse(ctx, code)

  const fields = form.fields.filter(([name]) => name !== csrfFieldName)
  return withCode(
    ctx.toNotice({
      status: 403,
      title: 'Please send this once more',
      text: 'The page was open for a long time, or you have logged in or out since. Nothing you have entered is lost.',
      html: printResend([...fields, [csrfFieldName, ctx.formToken()]]),
    }),
    code,
  )
}

function withCode(response: Response, code: CSRFRefusal): Response {
  response.headers.set('x-vango-error', code)
  return response
}
