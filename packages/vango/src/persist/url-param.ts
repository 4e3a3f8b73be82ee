/** Storage in the page's address: what can be linked to, and gone back to. */
import type { Storage } from './storage.ts'
import { vangoError } from '../base/errors.ts'
import { checkKey } from './check.ts'
import { openPlace } from './place.ts'

export interface UrlParamOptions {
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
export function urlParam(key: string, options: UrlParamOptions = {}): Storage {
  checkKey('urlParam', key)
  const { history = 'replace' } = options
  if (history !== 'replace' && history !== 'push') {
    throw vangoError('persist/bad-option', {
      option: 'history',
      expected: "'replace' or 'push'",
      got: String(history),
    })
  }
  return openPlace({ kind: 'url', key, ...(history === 'push' && { details: 'push' }) })
}
