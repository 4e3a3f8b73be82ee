/**
 * The app that `vango dev` serves: a place that one app after the other stands in, so that the port
 * and the sockets' endpoint stay. Every document it answers with also loads Vite's client.
 */
import type { Served } from '../node.ts'
import { createApp } from '../server.ts'
import type { App } from '../server.ts'

export interface Switch extends Served {
  /** Serves `app` from now on and closes the one before. */
  use(app: App, base: string): Promise<void>
  /** Answers everything with the error, until the next `use`. */
  fail(error: unknown, base: string): Promise<void>
  readonly isFailed: boolean
}

export function createSwitch(): Switch {
  let current = failingApp(new Error('The app is still loading.'))
  let isFailed = true
  let base = '/'

  return {
    get hub() {
      return current.hub
    },
    get allowedOrigins() {
      return current.allowedOrigins
    },
    get isFailed() {
      return isFailed
    },

    fetch: async (request, env) => withViteClient(await current.fetch(request, env), base),
    close: () => current.close(),

    use(app, newBase) {
      isFailed = false
      base = newBase
      return replace(app)
    },

    fail(error, newBase) {
      isFailed = true
      base = newBase
      return replace(failingApp(error))
    },
  }

  async function replace(app: App): Promise<void> {
    const old = current
    current = app
    if (old !== app) await old.close()
  }
}

/** The server's own page for errors, at every address. */
function failingApp(error: unknown): App {
  return createApp({
    routes: {
      '/*': () => {
        throw error
      },
    },
    // It is in the terminal already.
    onError: () => {},
  })
}

function withViteClient(response: Response, base: string): Response {
  const isDocument = response.headers.get('content-type')?.startsWith('text/html') === true
  if (!isDocument || response.body === null) return response

  // Behind the document's end: browsers take it for the last child of the body.
  const script = new TextEncoder().encode(
    `<script type="module" src="${base}@vite/client"></script>`,
  )
  const appended = new TransformStream<Uint8Array, Uint8Array>({
    flush: (controller) => controller.enqueue(script),
  })
  return new Response(response.body.pipeThrough(appended), {
    status: response.status,
    headers: response.headers,
  })
}
