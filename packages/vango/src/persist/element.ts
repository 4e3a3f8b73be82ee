/**
 * `<vango-storage>`: in a browser, one entry of a storage on behalf of a session on the server. It
 * reports what the entry has, at first and whenever somebody else changes it, and keeps what it is
 * ordered to.
 *
 * All it says is a `change` event with a `value`, so the thin client sends it like that of any field:
 * numbered, kept until acknowledged, handled once. It must never know sockets.
 */
import type { PlaceKind, Storage } from './storage.ts'
import { openPlace } from './place.ts'
import { maxNameLength, readOrder, splitText, writeReport } from './report.ts'
import type { Report } from './report.ts'

type Text = string | undefined

const elements = new Set<StorageElement>()

export class StorageElement extends HTMLElement {
  static readonly observedAttributes: readonly string[] = ['data-order']

  /** What the client sends as the value of the event. */
  value = ''
  #storage: Storage | undefined
  #unwatch: (() => void) | undefined
  /** Number of the last order. */
  #saves = 0
  /** What the session takes the entry to be; unknown before it was told. */
  #known: { readonly text: Text } | undefined
  /** What is still to be written. */
  #waiting: { readonly text: Text; readonly timer: ReturnType<typeof setTimeout> } | undefined
  #problem = ''
  #wasSeen = false

  connectedCallback(): void {
    const { kind, key = '', details = '' } = this.dataset
    this.#storage = openPlace({ kind: kind as PlaceKind, key, details })
    this.#unwatch = this.#storage.watch?.(() => this.check())
    elements.add(this)
    // Not all that is no browser tells of the attributes that an element began with.
    if (this.#known === undefined && this.#waiting === undefined) this.#obey(this.dataset['order'])
    this.#checkSoon()
  }

  disconnectedCallback(): void {
    this.flush()
    this.#unwatch?.()
    elements.delete(this)
  }

  attributeChangedCallback(_name: string, _old: string | null, next: string | null): void {
    this.#obey(next ?? '0?')
  }

  #obey(written: string | undefined): void {
    const order = readOrder(written ?? '')
    if (order === undefined) return
    this.#saves = order.saves
    if (order.kind === 'ask') {
      this.#known = undefined
      return this.#checkSoon()
    }

    const text = order.kind === 'keep' ? order.text : undefined
    // Not an order yet: what the page's request has told.
    if (order.saves === 0) this.#known = { text }
    else this.#writeLater(text)
  }

  /** Reports the entry if it is not what the session takes it to be. */
  check(): void {
    // What is still to be written replaces it anyway.
    if (this.#waiting !== undefined || !this.isConnected) return
    try {
      const text = this.#load()
      if (this.#known !== undefined && this.#known.text === text) return
      // A cookie that scripts may not see looks like none; the session knows it from the request.
      if (text === undefined && this.#known !== undefined && !this.#wasSeen) return

      this.#known = { text }
      this.#report(
        text === undefined
          ? [{ kind: 'nothing', saves: this.#saves }]
          : splitText(this.#saves, text),
      )
    } catch (error) {
      this.#known ??= { text: undefined }
      this.#fail(error)
    }
  }

  /** Writes now what waits for its time. */
  flush(): void {
    if (this.#waiting === undefined) return
    const { text, timer } = this.#waiting
    clearTimeout(timer)
    this.#waiting = undefined
    try {
      void this.#storage!.save(text)
      this.#known = { text }
      this.#wasSeen = true
    } catch (error) {
      this.#acceptWhatIsThere()
      return this.#fail(error)
    }

    if (this.#problem !== '') this.#tellProblem('')
    for (const other of elements) if (other.#isSameAs(this)) other.check()
  }

  /** Patches may be under way, and what happens while they are is not taken for the user's doing. */
  #checkSoon(): void {
    queueMicrotask(() => this.check())
  }

  /** The first change starts the clock, and no later one puts it off. */
  #writeLater(text: Text): void {
    const timer =
      this.#waiting?.timer ?? setTimeout(() => this.flush(), Number(this.dataset['debounce']))
    this.#waiting = { text, timer }
  }

  #load(): Text {
    // Only storages of an app answer later, and those are not in a browser.
    const text = this.#storage!.load() as Text
    this.#wasSeen ||= text !== undefined || this.dataset['kind'] !== 'cookie'
    return text
  }

  /** Nothing was kept: what the storage still has is old, and no news to the session. */
  #acceptWhatIsThere(): void {
    try {
      this.#known = { text: this.#load() }
    } catch {}
  }

  #isSameAs(other: StorageElement): boolean {
    const { kind, key } = this.dataset
    return other !== this && kind === other.dataset['kind'] && key === other.dataset['key']
  }

  #fail(error: unknown): void {
    const name = `${(error as Error).name}`.replace(/\W/g, '').slice(0, maxNameLength)
    if (name !== this.#problem) this.#tellProblem(name)
  }

  #tellProblem(name: string): void {
    this.#problem = name
    this.#report([{ kind: 'problem', saves: this.#saves, name }])
  }

  #report(reports: readonly Report[]): void {
    for (const report of reports) {
      this.value = writeReport(report)
      this.dispatchEvent(new Event('change'))
    }
    this.value = ''
  }
}

/** Makes the elements of this page work. Once is enough, twice does no harm. */
export function defineStorageElement(): void {
  if (customElements.get('vango-storage') !== undefined) return

  customElements.define('vango-storage', StorageElement)
  // A page that is hidden may never be shown again, and one that comes back may have missed something.
  addEventListener('pagehide', flushAll)
  addEventListener('pageshow', checkAll)
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') flushAll()
    else checkAll()
  })
}

function flushAll(): void {
  for (const element of elements) element.flush()
}

function checkAll(): void {
  for (const element of elements) element.check()
}
