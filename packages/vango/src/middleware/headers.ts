/**
 * Headers that tell browsers what this site never does, so that nobody else can make it:
 *
 *     createApp({ routes, middleware: [securityHeaders({ hstsSeconds: 0 })] })
 *
 * They are on by default. Scripts and styles are the matter of `csp.ts`.
 */
import { hasSecureCookies } from '../server/cookies.ts'
import type { Ctx } from '../server/ctx.ts'
import { withOpenHeaders } from '../server/middleware.ts'
import type { Middleware } from '../server/middleware.ts'

export interface SecurityHeadersOptions {
  /**
   * How long browsers may use this host by HTTPS only, in seconds: two years by default, 0 is never
   * said. It is said in production only.
   */
  readonly hstsSeconds?: number
  /** Features that pages of this site use: `{ camera: ['self'] }`. All others are off. */
  readonly permissions?: Readonly<Record<string, readonly string[]>>
  /** 'strict-origin-when-cross-origin' by default: other sites learn the host, not the page. */
  readonly referrerPolicy?: string
  /** 'same-origin' by default; 'same-origin-allow-popups' for logins in a window of another site. */
  readonly openerPolicy?: 'same-origin' | 'same-origin-allow-popups' | 'unsafe-none'
}

const twoYears = 63_072_000
/** What a page could ask for, or use unasked, that would be worth something to an attacker. */
const deniedFeatures = (
  'accelerometer bluetooth browsing-topics camera display-capture geolocation gyroscope hid ' +
  'idle-detection local-fonts magnetometer microphone midi payment serial usb xr-spatial-tracking'
).split(' ')

export function securityHeaders(options: SecurityHeadersOptions = {}): Middleware {
  const fixed: readonly [name: string, value: string][] = [
    ['x-content-type-options', 'nosniff'],
    ['referrer-policy', options.referrerPolicy ?? 'strict-origin-when-cross-origin'],
    ['permissions-policy', toPermissions(options.permissions ?? {})],
    ['cross-origin-opener-policy', options.openerPolicy ?? 'same-origin'],
    ['cross-origin-resource-policy', 'same-origin'],
    // For browsers that do not know `frame-ancestors`.
    ['x-frame-options', 'DENY'],
  ]
  const hsts = options.hstsSeconds ?? twoYears

  const run: Middleware = async (ctx, next) => {
    const response = withOpenHeaders(await next())
    for (const [name, value] of fixed) setDefault(response, name, value)
    if (hsts > 0 && isEncrypted(ctx)) {
      setDefault(response, 'strict-transport-security', `max-age=${hsts}; includeSubDomains`)
    }
    return response
  }
  return Object.assign(run, { kind: 'securityHeaders' })
}

/** A page's own middleware, or its answer, may have said it already. */
function setDefault({ headers }: Response, name: string, value: string): void {
  if (!headers.has(name)) headers.set(name, value)
}

function isEncrypted(ctx: Ctx): boolean {
  return process.env['NODE_ENV'] === 'production' && hasSecureCookies(ctx.url)
}

function toPermissions(allowed: Readonly<Record<string, readonly string[]>>): string {
  const names = new Set([...deniedFeatures, ...Object.keys(allowed)])
  return [...names]
    .map((name) => `${name}=(${(allowed[name] ?? []).map(toAllowed).join(' ')})`)
    .join(', ')
}

/** Keywords are bare, origins are quoted. */
function toAllowed(source: string): string {
  return source === 'self' || source === '*' ? source : JSON.stringify(source)
}
