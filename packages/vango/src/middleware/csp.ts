/**
 * The Content-Security-Policy: what a page may load and run. It is on by default and strict: scripts
 * run only with the nonce of their page, styles come from files or with that nonce, HTML gets into
 * the document by the thin client's Trusted Types policy alone.
 *
 *     createApp({ routes, middleware: [csp({ sources: { 'img-src': ['https://img.example.com'] } })] })
 *     definePage({ component: Map, middleware: [csp({ sources: { 'connect-src': [tiles] } })] })
 *
 * A page's own policy takes the place of the app's. Read `csp-report.ts` for what browsers report.
 */
import type { Ctx } from '../server/ctx.ts'
import { withOpenHeaders } from '../server/middleware.ts'
import type { Middleware } from '../server/middleware.ts'
import { getCSPNonce } from '../server/nonce.ts'
import { vangoError } from '../base/errors.ts'
import { isReport, takeReport } from './csp-report.ts'
import type { CSPReport } from './csp-report.ts'

export type { CSPReport } from './csp-report.ts'

export interface CSPOptions {
  /**
   * More sources for a directive, beside those it has: `{ 'img-src': ['https://img.example.com'] }`. An
   * empty list is `'none'`. `'unsafe-inline'` and `'unsafe-eval'` are refused; see `unsafeSources`.
   */
  readonly sources?: Readonly<Record<string, readonly string[]>>
  /** The same without a check. What is written here, an injected script can use as well. */
  readonly unsafeSources?: Readonly<Record<string, readonly string[]>>
  /** Scripts with the nonce may load further ones, from anywhere. Off by default. */
  readonly strictDynamic?: boolean
  /** Other Trusted Types policies that scripts of yours create, by name. */
  readonly trustedTypes?: readonly string[]
  /** Breaches are reported and nothing is stopped: for trying out a policy. Off by default. */
  readonly reportOnly?: boolean
  /** Called with what browsers report to `reportPath`; nothing is asked of them without it. */
  readonly onReport?: (report: CSPReport) => void
  /** Where an endpoint of yours takes the reports instead. */
  readonly reportUrl?: string
}

/** Where browsers send their reports if `onReport` is given. */
export const reportPath = '/vango/reports'

/** Sources by directive; an empty list is `'none'`. */
type Policy = Map<string, readonly string[]>

const defaults: readonly [directive: string, sources: readonly string[]][] = [
  ['default-src', ["'self'"]],
  ['script-src', []],
  ['style-src', ["'self'"]],
  ['img-src', ["'self'", 'data:']],
  ['object-src', []],
  ['base-uri', []],
  ['form-action', ["'self'"]],
  ['frame-ancestors', []],
]
const nonceDirectives: ReadonlySet<string> = new Set(['script-src', 'style-src'])
const unsafeSource = /^'unsafe-|^\*$|^https?:$/i
/** What would end a source, a directive or the header. */
const badSource = /[\s;,]/
/** Of the thin client. */
const clientPolicy = 'vango'
/** Stands in the text of the policy where each request has its own. */
const nonceMark = '{nonce}'

export function csp(options: CSPOptions = {}): Middleware {
  const text = printPolicy(toPolicy(options), options)
  const reportUrl = options.reportUrl ?? (options.onReport && reportPath)
  const name =
    options.reportOnly === true ? 'content-security-policy-report-only' : 'content-security-policy'

  const run: Middleware = async (ctx, next) => {
    const { onReport } = options
    if (onReport !== undefined && isReport(ctx, reportPath)) return takeReport(ctx, onReport)

    const nonce = getCSPNonce(ctx)
    const response = withOpenHeaders(await next())
    if (hasPolicy(response)) return response

    response.headers.set(name, text.replaceAll(nonceMark, nonce) + upgrade(ctx))
    if (reportUrl !== undefined) {
      response.headers.set('reporting-endpoints', `csp="${reportUrl}"`)
    }
    return response
  }
  return Object.assign(run, { kind: 'csp' })
}

function hasPolicy({ headers }: Response): boolean {
  return (
    headers.has('content-security-policy') || headers.has('content-security-policy-report-only')
  )
}

function toPolicy(options: CSPOptions): Policy {
  const policy: Policy = new Map(defaults)
  for (const [directive, sources] of Object.entries(options.sources ?? {})) {
    for (const source of sources) checkSource(directive, source)
    addSources(policy, directive, sources)
  }
  for (const [directive, sources] of Object.entries(options.unsafeSources ?? {})) {
    addSources(policy, directive, sources)
  }

  if (options.strictDynamic === true) addSources(policy, 'script-src', ["'strict-dynamic'"])
  return policy
}

function addSources(policy: Policy, directive: string, sources: readonly string[]): void {
  for (const source of sources) {
    if (badSource.test(source)) throw badSourceError(directive, source)
  }
  if (badSource.test(directive)) throw badSourceError(directive, '')

  // A directive that falls back to `default-src` keeps what that allows.
  const before = policy.get(directive) ?? (directive.endsWith('-src') ? ["'self'"] : [])
  policy.set(directive, sources.length === 0 ? [] : [...before, ...sources])
}

function checkSource(directive: string, source: string): void {
  if (unsafeSource.test(source)) throw badSourceError(directive, source)
}

function badSourceError(directive: string, source: string): Error {
  return vangoError('middleware/bad-csp-source', { directive, source })
}

function printPolicy(policy: Policy, options: CSPOptions): string {
  const directives = [...policy].map(([directive, sources]) => {
    const all = nonceDirectives.has(directive) ? [...sources, `'nonce-${nonceMark}'`] : sources
    return `${directive} ${all.length === 0 ? "'none'" : all.join(' ')}`
  })
  directives.push(
    "require-trusted-types-for 'script'",
    `trusted-types ${[clientPolicy, ...(options.trustedTypes ?? [])].join(' ')}`,
  )

  const reportUrl = options.reportUrl ?? (options.onReport && reportPath)
  // Browsers that know `report-to` do not look at the other.
  if (reportUrl !== undefined) directives.push(`report-uri ${reportUrl}`, 'report-to csp')
  return directives.join('; ')
}

function upgrade({ url }: Ctx): string {
  return url.protocol === 'https:' ? '; upgrade-insecure-requests' : ''
}
