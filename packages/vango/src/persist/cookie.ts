/** Storage in a cookie: small, and there already when the server renders the page. */
import type { Storage } from './storage.ts'
import { vangoError } from '../base/errors.ts'
import { checkKey } from './check.ts'
import { insecure } from './document-cookie.ts'
import { openPlace } from './place.ts'

/**
 * Attributes of the cookie. There is no `httpOnly`: the page writes the cookie, as no response is at
 * hand while it is live, and a script can neither write nor read one that is.
 */
export interface CookieOptions {
  /** How long the browser keeps it, or `session`: until the browser is closed. Default 400 days. */
  readonly maxAgeSeconds?: number | 'session'
  /** The paths to which it is sent. Default `/`, all. */
  readonly path?: string
  /** The domain below which it is sent. Default: this host only. */
  readonly domain?: string
  /** When it is sent with requests from other sites. Default `lax`: when somebody follows a link. */
  readonly sameSite?: 'lax' | 'strict' | 'none'
  /** `true`: over HTTPS only; `false`: over HTTP too. Default `true` on HTTPS pages. */
  readonly secure?: boolean
}

/** Browsers keep no cookie for longer. */
const maxAgeLimitSeconds = 400 * 24 * 60 * 60
// RFC 6265: a name is a token, attributes are free of separators.
const validName = /^[\w!#$%&'*+.^`|~-]+$/
const validPath = /^\/[^;\p{Cc}]*$/u
const validDomain = /^\.?[a-z\d](?:[a-z\d.-]*[a-z\d])?$/i

/**
 * Keeps the text in the cookie `key`, up to about 4,000 bytes. The first rendering has it already, so
 * nothing on the page flickers.
 *
 * Throws `persist/bad-key` if the key cannot be a cookie's name, `persist/bad-option` for options that
 * browsers would refuse, `persist/http-only` for a cookie that scripts could not write.
 */
export function cookie(key: string, options: CookieOptions = {}): Storage {
  checkKey('cookie', key)
  if (!validName.test(key)) {
    throw vangoError('persist/bad-key', { storage: 'cookie', got: JSON.stringify(key) })
  }
  if ((options as { httpOnly?: unknown }).httpOnly) throw vangoError('persist/http-only', { key })

  return openPlace({ kind: 'cookie', key, details: toAttributes(key, options) })
}

function toAttributes(key: string, options: CookieOptions): string {
  const { path = '/', domain, sameSite = 'lax', maxAgeSeconds = maxAgeLimitSeconds } = options
  check('path', validPath.test(path), 'a path from / on, without semicolons', path)
  check('domain', domain === undefined || validDomain.test(domain), 'a host name', domain)
  check('sameSite', ['lax', 'strict', 'none'].includes(sameSite), 'lax, strict or none', sameSite)
  const isAge =
    maxAgeSeconds === 'session' || (Number.isInteger(maxAgeSeconds) && maxAgeSeconds > 0)
  check('maxAgeSeconds', isAge, "whole seconds from 1 on, or 'session'", maxAgeSeconds)

  let text = `; Path=${path}`
  if (domain !== undefined) text += `; Domain=${domain}`
  if (maxAgeSeconds !== 'session') text += `; Max-Age=${maxAgeSeconds}`
  text += `; SameSite=${sameSite[0]!.toUpperCase()}${sameSite.slice(1)}`
  return text + toSecurity(key, options)
}

function toSecurity(key: string, { secure, sameSite, path = '/', domain }: CookieOptions): string {
  const isHost = /^__host-/i.test(key)
  const isHostBound = path === '/' && domain === undefined
  check('key', !isHost || isHostBound, 'no path and no domain with a name in __Host-', key)

  const mustBeSecure = isHost || /^__secure-/i.test(key) || sameSite === 'none'
  check('secure', !(mustBeSecure && secure === false), 'true for such a cookie', secure)
  if (secure === false) return insecure
  return secure === true || mustBeSecure ? '; Secure' : ''
}

function check(option: string, isFine: boolean, expected: string, got: unknown): void {
  if (!isFine) throw vangoError('persist/bad-option', { option, expected, got: String(got) })
}
