/**
 * The backplane of a single process: a Map. What it keeps ends with the process.
 */
import type { Backplane, BackplaneOptions, Entry } from './backplane.ts'
import { checkKey, checkValue, defaultMaxValueBytes } from './backplane.ts'

// --- types ---

export type MemoryBackplaneOptions = Pick<BackplaneOptions, 'maxValueBytes'>

const absent: Entry = { revision: 0, value: undefined }

// --- backplane ---

/** The default backplane: shared by everything in this process that is given the same one. */
export function createMemoryBackplane(options: MemoryBackplaneOptions = {}): Backplane {
  const { maxValueBytes = defaultMaxValueBytes } = options
  const entries = new Map<string, Entry>()
  const listeners = new Map<string, Set<(entry: Entry) => void>>()
  let lastRevision = 0

  function read(key: string): Entry {
    return entries.get(key) ?? absent
  }

  return {
    subscribe(key, listener) {
      checkKey(key)
      const own = (entry: Entry): void => listener(entry)
      const all = listeners.get(key) ?? new Set()
      listeners.set(key, all.add(own))
      own(read(key))
      return {
        close() {
          if (all.delete(own) && all.size === 0 && listeners.get(key) === all) listeners.delete(key)
        },
      }
    },

    async compareAndSet(key, revision, value) {
      checkKey(key)
      checkValue(key, value, maxValueBytes)
      const current = read(key)
      if (current.revision !== revision) return { isWritten: false, entry: current }

      const entry: Entry = { revision: ++lastRevision, value }
      // A deleted key takes no memory; that it is gone is all that its revision has to say.
      if (value === undefined) entries.delete(key)
      else entries.set(key, entry)
      for (const listener of listeners.get(key) ?? []) listener(entry)
      return { isWritten: true, entry }
    },

    async close() {
      listeners.clear()
    },
  }
}
