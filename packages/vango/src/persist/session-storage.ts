/** Storage in one tab of the browser. */
import type { Storage } from './storage.ts'
import { checkKey } from './check.ts'
import { openPlace } from './place.ts'

/**
 * Keeps the text in the browser's `sessionStorage`: for one tab, over reloads, until it is closed.
 *
 * Throws `persist/bad-key` if the key is empty.
 */
export function sessionStorage(key: string): Storage {
  checkKey('sessionStorage', key)
  return openPlace({ kind: 'session', key })
}
