/**
 * Turns a page into a `Response`. Mounting is synchronous, so the status is known before the first
 * byte: what throws in it becomes an error page. Printing then follows the reader: the head leaves
 * first, and the body is printed piece by piece as the connection takes it.
 */
import type { Child } from '../vdom/vnode.ts'
import { createComponent } from '../vdom/jsx.ts'
import { renderToString } from '../html/render.ts'
import type { Hub, LivePage } from '../live/hub.ts'
import type { GlobalScope } from '../state/global-scope.ts'
import { scriptPath } from './assets.ts'
import type { Assets } from './assets.ts'
import type { Logger, RequestCtx } from './ctx.ts'
import { documentEnd, documentStart, liveDocumentEnd } from './document.ts'
import { headOf, titleOf } from './page.ts'
import type { Page } from './page.ts'

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

/** Printed pieces are joined up to this many characters before they are encoded and handed on. */
const pieceLength = 16 * 1024

export function respond(surroundings: Surroundings, visit: Visit): Response {
  const { hub, assets } = surroundings
  const { page, ctx } = visit
  const live = hub.open(createComponent(page.component, visit.props, undefined), ctx)

  try {
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
      return new Response(null, { status: visit.status, headers })
    }
    return new Response(streamPage(surroundings, live, ctx, start), {
      status: visit.status,
      headers,
    })
  } catch (error) {
    live.discard()
    throw error
  }
}

function scriptsOf(live: LivePage): string[] {
  return live.scripts.flatMap((name) => scriptPath(name) ?? [])
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
  // A live page names its session and carries its token: no cache may hand it to anybody else.
  if (live.isLive) headers['cache-control'] = 'no-store'
  return headers
}

function streamPage(
  surroundings: Surroundings,
  live: LivePage,
  ctx: RequestCtx,
  start: string,
): ReadableStream<Uint8Array> {
  const { assets, report } = surroundings
  const encoder = new TextEncoder()
  const end = live.isLive
    ? liveDocumentEnd(assets, {
        session: live.id,
        token: live.token,
        nonce: ctx.nonce,
        scripts: scriptsOf(live),
      })
    : documentEnd()
  let chunks: Iterator<string> | undefined

  return new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (chunks === undefined) {
          chunks = live.chunks()[Symbol.iterator]()
          controller.enqueue(encoder.encode(start))
          return
        }

        try {
          const piece = nextPiece(chunks)
          if (piece !== undefined) return controller.enqueue(encoder.encode(piece))
        } catch (error) {
          // Too late for an error page. Breaking the stream off tells the browser at least that
          // the document is not whole.
          report(error, ctx.url.pathname)
          live.discard()
          controller.error(error)
          return
        }

        finish()
        controller.enqueue(encoder.encode(end))
        controller.close()
      },

      cancel() {
        live.discard()
      },
    },
    { highWaterMark: 0 },
  )

  function finish(): void {
    ctx.release()
    if (live.isLive) live.keep()
    else live.discard()
  }
}

/** Joins chunks to a piece worth a write, or returns `undefined` at the end. */
function nextPiece(chunks: Iterator<string>): string | undefined {
  let piece = ''
  for (;;) {
    const next = chunks.next()
    if (next.done === true) return piece === '' ? undefined : piece

    piece += next.value
    if (piece.length >= pieceLength && !endsInHalfCharacter(piece)) return piece
  }
}

/** Chunks may be cut inside of a surrogate pair, whose halves would be encoded to nonsense. */
function endsInHalfCharacter(text: string): boolean {
  const last = text.charCodeAt(text.length - 1)
  return last >= 0xd800 && last <= 0xdbff
}
