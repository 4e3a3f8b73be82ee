/** Storage in the browser that outlives it, shared by all pages of an origin. */
import type { Storage } from './storage.ts'
import { checkKey } from './check.ts'
import { openPlace } from './place.ts'

/**
 * Keeps the text in the browser's `localStorage`, for all tabs and until somebody clears it. A change
 * in one tab reaches the others.
 *
 * Throws `persist/bad-key` if the key is empty.
 */
export function localStorage(key: string): Storage {
  checkKey('localStorage', key)
  return openPlace({ kind: 'local', key })
}
