/**
 * `createApp`: an app with the middleware that makes one safe which sets nothing.
 *
 * What an app gives as `middleware` runs inside of the defaults, but one of the same kind as a default,
 * `csp({ … })` for instance, takes its place.
 */
import { createBareApp } from '../server/app.ts'
import type { App, AppOptions as BareAppOptions } from '../server/app.ts'
import type { Middleware } from '../server/middleware.ts'
import { csp } from './csp.ts'
import { csrf } from './csrf.ts'
import { securityHeaders } from './headers.ts'
import { cookieSession } from './session.ts'

export type Protection = 'securityHeaders' | 'csp' | 'session' | 'csrf'

export interface AppOptions extends BareAppOptions {
  /**
   * Signs and encrypts cookies and tokens: at least 32 characters that nobody can guess, the same on all
   * servers. The variable VANGO_SECRET by default, and in development one that is made at the start.
   * Several are a rotation, the newest first.
   */
  readonly secret?: string | readonly string[]
  /** Defaults that the app is to do without, because something in front of it does their work. */
  readonly unsafeWithout?: readonly Protection[]
}

/**
 * An app of routes and pages, with all protections on. Throws `server/no-secret` in production if there
 * is no secret.
 */
export function createApp(options: AppOptions): App {
  const { unsafeWithout = [], middleware = [], secret, ...rest } = options
  const keys = secret === undefined ? {} : { secret }
  const allowedOrigins = options.allowedOrigins ?? []
  const defaults: readonly [Protection, () => Middleware][] = [
    ['securityHeaders', () => securityHeaders()],
    ['csp', () => csp()],
    ['session', () => cookieSession(keys)],
    ['csrf', () => csrf({ ...keys, allowedOrigins })],
  ]

  const chain = defaults
    .filter(([kind]) => !unsafeWithout.includes(kind))
    .map(([kind, create]) => middleware.find((own) => own.kind === kind) ?? create())
  const others = middleware.filter((own) => !chain.includes(own))
  return createBareApp({ ...rest, middleware: [...chain, ...others] })
}
