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
import { securityHeaders } from './headers.ts'

export type Protection = 'securityHeaders' | 'csp'

export interface AppOptions extends BareAppOptions {
  /** Defaults that the app is to do without, because something in front of it does their work. */
  readonly unsafeWithout?: readonly Protection[]
}

/** An app of routes and pages, with all protections on. */
export function createApp(options: AppOptions): App {
  const { unsafeWithout = [], middleware = [], ...rest } = options
  const defaults: readonly [Protection, () => Middleware][] = [
    ['securityHeaders', () => securityHeaders()],
    ['csp', () => csp()],
  ]

  const chain = defaults
    .filter(([kind]) => !unsafeWithout.includes(kind))
    .map(([kind, create]) => middleware.find((own) => own.kind === kind) ?? create())
  const others = middleware.filter((own) => !chain.includes(own))
  return createBareApp({ ...rest, middleware: [...chain, ...others] })
}
