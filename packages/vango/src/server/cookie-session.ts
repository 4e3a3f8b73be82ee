/** What an app remembers of a browser from one request to the next; `middleware/session.ts` keeps it. */

/** Who is logged in. */
export interface SessionUser {
  readonly id: string
  readonly roles?: readonly string[]
}

/**
 * The session of a browser: a few values, made at the first `set` and gone at `destroy`. Not to be taken
 * for a live session, which is one mounted page.
 *
 * What changes it throws `server/response-gone` when the page has left already: in the handler of a live
 * page, unless the session is kept in a store.
 */
export interface CookieSession {
  /** Random, and another one after `regenerate`; `undefined` as long as nothing is kept. */
  readonly id: string | undefined
  /** Set by `signIn`. */
  readonly user: SessionUser | undefined
  get(name: string): unknown
  /** Keeps a value that JSON can say. */
  set(name: string, value: unknown): void
  delete(name: string): void
  /** Another id for the same values: call it when what the browser may do changes. */
  regenerate(): void
  /** Forgets everything. */
  destroy(): void
  /** Logs a user in, under a new id. CSRF tokens of before are worth nothing afterwards. */
  signIn(user: SessionUser): void
  /** Logs out, and ends the live pages of this session in all tabs. */
  signOut(): void
}
