/**
 * The body of a page's response. It follows the reader: the head leaves first, then the page piece by
 * piece as the connection takes it, then each part when it has loaded. A live page's script comes
 * before the first part, so that a page is live before all of it is there.
 */
import type { LivePage } from '../live/hub.ts'
import { scriptPath } from './assets.ts'
import type { Assets } from './assets.ts'
import type { RequestCtx } from './ctx.ts'
import { documentEnd, lateScripts, lateStyles, liveScript } from './document.ts'
import { printPart, printPartScript } from './parts.ts'

export interface StreamOptions {
  readonly live: LivePage
  readonly ctx: RequestCtx
  readonly assets: Assets
  /** The document up to its body. */
  readonly start: string
  readonly report: (error: unknown, where: string) => void
}

/** Printed pieces are joined up to this many characters before they are encoded and handed on. */
const pieceLength = 16 * 1024

/**
 * The whole document, if it is complete and short: one write takes it, so there is nothing to stream,
 * and a stream costs as much again as the page.
 */
export function printShort(options: StreamOptions): string | undefined {
  const { live, ctx, start } = options
  if (!live.isComplete || live.length > pieceLength) return undefined

  const html = start + [...live.chunks()].join('') + printEnd(options)
  finish(live, ctx)
  return html
}

export function streamPage(options: StreamOptions): ReadableStream<Uint8Array> {
  const { live, ctx, start, report } = options
  const encoder = new TextEncoder()
  let chunks: Iterator<string> | undefined
  let rest: AsyncIterator<string> | undefined
  let isCancelled = false

  function write(controller: ReadableStreamDefaultController<Uint8Array>, text: string): void {
    if (!isCancelled) controller.enqueue(encoder.encode(text))
  }

  function end(controller: ReadableStreamDefaultController<Uint8Array>, text: string): void {
    finish(live, ctx)
    write(controller, text)
    if (!isCancelled) controller.close()
  }

  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          if (chunks === undefined) {
            chunks = live.chunks()[Symbol.iterator]()
            return write(controller, start)
          }
          const piece = rest === undefined ? nextPiece(chunks) : undefined
          if (piece !== undefined) return write(controller, piece)
          // Fast path: nothing is missing.
          if (rest === undefined && live.isComplete) return end(controller, printEnd(options))

          rest ??= printParts(options)
          const part = await rest.next()
          if (part.done !== true) return write(controller, part.value)
          end(controller, documentEnd())
        } catch (error) {
          // Too late for an error page. Breaking the stream off tells the browser at least that
          // the document is not whole.
          report(error, ctx.url.pathname)
          live.discard()
          if (!isCancelled) controller.error(error)
        }
      },

      cancel() {
        isCancelled = true
        live.discard()
      },
    },
    { highWaterMark: 0 },
  )
}

function printEnd({ live, ctx, assets }: StreamOptions): string {
  const options = { nonce: ctx.nonce, scripts: scriptsOf(live) }
  return (live.isLive ? liveScript(assets, live, options) : '') + documentEnd()
}

/** The paths of what it needs beside the thin client. */
export function scriptsOf(live: LivePage): string[] {
  return live.scripts.flatMap((name) => scriptPath(name) ?? [])
}

/** All that comes after the page's first HTML, up to the end of the document. */
async function* printParts({ live, ctx, assets }: StreamOptions): AsyncGenerator<string> {
  const { nonce } = ctx
  let announced: readonly string[] | undefined
  /** The client, as soon as there is something for it to do, and what it needs since. */
  function announce(part: number): string {
    if (!live.isLive) return ''
    const scripts = scriptsOf(live)
    const before = announced
    announced = scripts
    if (before !== undefined) {
      const late = scripts.filter((script) => !before.includes(script))
      return lateScripts(assets, late, nonce)
    }
    live.keep()
    // The head of a page that was not live then has no styles for it.
    const styles = part === 0 ? '' : lateStyles(assets)
    return styles + liveScript(assets, live, { nonce, part, scripts })
  }

  let count = 0
  yield printPartScript(nonce) + announce(count)
  for (;;) {
    const part = await live.nextPart()
    if (part === undefined) break
    count = part.seq
    yield printPart(part, nonce) + announce(count)
  }
  yield announce(count)
}

/** The response has gone: a live page waits for its socket, if that has not come yet. */
function finish(live: LivePage, ctx: RequestCtx): void {
  ctx.release()
  if (live.isLive) live.keep()
  else live.discard()
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
