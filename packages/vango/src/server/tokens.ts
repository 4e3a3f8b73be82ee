/**
 * CSRF tokens: proof that a request was made by a page that this app gave to this browser. Signed, so
 * nothing need be remembered; bound to the browser's own cookie and to a purpose; valid for a while.
 *
 *     version (1) · issued at (4, seconds) · nonce (8) · browser tag (16) · MAC (32)
 *
 * The nonce makes each token another text, so compression of pages gives nothing away. The tag tells a
 * token of another browser, or of before a login, from one that was tampered with.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

import type { Secrets } from './secrets.ts'

export type TokenState =
  | 'valid'
  /** Not one of ours, or changed since, or for another purpose. */
  | 'forged'
  /** Ours and of this browser, but too old. */
  | 'expired'
  /** Ours, but given to another browser, or to this one before it logged in or out. */
  | 'foreign'

export interface Tokens {
  /** `purpose` is what the token is good for: `form`, or a live session. */
  issue(browserId: string, purpose: string): string
  check(token: string, browserId: string | undefined, purpose: string): TokenState
}

export interface TokensOptions {
  readonly secrets: Secrets
  readonly lifetimeSeconds: number
  /** Milliseconds since 1970; `Date.now` by default. */
  readonly now?: () => number
}

const version = 1
const issuedAt = 1
const nonce = 5
const tag = 13
const mac = 29
const tokenBytes = 61
/** In base64url. No other length is looked at. */
const tokenLength = 82
const shape = /^[\w-]+$/
/** How far a token's time may lie ahead: clocks of servers differ. */
const maxAheadSeconds = 60

export function createTokens({ secrets, lifetimeSeconds, now = Date.now }: TokensOptions): Tokens {
  const keys = secrets.keysFor('csrf')

  return {
    issue(browserId, purpose) {
      const bytes = Buffer.alloc(tokenBytes)
      bytes[0] = version
      bytes.writeUInt32BE(Math.floor(now() / 1000), issuedAt)
      randomBytes(tag - nonce).copy(bytes, nonce)
      tagOf(keys[0]!, browserId).copy(bytes, tag)
      sign(keys[0]!, bytes, purpose).copy(bytes, mac)
      return bytes.toString('base64url')
    },

    check(token, browserId, purpose) {
      if (token.length !== tokenLength || !shape.test(token)) return 'forged'
      const bytes = Buffer.from(token, 'base64url')
      const key = keys.find((each) =>
        timingSafeEqual(sign(each, bytes, purpose), bytes.subarray(mac)),
      )
      // Bits beyond the last byte would make two texts of one token.
      if (key === undefined || bytes[0] !== version || bytes.toString('base64url') !== token) {
        return 'forged'
      }
      if (browserId === undefined) return 'foreign'
      if (!timingSafeEqual(tagOf(key, browserId), bytes.subarray(tag, mac))) return 'foreign'

      const age = now() / 1000 - bytes.readUInt32BE(issuedAt)
      return age > lifetimeSeconds || age < -maxAheadSeconds ? 'expired' : 'valid'
    },
  }
}

function tagOf(key: Buffer, browserId: string): Buffer {
  return createHmac('sha256', key)
    .update(`browser ${browserId}`)
    .digest()
    .subarray(0, mac - tag)
}

function sign(key: Buffer, bytes: Buffer, purpose: string): Buffer {
  return createHmac('sha256', key).update(bytes.subarray(0, mac)).update(purpose).digest()
}
