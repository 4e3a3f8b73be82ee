/**
 * The app that `vango dev` serves: a place that one app after the other stands in, so that the port
 * and the sockets' endpoint stay. Every document it answers with also loads Vite's client, and the kit
 * that makes its network bad on demand.
 */
import type { Served } from '../node.ts'
import { createApp } from '../server.ts'
import type { App } from '../server.ts'
import { kitScript } from '../testing-playwright.ts'

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

    async fetch(request, env) {
      if (new URL(request.url).pathname === kitPath) return serveKit()
      return withDevScripts(await current.fetch(request, env), base)
    },
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

const kitPath = '/vango/kit.js'
const policyHeaders = ['content-security-policy', 'content-security-policy-report-only'] as const

function withDevScripts(response: Response, base: string): Response {
  const isDocument = response.headers.get('content-type')?.startsWith('text/html') === true
  if (!isDocument || response.body === null) return response

  // Behind the document's end: browsers take it for the last child of the body. Vite's client gives
  // the styles it adds the nonce it finds in the meta element.
  const nonce = nonceOf(response)
  const attribute = nonce === undefined ? '' : ` nonce="${nonce}"`
  const meta = nonce === undefined ? '' : `<meta property="csp-nonce"${attribute}>`
  const script = new TextEncoder().encode(
    // The kit is a classic script: it runs before the page's client, which is a module.
    `${meta}<script src="${kitPath}"${attribute}></script>` +
      `<script type="module" src="${base}@vite/client"${attribute}></script>`,
  )
  const appended = new TransformStream<Uint8Array, Uint8Array>({
    flush: (controller) => controller.enqueue(script),
  })
  const headers = new Headers(response.headers)
  for (const name of policyHeaders) {
    const policy = headers.get(name)
    if (policy !== null) headers.set(name, allowReconnecting(policy))
  }
  return new Response(response.body.pipeThrough(appended), { status: response.status, headers })
}

/** `window.vango`: bad networks from the browser's console. */
function serveKit(): Response {
  return new Response(kitScript(), {
    headers: {
      'content-type': 'text/javascript; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-cache',
    },
  })
}

/** The nonce that the document's policy lets scripts run with. */
function nonceOf({ headers }: Response): string | undefined {
  const policy = policyHeaders.map((name) => headers.get(name)).find((text) => text !== null)
  return /'nonce-([\w+/=-]+)'/.exec(policy ?? '')?.[1]
}

/**
 * Vite's client waits for a restarted server in a worker that it makes of a blob, with no Trusted Types
 * policy of its own. That is all that differs from the policy in production.
 */
function allowReconnecting(policy: string): string {
  const directives = policy
    .split('; ')
    .filter((directive) => !directive.startsWith('require-trusted-types-for '))
  return [...directives, "worker-src 'self' blob:"].join('; ')
}
