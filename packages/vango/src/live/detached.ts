/**
 * Sessions without a socket: pages just rendered, and pages whose browser is away. Bounded in number
 * and time, so that neither a crawler nor a flood of page requests fills the memory.
 */
import type { Session } from './session.ts'

export class DetachedSessions {
  /** In the order in which they came, each with the time at which it ends. */
  private readonly deadlines = new Map<Session, number>()
  private readonly max: number
  private readonly end: (session: Session) => void

  constructor(max: number, end: (session: Session) => void) {
    this.max = max
    this.end = end
  }

  get size(): number {
    return this.deadlines.size
  }

  /** Keeps a session until `deadline` (milliseconds); the oldest goes if there are too many. */
  add(session: Session, deadline: number): void {
    this.deadlines.set(session, deadline)
    if (this.deadlines.size <= this.max) return
    const [oldest] = this.deadlines.keys()
    this.end(oldest!)
  }

  has(session: Session): boolean {
    return this.deadlines.has(session)
  }

  delete(session: Session): void {
    this.deadlines.delete(session)
  }

  /** Ends all sessions whose time is over. */
  expire(now: number): void {
    for (const [session, deadline] of this.deadlines) {
      if (deadline <= now) this.end(session)
    }
  }
}
