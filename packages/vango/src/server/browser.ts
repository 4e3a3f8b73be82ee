/**
 * Which browser this is: a random id in a signed cookie, there as soon as a page needs it and as long as
 * the browser is open. It says nothing about its user. Tokens are bound to it; login and logout change
 * it, so that tokens of before are worth nothing after.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

import { parse } from 'hono/utils/cookie'

import type { Cookies } from './cookies.ts'
import type { Secrets } from './secrets.ts'

export interface Browser {
  /** The id; the first call for a browser without one gives it one, in a cookie. */
  id(): string
  /** The id it came with. */
  known(): string | undefined
  /** A new id, and a new cookie. */
  rotate(): void
}

const cookieName = 'vango-browser'
/** As `Cookies.hostName` makes it without the prefix. */
const localName = new RegExp(`^${cookieName}(?:-\\d+)?$`)
const idBytes = 16
/** Id and MAC in base64url, with a dot between. */
const shape = /^([\w-]{22})\.([\w-]{43})$/

export function createBrowser(cookies: Cookies, secrets: Secrets): Browser {
  const name = cookies.hostName(cookieName)
  let id: string | undefined
  let isRead = false

  return {
    known() {
      if (!isRead) id = readId(cookies.get(name) ?? '', secrets)
      isRead = true
      return id
    },
    id() {
      if (this.known() === undefined) this.rotate()
      return id!
    },
    rotate() {
      const next = randomBytes(idBytes).toString('base64url')
      cookies.set(name, `${next}.${sign(secrets.keysFor('browser')[0]!, next)}`)
      id = next
      isRead = true
    },
  }
}

/**
 * The ids in a `Cookie` header. On this machine itself there may be several, of apps on other ports.
 * None can be forged, but a sister domain may plant one of its own: not under the name with the prefix,
 * so where that is, the others do not count.
 */
export function readBrowserIds(header: string, secrets: Secrets): readonly string[] {
  const cookies = Object.entries(parse(header))
  const ofHost = cookies.filter(([name]) => name === `__Host-${cookieName}`)
  const own = ofHost.length > 0 ? ofHost : cookies.filter(([name]) => localName.test(name))
  return own.map(([, value]) => readId(value, secrets)).filter((id) => id !== undefined)
}

function readId(value: string, secrets: Secrets): string | undefined {
  const match = shape.exec(value)
  if (match === null) return undefined

  const [, id, mac] = match as unknown as [string, string, string]
  const isOurs = secrets
    .keysFor('browser')
    .some((key) => timingSafeEqual(Buffer.from(sign(key, id)), Buffer.from(mac)))
  return isOurs ? id : undefined
}

function sign(key: Buffer, id: string): string {
  return createHmac('sha256', key).update(id).digest('base64url')
}
