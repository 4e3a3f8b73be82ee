/**
 * Checkpoints: sessions that have changed are written down a moment later, between two events and never
 * within one. What a crash can cost is therefore the time since the last one, and nothing of it for
 * good: the browser keeps its events until they are in a checkpoint, and sends them again.
 */
import type { LiveLimits } from './limits.ts'
import type { LiveErrorInfo, Session } from './session.ts'
import type { SessionStore } from './session-store.ts'

export interface CheckpointHost {
  readonly limits: LiveLimits
  readonly store: SessionStore
  report(error: unknown, info: LiveErrorInfo): void
  /** Another process has the session. */
  onTakenOver(session: Session): void
}

/** How many are being saved at once. */
const maxSaving = 64

export class Checkpoints {
  private readonly host: CheckpointHost
  private readonly changed = new Set<Session>()
  private readonly saving = new Map<Session, Promise<void>>()
  private timer: NodeJS.Timeout | undefined = undefined

  constructor(host: CheckpointHost) {
    this.host = host
  }

  /** Something about the session has changed. */
  touch(session: Session): void {
    this.changed.add(session)
    this.timer ??= setTimeout(() => this.run(), this.host.limits.checkpointMs).unref()
  }

  forget(session: Session): void {
    this.changed.delete(session)
  }

  /** Saves a session now; resolves when it is safe, or was given up. */
  async save(session: Session): Promise<void> {
    // Without one under way the record is taken before anything else happens to the session.
    const before = this.saving.get(session)
    if (before !== undefined) await before
    if (session.root.isDisposed) return
    this.changed.delete(session)
    const done = this.write(session)
    this.saving.set(session, done)
    await done
    this.saving.delete(session)
  }

  stop(): void {
    clearTimeout(this.timer)
    this.timer = undefined
  }

  private run(): void {
    this.timer = undefined
    const now = performance.now()
    for (const session of this.changed) {
      if (this.saving.size >= maxSaving) break
      // Not in the midst of an event, nor while the last save is under way.
      if (this.saving.has(session) || session.isBusy(now)) continue
      void this.save(session)
    }
    const [next] = this.changed
    if (next !== undefined) this.touch(next)
  }

  private async write(session: Session): Promise<void> {
    const { store, limits } = this.host
    try {
      const { bytes, lastEvent } = session.toRecord()
      const last = session.unsure
      session.unsure = bytes
      const revision = await store.save(session.id, bytes, session.revision, limits.savedMs)
      session.unsure = undefined
      if (revision === undefined) return await this.findOut(session, last)
      session.revision = revision
      session.onSaved(lastEvent)
    } catch (error) {
      this.host.report(error, { where: 'session store', session: session.id })
      this.touch(session)
    }
  }

  /**
   * What is in the store is not ours: it was lost, or it is ours after all, saved when the connection
   * broke (`last`), or another process has taken the session over.
   */
  private async findOut(session: Session, last: Uint8Array | undefined): Promise<void> {
    const stored = await this.host.store.load(session.id)
    const isOurs = stored !== undefined && last !== undefined && isEqual(stored.bytes, last)
    if (stored !== undefined && !isOurs) return this.host.onTakenOver(session)
    session.revision = stored?.revision ?? 0
    this.touch(session)
  }
}

function isEqual(left: Uint8Array, right: Uint8Array): boolean {
  return Buffer.compare(left, right) === 0
}
