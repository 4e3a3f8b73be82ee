/**
 * Decides whether a request, to open a live socket or to post a form, comes from a page of this app.
 * Browsers let any page of the web do both to any server, with its cookies: this check stops them.
 */
import { vangoError } from '../base/errors.ts'

export interface OriginHeaders {
  readonly host?: string | undefined
  readonly origin?: string | undefined
  readonly 'sec-fetch-site'?: string | string[] | undefined
}

export interface Refusal {
  readonly status: 400 | 403 | 404 | 503
  readonly text: string
}

// Host names, IPv4 and bracketed IPv6 addresses, each with or without a port.
const hostShape = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i

/** The first thing wrong with where the request comes from, or `undefined`. */
export function checkOrigin(
  headers: OriginHeaders,
  allowedOrigins: readonly string[],
): Refusal | undefined {
  const host = headers.host
  if (host === undefined || !hostShape.test(host)) {
    return { status: 400, text: 'The Host header is missing or malformed.' }
  }

  const origin = parseOrigin(headers.origin)
  if (origin === undefined) {
    return { status: 403, text: 'The Origin header is missing or names no site.' }
  }
  // Named by the operator, so neither the host nor Sec-Fetch-Site can be expected to match.
  if (allowedOrigins.includes(origin.origin)) return undefined

  // Parsed with the origin's scheme, so that a default port counts as none on both sides. The
  // schemes themselves are not compared: behind a proxy this server does not know its own.
  if (!URL.canParse(`${origin.protocol}//${host}`)) {
    return { status: 400, text: 'The Host header is missing or malformed.' }
  }
  if (new URL(`${origin.protocol}//${host}`).host !== origin.host) {
    return { status: 403, text: 'Pages of this origin may not open a live connection here.' }
  }

  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin') {
    return { status: 403, text: 'Pages of other sites may not open a live connection here.' }
  }
  return undefined
}

/** Throws for entries that could never match, before a browser finds out. */
export function checkAllowedOrigins(allowedOrigins: readonly string[]): void {
  for (const entry of allowedOrigins) {
    if (parseOrigin(entry)?.origin !== entry)
      throw vangoError('adapters/bad-origin', { got: entry })
  }
}

function parseOrigin(value: string | undefined): URL | undefined {
  if (value === undefined || !/^https?:\/\//.test(value) || !URL.canParse(value)) return undefined

  return new URL(value)
}
