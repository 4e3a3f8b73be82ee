/**
 * Renders the page of a saved session again, as a request would: through the app's routes and all of its
 * middleware, with the headers of the socket that asks. Whoever may not see the page any more is
 * answered by something else than the page, and then the session is not opened.
 */
import type { Hono } from 'hono'
import type { Pages } from '../live/recovery.ts'
import type { ComponentNode } from '../vdom/vnode.ts'
import type { RequestCtx } from './ctx.ts'

type Open = (node: ComponentNode, env: unknown) => Promise<void>

interface Reopening {
  readonly open: Open
  opened: Promise<void> | undefined
  ctx: RequestCtx | undefined
}

/** Requests that no browser has made. */
const reopenings = new WeakMap<Request, Reopening>()

/** Headers that belong to the socket and not to the page. */
const socketHeaders = /^(connection|upgrade|content-|transfer-|sec-websocket-|sec-fetch-|origin$)/

/** What a hub asks of the app whose routes `hono` has. */
export function createPages(hono: Hono): Pages {
  return {
    addressOf: (env) => (env as RequestCtx).url.href,

    async reopen(address, headers, open) {
      const request = new Request(address, { headers: toHeaders(headers) })
      const reopening: Reopening = { open, opened: undefined, ctx: undefined }
      reopenings.set(request, reopening)
      const response = await hono.fetch(request)
      await response.body?.cancel()
      await reopening.opened
      reopening.ctx?.release()
    },
  }
}

/** Hands the page to the session that is to be made of it; `false` for a browser's request. */
export function handOver(ctx: RequestCtx, node: ComponentNode): boolean {
  const reopening = reopenings.get(ctx.request)
  if (reopening === undefined) return false
  reopening.ctx = ctx
  reopening.opened = reopening.open(node, ctx)
  // It is waited for later, and must not be taken for unhandled until then.
  reopening.opened.catch(() => {})
  return true
}

function toHeaders(given: Parameters<Pages['reopen']>[1]): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(given)) {
    if (socketHeaders.test(name)) continue
    for (const one of [value ?? []].flat()) headers.append(name, one)
  }
  return headers
}
