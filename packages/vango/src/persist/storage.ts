/**
 * Storages: where a text is kept under a name. One contract, five storages in this room, and as many
 * as an app writes itself (a file, a table of its database).
 *
 * The room must never know signals, nor what a text means. `place.ts` opens the storages that are in
 * a browser, `element.ts` does so there on behalf of a session.
 */

/** Keeps one text. `load` and `save` may answer later; what they throw, or reject with, is reported. */
export interface Storage {
  /** The text, or `undefined` if there is none. */
  load(): string | undefined | Promise<string | undefined>
  /** Replaces the text; `undefined` removes it. */
  save(text: string | undefined): void | Promise<void>
  /**
   * Calls `changed` whenever somebody else may have changed the text, until the function that it
   * gives back is called. A storage without it changes only by `save`.
   */
  watch?(changed: () => void): () => void
  /** Where in a browser it is. A session on the server must ask for it; storages of an app have none. */
  readonly place?: Place
  /** Of a `memoryStorage`: a session keeps the text of that key in a memory of its own. */
  readonly memoryKey?: string
}

export type PlaceKind = 'local' | 'session' | 'cookie' | 'url' | 'hash'

/** Where in a browser a text is, in words that can travel. */
export interface Place {
  readonly kind: PlaceKind
  /** Empty for the hash of the URL: there is but one. */
  readonly key: string
  /** Of a cookie: its attributes, as in `document.cookie`. Of a URL parameter: `push`, or nothing. */
  readonly details?: string
}
