/**
 * A page on its way into a response: its HTML at once, then a part for each turn in which something
 * behind a fallback has loaded, until nothing is missing or a socket has come.
 *
 * A part is the same as the message of that turn, as HTML, and has its sequence number. So the two
 * ways into the browser cannot contradict each other: whatever it has got by the one, it leaves out of
 * the other.
 */
import { findForms } from '../component/forms.ts'
import { completeForms } from '../html/forms.ts'
import type { FormParts } from '../html/forms.ts'
import { renderPage } from '../html/render.ts'
import type { SubmittedField } from '../vdom/event-data.ts'
import type { Hid } from '../vdom/vnode.ts'
import type { Part, Place } from './part.ts'
import type { Session } from './session.ts'

/** End it with `keep` or `discard`. */
export interface LivePage {
  /** Of its session; both are only worth something for a live page that is kept. */
  readonly id: string
  readonly token: string
  /** `false`: nothing on it can change or listens, so it needs no session and no script. */
  readonly isLive: boolean
  /** Names of the scripts that it needs beside the thin client; parts may add to them. */
  readonly scripts: readonly string[]
  /** Something with no Suspense around it has not loaded yet: `load` the page before it is printed. */
  readonly isWaiting: boolean
  /** Nothing is missing: there will be no part. */
  readonly isComplete: boolean
  /** Resolves when the page can be printed or was discarded. Rejects with what `open` would throw. */
  load(): Promise<void>
  /** Of its HTML, in UTF-16 units. */
  readonly length: number
  /** The HTML of the page's component. */
  chunks(): Iterable<string>
  /** The next part; `undefined` if there is none left that does not come by the socket. */
  nextPart(): Promise<Part | undefined>
  /**
   * Runs the handler of a form, waits until it has ended, and prints the page anew. `false` if the page
   * has no form of that name. Throws what the handler threw.
   */
  submit(form: string, fields: readonly SubmittedField[]): Promise<boolean>
  /** The page waits for its socket, for `limits.adoptMs` once it is complete. */
  keep(): void
  /** Ends it, unless a socket has come already. */
  discard(): void
}

/** What a page asks of its hub. */
export interface PageHost {
  issueToken(session: Session): string
  /** `isComplete`: from now on it waits for nothing but its socket. */
  keep(session: Session, isComplete: boolean): void
  discard(session: Session): void
}

/** Parts in which a page's HTML is handed out, in UTF-16 units. */
const chunkLength = 16_384

/** What the forms of a page are given, see `html/forms.ts`. */
export type FormTokens = Pick<FormParts, 'token'>

export function createLivePage(
  session: Session,
  host: PageHost,
  forms: FormTokens | undefined,
): LivePage {
  const { root } = session
  const complete = (printed: string): string =>
    forms === undefined ? printed : completeForms(printed, toParts(session, forms))
  let html = root.isWaiting ? '' : complete(renderPage(root))
  let isOver = false

  return {
    id: session.id,
    get token() {
      return host.issueToken(session)
    },
    get isLive() {
      return root.isLive
    },
    get scripts() {
      return [...(root.annex?.scripts ?? [])]
    },
    get isWaiting() {
      return root.isWaiting
    },
    get isComplete() {
      return isOver || !root.isSuspended
    },

    async load() {
      await root.load()
      if (!root.isDisposed) html = complete(renderPage(root))
    },
    get length() {
      return html.length
    },
    chunks: () => toChunks(html),
    async nextPart() {
      const part = await nextPart(session)
      isOver = part === undefined
      return part && { ...part, places: part.places.map((place) => completePlace(place, complete)) }
    },
    async submit(form, fields) {
      const isFound = await session.submit(form, fields)
      if (isFound) html = complete(renderPage(root))
      return isFound
    },
    keep: () => host.keep(session, isOver || !root.isSuspended),
    discard: () => host.discard(session),
  }
}

async function nextPart(session: Session): Promise<Part | undefined> {
  const { root } = session
  while (!session.isConnected && !root.isDisposed) {
    const part = session.takePart()
    if (part !== undefined) return part
    if (!root.isLoading) {
      // What has changed in sight meanwhile can only come by a socket.
      if (root.isDirty) root.isLive = true
      return undefined
    }
    await new Promise<void>((resolve) => (session.onParts = resolve))
    // What becomes ready in one turn is one part.
    await new Promise((resolve) => setImmediate(resolve))
  }
  return undefined
}

function completePlace(place: Place, complete: (html: string) => string): Place {
  return { ...place, html: complete(place.html) }
}

/** Names are looked up only if there is a form, and then all at once. */
function toParts({ root }: Session, { token }: FormTokens): FormParts {
  let names: Map<Hid, string> | undefined
  return {
    token,
    nameOf(hid) {
      names ??= new Map(findForms(root.node).map((form) => [form.hid, form.name]))
      return names.get(hid)
    },
  }
}

function* toChunks(html: string): Generator<string, void> {
  for (let at = 0; at < html.length; at += chunkLength) yield html.slice(at, at + chunkLength)
}
