/**
 * `Ctx`: what a page may know of the request that made it. Components read it with `useCtx()`, and
 * so do their handlers and effects later, for as long as the session lives.
 *
 * A session may outlive its request by hours, so a context must not keep the platform's request,
 * its socket and its buffers alive: `release` swaps them for the URL and one string of headers.
 */
import { vangoError } from '../base/errors.ts'
import { currentEnv } from '../component/current.ts'
import type { PageEnv } from '../component/current.ts'
import { scriptPath } from './assets.ts'
import type { GlobalScope, HasGlobals } from '../state/global-scope.ts'
import type { Browser } from './browser.ts'
import { Cookies } from './cookies.ts'
import type { CookieSession } from './cookie-session.ts'
import { defaultFormLimits, readForm } from './form.ts'
import type { FormLimits, PostedForm } from './form.ts'
import type { Notice } from './notice.ts'

export type Params = Readonly<Record<string, string>>

/** What Vango and its users log to; `console` is one. */
export interface Logger {
  debug(...data: unknown[]): void
  info(...data: unknown[]): void
  warn(...data: unknown[]): void
  error(...data: unknown[]): void
}

export interface Ctx {
  /** The request the page was rendered for. Once the response has gone, a copy without a body. */
  readonly request: Request
  readonly url: URL
  /** The values of the route's `:name` parts, decoded. */
  readonly params: Params
  readonly query: URLSearchParams
  /** Aborts when the browser goes away before it has the whole response. */
  readonly signal: AbortSignal
  readonly log: Logger
  /** The cookies of the request, and those that the response will set. */
  readonly cookies: Cookies
  /** Who is logged in, and what the app remembers of this browser. */
  readonly session: CookieSession
  /**
   * Answers with a redirect instead of the page; in a component or in the handler of a form that was
   * posted. Throws `server/response-gone` once the page has begun, and `server/bad-redirect` for an
   * address of another site, unless it is given as a `URL`.
   */
  redirect(to: string | URL): void
}

/** What a context asks of its app. */
export interface CtxHost {
  /** A plain notice as the answer. */
  toNotice(request: Request, shown: Notice): Response
  /** Ends the live pages of a browser's session that has ended. */
  endSession(sessionId: string): void
  /** Told of errors that no answer can tell of. */
  report(error: unknown, where: string): void
}

/** The context as the framework has it. Throws `server/no-ctx` for one that is not of a request. */
export function toRequestCtx(ctx: Ctx): RequestCtx {
  if (!(ctx instanceof RequestCtx)) throw vangoError('server/no-ctx', {})

  return ctx
}

/** The context of the component, handler or effect that is running now. Not usable after an `await`. */
export function useCtx(): Ctx {
  const env = currentEnv('useCtx()')
  if (!(env instanceof RequestCtx)) throw vangoError('server/no-ctx', {})

  return env
}

/** A class, because everything a page seldom asks for is made when it is asked for. */
export class RequestCtx implements Ctx, HasGlobals, PageEnv {
  /** Set anew once a route has matched. */
  params: Params
  readonly log: Logger
  readonly globals: GlobalScope | undefined
  /** Made when first asked for, by `getCSPNonce`. */
  nonce: string | undefined = undefined
  #cookies: Cookies | undefined
  #session: CookieSession | undefined
  #form: Promise<PostedForm> | undefined
  /** The head of the response is made. */
  isSealed = false
  #isReleased = false
  #browserId: string | undefined
  /** Set by `csrf`. */
  browser: Browser | undefined = undefined
  /** Makes a token for the forms of this page; set by `csrf`. */
  formToken: (() => string) | undefined = undefined
  /** Where the answer leads, if it is not the page. */
  redirectTo: string | undefined = undefined
  /** Of the app; a context that a test makes has none. */
  host: CtxHost | undefined = undefined
  #request: Request | undefined
  #url: URL | undefined
  #signal: AbortSignal | undefined
  // What is left of the request after `release`.
  #href = ''
  #headers: string | undefined

  constructor(request: Request, params: Params, log: Logger, globals?: GlobalScope) {
    this.params = params
    this.log = log
    this.globals = globals
    this.#request = request
  }

  get request(): Request {
    return (this.#request ??= new Request(this.#href, {
      headers: JSON.parse(this.#headers ?? '[]') as [string, string][],
    }))
  }

  get url(): URL {
    return (this.#url ??= new URL(this.#request?.url ?? this.#href))
  }

  get query(): URLSearchParams {
    return this.url.searchParams
  }

  get signal(): AbortSignal {
    return (this.#signal ??= this.#request?.signal ?? new AbortController().signal)
  }

  get cookies(): Cookies {
    return (this.#cookies ??= new Cookies(this.request.headers.get('cookie') ?? '', {
      url: this.url,
      isSealed: this.isSealed,
    }))
  }

  /** Asked by what shows elements that need a script. */
  scriptPath(name: string): string | undefined {
    return scriptPath(name)
  }

  get session(): CookieSession {
    if (this.#session === undefined) throw vangoError('server/no-session', {})

    return this.#session
  }

  set session(session: CookieSession) {
    this.#session = session
  }

  /** Of the browser's session, if it has one. */
  get sessionId(): string | undefined {
    return this.#session?.id
  }

  get userId(): string | undefined {
    return this.#session?.user?.id
  }

  /** The fields that were posted; the body is read once. */
  form(limits: FormLimits = defaultFormLimits): Promise<PostedForm> {
    return (this.#form ??= readForm(this.request, limits))
  }

  /** The id that tokens of this page are bound to; empty without `csrf`. */
  get browserId(): string {
    return this.#browserId ?? this.browser?.id() ?? ''
  }

  /** A plain notice as the answer. */
  toNotice(shown: Notice): Response {
    return this.host?.toNotice(this.request, shown) ?? plainNotice(shown)
  }

  /** Sees to it that the browser has an id, while there is still time for a cookie. */
  identify(): void {
    this.browser?.id()
  }

  redirect(to: string | URL): void {
    if (this.isSealed) throw vangoError('server/response-gone', { what: 'a redirect' })
    const isOther = typeof to === 'string' && new URL(to, this.url).origin !== this.url.origin
    if (isOther) throw vangoError('server/bad-redirect', { to })

    this.redirectTo = String(to)
  }

  /**
   * The head of the response is made: what would have to stand in it comes too late from now on.
   * Returns what is to stand there as `Set-Cookie`.
   */
  seal(): readonly string[] {
    this.isSealed = true
    this.#cookies?.seal()
    const cookies = this.#cookies?.toSetCookies() ?? []
    if (this.#isReleased) this.release()
    return cookies
  }

  /** The response has gone: keeps only what a live session may still ask for. */
  release(): void {
    // A body that was printed at once has gone before its head.
    this.#isReleased = true
    if (this.host !== undefined && !this.isSealed) return

    const request = this.#request
    if (request === undefined || this.#headers !== undefined) return

    this.#href = request.url
    this.#headers = JSON.stringify([...request.headers])
    this.#request = undefined
    this.#url = undefined
    this.#signal = undefined
    this.#cookies = undefined
    this.#form = undefined
    this.#browserId = this.browser?.known()
    this.browser = undefined
    this.formToken = undefined
  }
}

function plainNotice({ status, title, text }: Notice): Response {
  return new Response(`${title}\n\n${text}\n`, { status })
}
