/** One browser's session while a request, and the page it made, may read and change it. */
import { randomBytes } from 'node:crypto'

import { vangoError } from '../base/errors.ts'
import type { CookieSession, SessionUser } from '../server/cookie-session.ts'

/** What is kept of a session. */
export interface SessionRecord {
  readonly id: string
  /** When it ends, in milliseconds since 1970. */
  readonly until: number
  readonly user: SessionUser | undefined
  readonly values: Readonly<Record<string, unknown>>
}

export interface SessionHooks {
  /** Called before a change; throws if it comes too late. A new id needs a new cookie. */
  beforeChange(needsCookie: boolean): void
  afterChange(): void
  /** What the browser may do has changed: tokens of before are worth nothing from now on. */
  onRotate(): void
  /** The login of this session has ended. */
  onSignOut(id: string): void
}

export class SessionState implements CookieSession {
  record: SessionRecord | undefined
  isChanged = false
  /** Ids that are no longer in use. */
  readonly retired: string[] = []
  readonly #hooks: SessionHooks

  constructor(record: SessionRecord | undefined, hooks: SessionHooks) {
    this.record = record
    this.#hooks = hooks
  }

  get id(): string | undefined {
    return this.record?.id
  }

  get user(): SessionUser | undefined {
    return this.record?.user
  }

  get(name: string): unknown {
    const values = this.record?.values ?? {}
    return Object.hasOwn(values, name) ? values[name] : undefined
  }

  set(name: string, value: unknown): void {
    checkValue(name, value)
    // A first value needs a cookie for its session.
    this.#hooks.beforeChange(this.record === undefined)
    const record = this.record ?? createRecord()
    this.#change({ ...record, values: { ...record.values, [name]: value } })
  }

  delete(name: string): void {
    if (this.record === undefined || !Object.hasOwn(this.record.values, name)) return

    this.#hooks.beforeChange(false)
    const { [name]: _, ...values } = this.record.values
    this.#change({ ...this.record, values })
  }

  regenerate(): void {
    this.#hooks.beforeChange(true)
    const record = this.record ?? createRecord()
    this.#retire()
    this.#hooks.onRotate()
    this.#change({ ...record, id: createId() })
  }

  destroy(): void {
    if (this.record === undefined) return

    this.#hooks.beforeChange(false)
    this.#retire()
    this.#hooks.onRotate()
    this.#change(undefined)
  }

  signIn(user: SessionUser): void {
    checkValue('user', user)
    this.#hooks.beforeChange(true)
    const record = this.record ?? createRecord()
    this.#retire()
    this.#hooks.onRotate()
    this.#change({ ...record, id: createId(), user })
  }

  signOut(): void {
    const id = this.record?.id
    this.destroy()
    if (id !== undefined) this.#hooks.onSignOut(id)
  }

  #change(record: SessionRecord | undefined): void {
    this.record = record
    this.isChanged = true
    this.#hooks.afterChange()
  }

  #retire(): void {
    if (this.record !== undefined) this.retired.push(this.record.id)
  }
}

/** Reads a record that was written by us, and by nobody else; of an older form it is none. */
export function parseRecord(text: string): SessionRecord | undefined {
  const { id, until, user, values } = JSON.parse(text) as Partial<SessionRecord>
  if (typeof id !== 'string' || typeof until !== 'number') return undefined

  return { id, until, user, values: values ?? {} }
}

function createRecord(): SessionRecord {
  return { id: createId(), until: 0, user: undefined, values: {} }
}

function createId(): string {
  return randomBytes(16).toString('base64url')
}

function checkValue(name: string, value: unknown): void {
  const problem = findProblem(value)
  if (problem !== undefined) throw vangoError('server/bad-session-value', { name, got: problem })
}

/** What of a value JSON would lose. */
function findProblem(value: unknown): string | undefined {
  if (value === undefined || typeof value === 'function' || typeof value === 'symbol') {
    return typeof value
  }
  try {
    JSON.stringify(value)
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}
