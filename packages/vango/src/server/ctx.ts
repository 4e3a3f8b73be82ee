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
import { Cookies, hasSecureCookies } from './cookies.ts'
import type { GlobalScope, HasGlobals } from '../state/global-scope.ts'

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
}

/** The context of the component, handler or effect that is running now. Not usable after an `await`. */
export function useCtx(): Ctx {
  const env = currentEnv()
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
  #isSealed = false
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
      isSecure: hasSecureCookies(this.url),
      isSealed: this.#isSealed,
    }))
  }

  /** Asked by what shows elements that need a script. */
  scriptPath(name: string): string | undefined {
    return scriptPath(name)
  }

  /**
   * The head of the response is made: what would have to stand in it comes too late from now on.
   * Returns what is to stand there as `Set-Cookie`.
   */
  seal(): readonly string[] {
    this.#isSealed = true
    this.#cookies?.seal()
    return this.#cookies?.toSetCookies() ?? []
  }

  /** The response has gone: keeps only what a live session may still ask for. */
  release(): void {
    const request = this.#request
    if (request === undefined || this.#headers !== undefined) return

    this.#href = request.url
    this.#headers = JSON.stringify([...request.headers])
    this.#request = undefined
    this.#url = undefined
    this.#signal = undefined
    this.#cookies = undefined
  }
}
