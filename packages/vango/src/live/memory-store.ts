/**
 * Sessions in this process's memory: pages whose browser was away for long go on, as long as the process
 * lives. Bounded in number and bytes; the oldest goes first.
 */
import type { SessionStore, StoredSession } from './session-store.ts'

// --- types ---

export interface MemoryStoreOptions {
  /** Sessions kept at most, 100,000 by default. */
  readonly maxSessions?: number
  /** Bytes kept at most, 64 MiB by default. */
  readonly maxBytes?: number
  /** Milliseconds; `performance.now` by default. */
  readonly now?: () => number
}

interface Entry extends StoredSession {
  readonly endsAt: number
}

// --- store ---

export function createMemoryStore(options: MemoryStoreOptions = {}): SessionStore {
  const { maxSessions = 100_000, maxBytes = 67_108_864, now = () => performance.now() } = options
  /** In the order in which they were saved. */
  const entries = new Map<string, Entry>()
  let keptBytes = 0

  function find(id: string): Entry | undefined {
    const entry = entries.get(id)
    if (entry === undefined || entry.endsAt > now()) return entry
    drop(id)
    return undefined
  }

  function drop(id: string): void {
    keptBytes -= entries.get(id)?.bytes.length ?? 0
    entries.delete(id)
  }

  return {
    isShared: false,

    load: async (id) => find(id),

    async save(id, bytes, revision, ttlMs) {
      const current = find(id)?.revision ?? 0
      if (current !== revision) return undefined

      drop(id)
      entries.set(id, { bytes, revision: revision + 1, endsAt: now() + ttlMs })
      keptBytes += bytes.length
      for (const oldest of entries.keys()) {
        if (entries.size <= maxSessions && keptBytes <= maxBytes) break
        drop(oldest)
      }
      return revision + 1
    },

    remove: async (id) => drop(id),

    async close() {
      entries.clear()
      keptBytes = 0
    },
  }
}
