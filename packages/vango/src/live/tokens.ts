/**
 * How a socket proves that it belongs to the page whose session it asks for. The hub asks; who knows
 * cookies and keys answers, `middleware/csrf.ts` by default.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Hid } from '../vdom/vnode.ts'

/** The hid of the client's own `<script>`, whose token is patched when it gets old. No page grows as large. */
export const SCRIPT_HID: Hid = 0xffff_ffff

export interface LiveTokens {
  /** The token that a page of this session carries; `env` is what the page was opened with. */
  issue(sessionId: string, env: unknown): string
  /**
   * Whether a HELLO with this token may have the session. `credentials` is what the adapter knows of
   * the socket's request: its `Cookie` header.
   */
  check(token: string, sessionId: string, credentials: string | undefined): boolean
  /** How old a token may get on an open page before it is replaced, in milliseconds. */
  readonly renewMs: number
}

/** Tokens that only the page has: they say nothing about the browser it stands in. */
export function createPageTokens(): LiveTokens {
  const key = randomBytes(32)
  const tokenOf = (sessionId: string): Buffer =>
    createHmac('sha256', key).update(sessionId).digest()

  return {
    renewMs: Number.POSITIVE_INFINITY,

    issue: (sessionId) => tokenOf(sessionId).toString('base64url'),

    check(token, sessionId) {
      const given = Buffer.from(token, 'base64url')
      const expected = tokenOf(sessionId)
      return given.length === expected.length && timingSafeEqual(given, expected)
    },
  }
}
