/**
 * A page under test: the app's own response in a DOM, run by the client that browsers load, which
 * talks to the app's own hub. Only the network is in memory.
 *
 * It must never know private fields of what it tests. Read `document.ts` next.
 */
import type { SessionView } from '../live/hub.ts'
import type { Patch } from '../vdom/patch.ts'
import type { Actions } from './actions.ts'
import type { Network } from './network.ts'
import type { PageServer } from './page-server.ts'
import type { OpenDocument } from './document.ts'
import type { Problem } from './problems.ts'
import type { Queries } from './queries.ts'
import type { PageWindow } from './realm.ts'
import type { Traffic } from './traffic.ts'
import { vangoError } from '../base/errors.ts'
import { createActions } from './actions.ts'
import { openCleanup } from './cleanup.ts'
import { openDocument } from './document.ts'
import { describe, findDrift, findDuplicateIds } from './lint.ts'
import { createNetwork } from './network.ts'
import { toPlainHtml } from './plain-html.ts'
import { createProblems, describeError, watchConsole } from './problems.ts'
import { bindQueries } from './queries.ts'
import { settle } from './settle.ts'
import { addCookies, cookieHeader, createTab } from './tab.ts'
import { createTraffic } from './traffic.ts'

export interface Page extends Queries, Actions {
  readonly window: PageWindow
  readonly document: Document
  /** What the address bar shows. */
  readonly url: URL
  /** Status and headers of the response that the page came with. */
  readonly response: { readonly status: number; readonly headers: Headers }
  /** What a person sees and hears of, as HTML: without hids, anchors and the client's script. */
  readonly html: string
  /** All patches that have arrived at the page. */
  readonly patches: readonly Patch[]
  readonly traffic: Traffic
  readonly network: Network
  /** What went wrong and was not taken yet. */
  readonly problems: readonly Problem[]
  /** Loads another page into the same tab, as a link does. */
  navigate(path: string): Promise<void>
  reload(): Promise<void>
  /**
   * Waits until nothing more can happen by itself: all events are handled by the server, their patches
   * applied, their effects run. Actions do so by themselves. Throws `testing/problems` if something
   * went wrong meanwhile.
   */
  settled(): Promise<void>
  /** Throws `testing/wrong-text`, which names the page and the element, unless its text is that. */
  expectText(element: Element, expected: string): void
  /**
   * The next problem whose message matches is one that the test means to happen: say so before what
   * causes it. One that does not come by the end of the test is `testing/no-problem`.
   */
  expectProblem(pattern: RegExp | string): void
  /** Leaves the page. Throws `testing/problems` for what went wrong and was not taken. */
  close(): Promise<void>
}

export interface PageOptions {
  /** Headers of the first request, for instance `cookie` or `accept-language`. */
  readonly headers?: Readonly<Record<string, string>>
  /** Where the app is, `http://localhost` by default. */
  readonly origin?: string
  /** Compare the page with the server's rendering whenever it settles. Default true. */
  readonly checkDrift?: boolean
}

export interface PageSetup extends PageOptions {
  readonly app: PageServer
  readonly path: string
  /** How messages call the page. */
  readonly label?: string
  /** Its server answers only when the test says so. */
  readonly isScripted?: true
  /** Called when the page is closed. */
  readonly closed?: () => Promise<void>
}

export type OwnPage = Page & { addProblem(problem: Problem): void }

