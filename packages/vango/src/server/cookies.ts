/**
 * The cookies of a request and of its response. What is set here is `HttpOnly`, `SameSite=Lax` and, but
 * on this machine itself, `Secure`; an option that loosens this says so in its name.
 *
 * Parsing and printing is Hono's; this file adds the defaults and the moment after which it is too late.
 */
import { parse, serialize } from 'hono/utils/cookie'

import { vangoError } from '../base/errors.ts'

export interface CookieOptions {
  /** How long the browser keeps it, in seconds, 400 days at most; by default until it is closed. */
  readonly maxAgeSeconds?: number
  /** '/' by default. */
  readonly path?: string
  /** The host alone by default; a domain also gives the cookie to all hosts below it. */
  readonly domain?: string
  /** 'lax' by default: links from other sites bring the cookie along, their forms do not. */
  readonly sameSite?: 'lax' | 'strict'
  /** Without `HttpOnly`: every script of the page, an injected one as well, can read it. */
  readonly unsafeReadableByScripts?: boolean
}

/** Longer headers are not looked at: Node takes 16 KiB of headers in all. */
const maxHeaderLength = 16_384

export class Cookies {
  /** Whether what is set is sent back over encrypted connections only. */
  readonly isSecure: boolean
  readonly #header: string
  readonly #port: string
  readonly #changes = new Map<string, { value: string | undefined; text: string }>()
  #received: Record<string, string> | undefined
  #isSealed: boolean

  constructor(header: string, { url, isSealed }: { url: URL; isSealed: boolean }) {
    this.#header = header.length > maxHeaderLength ? '' : header
    this.isSecure = hasSecureCookies(url)
    this.#port = url.port
    this.#isSealed = isSealed
  }

  /** The value as the browser sent it, or as it was set since; `undefined` if there is none. */
  get(name: string): string | undefined {
    const change = this.#changes.get(name)
    if (change !== undefined) return change.value

    this.#received ??= parse(this.#header)
    return this.#received[name]
  }

  /** Throws `server/response-gone` once the response has begun, and for names and values no cookie can have. */
  set(name: string, value: string, options: CookieOptions = {}): void {
    this.#change(name, value, options)
  }

  /** Tells the browser to forget it. `path` and `domain` must be those it was set with. */
  delete(name: string, options: Pick<CookieOptions, 'path' | 'domain'> = {}): void {
    this.#change(name, undefined, { ...options, maxAgeSeconds: 0 })
  }

  /**
   * The name with the `__Host-` prefix where browsers accept it: nobody but this host can set it. On
   * this machine itself it ends in the port, as browsers do not tell the apps of two ports apart.
   */
  hostName(name: string): string {
    if (this.isSecure) return `__Host-${name}`

    return this.#port === '' ? name : `${name}-${this.#port}`
  }

  /** From now on, setting is an error. */
  seal(): void {
    this.#isSealed = true
  }

  /** What was set, as values of `Set-Cookie`. */
  toSetCookies(): string[] {
    return [...this.#changes.values()].map(({ text }) => text)
  }

  #change(name: string, value: string | undefined, options: CookieOptions): void {
    if (this.#isSealed) throw vangoError('server/response-gone', { what: `the cookie ${name}` })

    const text = print(name, value ?? '', options, this.isSecure)
    this.#changes.set(name, { value, text })
  }
}

/**
 * Whether cookies for this address are `Secure`: always on encrypted connections, and in production
 * wherever the server stands, as a proxy in front may do the encryption. This machine itself is left
 * out, as not all browsers take such cookies from `http://localhost`.
 */
export function hasSecureCookies(url: URL): boolean {
  if (url.protocol === 'https:') return true

  return process.env['NODE_ENV'] === 'production' && !isLoopback(url.hostname)
}

function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127(\.\d{1,3}){3}$/.test(hostname)
  )
}

function print(name: string, value: string, options: CookieOptions, isSecure: boolean): string {
  try {
    return serialize(name, value, {
      path: options.path ?? '/',
      httpOnly: options.unsafeReadableByScripts !== true,
      sameSite: options.sameSite ?? 'lax',
      secure: isSecure,
      ...(options.domain !== undefined && { domain: options.domain }),
      ...(options.maxAgeSeconds !== undefined && { maxAge: options.maxAgeSeconds }),
    })
  } catch (error) {
    throw vangoError('server/bad-cookie', { name, problem: (error as Error).message }, error)
  }
}
