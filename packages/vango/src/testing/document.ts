/**
 * Loads a document as a browser does: cookies up, redirects followed, HTML parsed, scripts run, links
 * and forms led back here.
 */
import type { Address } from './address.ts'
import type { PageSocket } from './socket.ts'
import type { Realm } from './realm.ts'
import type { Tab } from './tab.ts'
import type { PageTimers } from './timers.ts'
import { vangoError } from '../base/errors.ts'
import { createAddress } from './address.ts'
import { openRealm } from './realm-node.ts'
import { cookieHeader, defineCookies, takeCookies } from './tab.ts'
import { createTimers } from './timers.ts'

export interface OpenDocument {
  readonly realm: Realm
  readonly address: Address
  readonly response: { readonly status: number; readonly headers: Headers }
  /** The id of its live session, if it has one. */
  readonly session: string | undefined
  /** Ends its scripts: none of its timers goes off any more. */
  leave(): void
}

export interface DocumentHost {
  readonly app: { fetch(request: Request): Promise<Response> }
  readonly tab: Tab
  readonly WebSocket: typeof PageSocket
  /** The response is here: the document before it ends. */
  readonly leave: () => void
  /** The page goes elsewhere. */
  readonly load: (request: Request) => void
  /** Something is loaded that the page waits for. */
  readonly track: <T>(loading: Promise<T>) => Promise<T>
  /** A script of the page has thrown. */
  readonly failed: (error: unknown) => void
}

const maxRedirects = 20

export async function openDocument(request: Request, host: DocumentHost): Promise<OpenDocument> {
  const { url, response } = await send(request, host)
  const { html, stop } = await readPage(response)
  host.leave()
  const realm = openRealm(html, url.href)
  const { document, window } = realm
  const load = (next: URL): void => host.load(new Request(next))
  const address = createAddress(url, window, load)

  defineCookies(document, host.tab)
  window.addEventListener('error', (event) => {
    event.preventDefault()
    host.failed(event.error ?? event.message)
  })
  const script = document.querySelector<HTMLElement>('script[data-session]')
  await fillStyles(document, url, host)
  const timers = createTimers()
  await runScripts(realm, host, createGlobals(realm, address, host, timers), address)
  // After the page's own listeners: what they have prevented, does not happen.
  window.addEventListener('click', (event) => followLink(event, address, host))
  window.addEventListener('submit', (event) => sendForm(event, realm, address, host))
  return {
    realm,
    address,
    response,
    session: script?.dataset['session'],
    leave() {
      stop()
      timers.clear()
      realm.close()
    },
  }
}

/** Stands in a page that comes in parts, and is live before all of them are there. */
const isLiveEarly = /<script[^>]* data-part="/

/**
 * Reads a page to its end, or as far as it must be for its client to start: the rest comes by the
 * socket. `stop` ends the response.
 */
async function readPage(response: Response): Promise<{ html: string; stop: () => void }> {
  const reader = response.body?.getReader()
  const decoder = new TextDecoder()
  let html = ''
  while (reader !== undefined && !isLiveEarly.test(html)) {
    const { done, value } = await reader.read()
    if (done) break
    html += decoder.decode(value, { stream: true })
  }

  void reader?.read().catch(() => {})
  return { html, stop: () => void reader?.cancel().catch(() => {}) }
}

async function send(
  first: Request,
  { app, tab }: DocumentHost,
): Promise<{ url: URL; response: Response }> {
  let request = first
  for (let redirects = 0; redirects <= maxRedirects; redirects++) {
    const cookie = cookieHeader(tab)
    if (cookie !== undefined) request.headers.set('cookie', cookie)
    const response = await app.fetch(request)
    takeCookies(tab, response.headers)
    const location = response.headers.get('location')
    const url = new URL(request.url)
    if (response.status < 300 || response.status >= 400 || location === null) {
      return { url, response }
    }

    const next = new URL(location, url)
    if (next.origin !== url.origin) {
      throw vangoError('testing/outside-of-app', { url: next.href, origin: url.origin })
    }
    request = new Request(next)
  }
  throw vangoError('testing/too-many-redirects', { url: first.url })
}

