/**
 * `location` and `history` of a page under test. They are objects of ours, because a happy-dom window
 * would load the address and an `<iframe>` would really leave.
 */
import type { PageWindow } from './realm.ts'

export interface Address {
  readonly location: object
  readonly history: object
  /** The URL that the page's address bar would show. */
  readonly url: URL
}

/** `load` is asked for another document. */
export function createAddress(url: URL, window: PageWindow, load: (url: URL) => void): Address {
  const entries: { url: URL; state: unknown }[] = [{ url, state: null }]
  let at = 0

  const resolve = (next: unknown): URL => new URL(String(next), entries[at]!.url)
  const go = (delta = 0): void => {
    if (delta === 0) return load(entries[at]!.url)
    if (entries[at + delta] === undefined) return
    at += delta
    const { state } = entries[at]!
    // As in a browser: not before the script that asked for it has ended.
    queueMicrotask(() => window.dispatchEvent(new window.PopStateEvent('popstate', { state })))
  }

  const location = {
    assign: (next: unknown) => load(resolve(next)),
    replace: (next: unknown) => load(resolve(next)),
    reload: () => load(entries[at]!.url),
    toString: () => entries[at]!.url.href,
  }
  for (const part of urlParts) {
    Object.defineProperty(location, part, {
      get: () => entries[at]!.url[part],
      set: (next: unknown) => {
        const changed = new URL(entries[at]!.url)
        if (part === 'href') changed.href = resolve(next).href
        else if (part !== 'origin') changed[part] = String(next)
        load(changed)
      },
    })
  }

  const history = {
    scrollRestoration: 'auto',
    get length() {
      return entries.length
    },
    get state() {
      return entries[at]!.state
    },
    pushState(state: unknown, _: unknown, next: unknown = '') {
      entries.splice(at + 1, Infinity, { url: resolve(next), state })
      at++
    },
    replaceState(state: unknown, _: unknown, next: unknown = '') {
      entries[at] = { url: resolve(next), state }
    },
    go,
    back: () => go(-1),
    forward: () => go(1),
  }
  return {
    location,
    history,
    get url() {
      return entries[at]!.url
    },
  }
}

const urlParts = [
  'href',
  'origin',
  'protocol',
  'host',
  'hostname',
  'port',
  'pathname',
  'search',
  'hash',
] as const
