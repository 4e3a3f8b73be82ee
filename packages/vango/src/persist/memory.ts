/** Storage in memory: nothing outlives its owner, a page or a session. */
import type { Storage } from './storage.ts'
import { checkKey } from './check.ts'

/** What is kept, and who wants to hear of changes, by key. */
export interface Memory {
  readonly texts: Map<string, string>
  readonly watchers: Map<string, Set<() => void>>
}

/** That of the page, in a browser. */
export const pageMemory: Memory = createMemory()

/**
 * Keeps the text for as long as the page is open: of a session as long as it lives, in a browser until
 * the page is left. All `memoryStorage(key)` with the same key share one text.
 *
 * Throws `persist/bad-key` if the key is empty.
 */
export function memoryStorage(key: string): Storage {
  checkKey('memoryStorage', key)
  // On a server one memory for the whole process would be one for all users: `persist` uses that of
  // the session. Who uses this storage directly gets one of his own.
  return openMemory(typeof document === 'undefined' ? createMemory() : pageMemory, key)
}

export function createMemory(): Memory {
  return { texts: new Map(), watchers: new Map() }
}

export function openMemory(memory: Memory, key: string): Storage {
  const { texts, watchers } = memory
  /** Its own saves are no news to a storage. */
  let own: (() => void) | undefined

  return {
    memoryKey: key,
    load: () => texts.get(key),

    save(text) {
      if (text === undefined) texts.delete(key)
      else texts.set(key, text)
      for (const changed of watchers.get(key) ?? []) if (changed !== own) changed()
    },

    watch(changed) {
      own = changed
      let all = watchers.get(key)
      if (all === undefined) watchers.set(key, (all = new Set()))
      all.add(changed)
      return () => {
        own = undefined
        if (all.delete(changed) && all.size === 0) watchers.delete(key)
      }
    },
  }
}
