/**
 * Where sessions are written down, so that a page goes on when its server is gone: evicted, restarted,
 * or another one behind the same load balancer. Implementations are factories; see `memory-store.ts`.
 */

export interface StoredSession {
  readonly bytes: Uint8Array
  /** Rises with every save, from 1. */
  readonly revision: number
}

export interface SessionStore {
  /**
   * Whether other processes, and this one after a crash, find what was saved. Then a browser keeps its
   * events until what they did is saved.
   */
  readonly isShared: boolean
  /** What is saved under `id`, unless its time is over. */
  load(id: string): Promise<StoredSession | undefined>
  /**
   * Saves for `ttlMs`, if what is there has `revision`; 0 means that nothing must be there. Returns the
   * new revision, or `undefined` if somebody else has saved meanwhile: then nothing was done.
   *
   * Rejects when the store cannot be reached; it may have saved all the same.
   */
  save(id: string, bytes: Uint8Array, revision: number, ttlMs: number): Promise<number | undefined>
  remove(id: string): Promise<void>
  /** Lets go of what the store itself has opened; a connection it was given stays open. */
  close(): Promise<void>
}
