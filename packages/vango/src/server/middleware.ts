/**
 * Middleware: what stands between a request and its page. Each may answer by itself, or call `next` and
 * change what came back. `middleware/` has the framework's own; an app brings more of the same shape.
 */
import type { LiveTokens } from '../live/tokens.ts'
import type { Ctx } from './ctx.ts'

export type Next = () => Promise<Response>

export interface Middleware {
  (ctx: Ctx, next: Next): Response | Promise<Response>
  /** Of the framework's own: a second one of the same kind takes the place of the default. */
  readonly kind?: string
  /** How the sockets of live pages prove that they belong to the browser that got the page. */
  readonly live?: LiveTokens
}

/** Runs `chain` in order around `end`. An error of one reaches those before it as a rejection. */
export function runMiddleware(
  chain: readonly Middleware[],
  ctx: Ctx,
  end: () => Response | Promise<Response>,
): Promise<Response> {
  return runFrom(0)

  async function runFrom(index: number): Promise<Response> {
    const middleware = chain[index]
    if (middleware === undefined) return end()

    return middleware(ctx, () => runFrom(index + 1))
  }
}

/** The response, with headers that can be changed: those of `Response.redirect` cannot. */
export function withOpenHeaders(response: Response): Response {
  try {
    response.headers.delete('x-vango-probe')
    return response
  } catch {
    return new Response(response.body, response)
  }
}
