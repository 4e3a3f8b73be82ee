/** Storages in the page's address: what can be linked to, and gone back to. */
import type { Storage } from './storage.ts'
import { vangoError } from '../base/errors.ts'
import { checkKey } from './check.ts'
import { openPlace } from './place.ts'

/** Of `urlParam` and `urlHash`. */
export interface UrlOptions {
  /**
   * Whether a change is a new entry of the browser's history, which the back button undoes. Default
   * `replace`: it is none.
   */
  readonly history?: 'replace' | 'push'
}

/**
 * Keeps the text as the parameter `key` of the page's URL. The first rendering has it already, and back
 * and forward change it.
 *
 * Throws `persist/bad-key` if the key is empty, `persist/bad-option` for another `history`.
 */
export function urlParam(key: string, options: UrlOptions = {}): Storage {
  checkKey('urlParam', key)
  return openPlace({ kind: 'url', key, ...toDetails(options) })
}

/**
 * Keeps the text behind the `#` of the page's URL, where links like `#/done` change it. Browsers do not
 * send it to servers: the first rendering has the initial value. An empty text is none.
 *
 * Throws `persist/bad-option` for another `history`.
 */
export function urlHash(options: UrlOptions = {}): Storage {
  return openPlace({ kind: 'hash', key: '', ...toDetails(options) })
}

function toDetails({ history = 'replace' }: UrlOptions): { details?: string } {
  if (history === 'push') return { details: 'push' }
  if (history === 'replace') return {}
  throw vangoError('persist/bad-option', {
    option: 'history',
    expected: "'replace' or 'push'",
    got: String(history),
  })
}