/** Above 40 lines because it ties the parts of a page together, each of which is a file. */
export async function openPage(setup: PageSetup): Promise<OwnPage> {
  const { app, checkDrift = true, origin = 'http://localhost' } = setup
  let current: OpenDocument | undefined
  let loading = 0
  let isClosed = false
  const label = (): string => setup.label ?? current?.address.url.pathname ?? setup.path
  const problems = createProblems(label)
  const traffic = createTraffic()
  const tab = createTab()
  addCookies(tab, new Headers(setup.headers).get('cookie') ?? '')
  const network = createNetwork({
    traffic,
    connect: (url, transport) => app.connect(url, transport, cookieHeader(tab)),
    dispatch(type) {
      const window = current?.realm.window
      window?.dispatchEvent(new window.Event(type))
    },
    failed: scriptFailed,
    refused(code, reason) {
      if (setup.isScripted === true) return
      const message = `the server refused the page's socket with ${code}, ${reason}`
      problems.add({ kind: 'refused', message })
    },
    lost: (hid) =>
      problems.add({ kind: 'drift', message: `a patch is for node ${hid}, which is not here` }),
  })
  const endConsole = watchConsole((message, cause) =>
    problems.add({ kind: 'console', message: `the console got an error: ${message}`, cause }),
  )

  function scriptFailed(error: unknown): void {
    const message = `a script of the page failed: ${describeError(error)}`
    problems.add({ kind: 'script', message, cause: error })
  }

  function open(): OpenDocument {
    if (isClosed || current === undefined)
      throw vangoError('testing/page-closed', { page: label() })
    return current
  }

  async function track<T>(promise: Promise<T>): Promise<T> {
    loading++
    try {
      return await promise
    } finally {
      loading--
    }
  }

  async function load(request: Request): Promise<void> {
    current = await track(
      openDocument(request, {
        app,
        tab,
        leave,
        track,
        WebSocket: network.WebSocket,
        failed: scriptFailed,
        load: (next) => void load(next).catch(scriptFailed),
      }),
    )
  }

  function leave(): void {
    network.leave()
    traffic.startPage()
    current?.leave()
  }

  function session(): SessionView | undefined {
    const id = current?.session
    return id === undefined ? undefined : app.inspect(id)
  }

  async function rest(): Promise<void> {
    await settle({
      network,
      traffic,
      label,
      loading: () => loading,
      isDirty: () => session()?.isDirty === true,
      isWorking: () => session()?.isWorking === true,
      isScripted: setup.isScripted === true,
    })
    if (!isClosed) look()
  }

  function look(): void {
    const { document } = open().realm
    for (const problem of findDuplicateIds(document)) problems.add(problem)
    const shown = checkDrift && network.isConnected && !network.isHolding ? session() : undefined
    if (shown === undefined || network.moving > 0) return
    for (const problem of findDrift(document, shown.html)) problems.add(problem)
  }

  async function settled(): Promise<void> {
    open()
    await rest()
    problems.check()
  }

  async function close(): Promise<void> {
    if (isClosed) return
    try {
      await rest()
    } finally {
      isClosed = true
      cleanup.done()
      leave()
      await setup.closed?.()
      endConsole()
    }
    problems.end()
  }

  const cleanup = openCleanup(close)
  try {
    await load(new Request(new URL(setup.path, origin), { headers: setup.headers ?? {} }))
    await rest()
  } catch (error) {
    cleanup.done()
    endConsole()
    throw error
  }

  const body = (): HTMLElement => open().realm.document.body
  return {
    ...bindQueries(body, label),
    ...createActions({ document: () => open().realm.document, label, done: settled }),
    get window() {
      return open().realm.window
    },
    get document() {
      return open().realm.document
    },
    get url() {
      return open().address.url
    },
    get response() {
      return open().response
    },
    get html() {
      return toPlainHtml(body())
    },
    get patches() {
      return traffic.patches
    },
    get problems() {
      return problems.list
    },
    traffic,
    network,
    async navigate(path) {
      await load(new Request(new URL(path, open().address.url)))
      await settled()
    },
    async reload() {
      await load(new Request(open().address.url))
      await settled()
    },
    settled,
    expectText(element, expected) {
      const got = element.textContent
      if (got === expected) return
      const shown = { expected: JSON.stringify(expected), got: JSON.stringify(got) }
      throw vangoError('testing/wrong-text', {
        page: label(),
        element: describe(element),
        ...shown,
      })
    },
    expectProblem: (pattern) => problems.expect(pattern),
    addProblem: (problem) => problems.add(problem),
    close,
  }
}