/** Modules come after classic scripts, and all after the document. */
async function runScripts(
  realm: Realm,
  host: DocumentHost,
  globals: object,
  address: Address,
): Promise<void> {
  const scripts = [...realm.document.querySelectorAll('script')]
  const isModule = ({ type }: HTMLScriptElement): boolean => type === 'module'
  const ordered = [
    ...scripts.filter((script) => /^(|text\/javascript)$/.test(script.type)),
    ...scripts.filter(isModule),
  ]
  for (const script of ordered) {
    const code = await readScript(script, address, host)
    try {
      realm.run(code, globals)
    } catch (error) {
      host.failed(error)
    }
  }
}

/** A realm that shows styles leaves a place for each; others load none. */
async function fillStyles(document: Document, url: URL, { app }: DocumentHost): Promise<void> {
  for (const style of document.querySelectorAll<HTMLElement>('style[data-href]')) {
    const response = await app.fetch(new Request(new URL(style.dataset['href']!, url)))
    if (response.ok) style.textContent = await response.text()
  }
}

async function readScript(
  script: HTMLScriptElement,
  address: Address,
  host: DocumentHost,
): Promise<string> {
  const src = script.getAttribute('src')
  return src === null ? script.textContent : fetchScript(src, address, host)
}

async function fetchScript(src: string, { url }: Address, { app }: DocumentHost): Promise<string> {
  const response = await app.fetch(new Request(new URL(src, url)))
  if (response.ok) return response.text()
  throw new Error(`The script ${src} has the status ${response.status}`)
}

/** What a script of the page sees in the place of its window's own. */
function createGlobals(
  realm: Realm,
  address: Address,
  host: DocumentHost,
  timers: PageTimers,
): object {
  // As in a browser, a page's time begins with it.
  const openedAt = performance.now()
  const globals: object = {
    ...timers.globals,
    // Looked up at each use, as the timers are, so that a clock which is stopped later stops these too.
    get Date() {
      return Date
    },
    performance: { now: () => performance.now() - openedAt },
    console,
    globalThis: realm.window,
    WebSocket: host.WebSocket,
    location: address.location,
    history: address.history,
    localStorage: host.tab.localStorage,
    sessionStorage: host.tab.sessionStorage,
    fetch: (input: string, init?: RequestInit) =>
      host.app.fetch(new Request(new URL(input, address.url), init)),
    importModule: (src: string) =>
      host.track(fetchScript(src, address, host).then((code) => realm.run(code, globals))),
  }
  return globals
}

function followLink(event: Event, address: Address, host: DocumentHost): void {
  const link = (event.target as Element).closest?.('a[href]')
  if (link === null || event.defaultPrevented) return
  event.preventDefault()
  const url = new URL(link.getAttribute('href')!, address.url)
  const isJump = url.hash !== '' && url.href.split('#')[0] === address.url.href.split('#')[0]
  if (isJump) return
  if (url.origin === address.url.origin) return host.load(new Request(url))
  host.failed(vangoError('testing/outside-of-app', { url: url.href, origin: address.url.origin }))
}

function sendForm(event: Event, realm: Realm, address: Address, host: DocumentHost): void {
  if (event.defaultPrevented) return
  event.preventDefault()
  const form = event.target as HTMLFormElement
  const { submitter } = event as SubmitEvent
  const data = new realm.window.FormData(form, submitter)
  const fields = new URLSearchParams([...data].map(([name, value]) => [name, String(value)]))
  const action = submitter?.getAttribute('formaction') ?? form.getAttribute('action') ?? ''
  const url = new URL(action, address.url)
  const method = (submitter?.getAttribute('formmethod') ?? form.method).toUpperCase()

  if (method === 'POST') {
    const headers = { origin: url.origin, 'sec-fetch-site': 'same-origin' }
    host.load(new Request(url, { method, body: fields, headers }))
    return
  }
  url.search = fields.toString()
  host.load(new Request(url))
}
