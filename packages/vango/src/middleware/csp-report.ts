/**
 * What browsers report about a Content-Security-Policy, in both forms there are: `report-to` sends
 * lists of `application/reports+json`, `report-uri` single `application/csp-report` objects.
 *
 * Anybody can send such a report: it is read up to a size, and is only ever text.
 */
import type { Ctx } from '../server/ctx.ts'
import { readText } from '../server/body.ts'

/** One breach of a policy, as a browser tells it. Texts are cut off at 1,000 characters. */
export interface CSPReport {
  /** The page's address, without the fragment. */
  readonly documentUrl: string
  /** What was stopped: an address, or `inline`, `eval`, `trusted-types-sink`. */
  readonly blockedUrl: string
  /** The directive that it is against: `script-src-elem`. */
  readonly directive: string
  /** `report` if nothing was stopped. */
  readonly disposition: string
  /** Where in which file, as far as the browser says. */
  readonly sourceFile: string
  readonly line: number
  /** The beginning of the inline code, if the policy asks for it. */
  readonly sample: string
}

const maxReportBytes = 16_384
/** Of one message. */
const maxReports = 20
const maxTextLength = 1_000

export function isReport(ctx: Ctx, path: string): boolean {
  return ctx.request.method === 'POST' && ctx.url.pathname === path
}

/** Reads the reports of a request and hands them on; what is none is answered with 400. */
export async function takeReport(
  ctx: Ctx,
  onReport: (report: CSPReport) => void,
): Promise<Response> {
  const text = await readText(ctx.request, maxReportBytes)
  if (text === undefined) return new Response(null, { status: 413 })

  const reports = parseReports(text)
  if (reports === undefined) return new Response(null, { status: 400 })
  for (const report of reports) onReport(report)
  return new Response(null, { status: 204 })
}

/** The reports in a body, or `undefined` if it is not one of the two forms. */
export function parseReports(text: string): CSPReport[] | undefined {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return undefined
  }

  if (Array.isArray(json)) {
    return json
      .slice(0, maxReports)
      .filter((entry) => isObject(entry) && entry['type'] === 'csp-violation')
      .flatMap(({ body }: Record<string, unknown>) => (isObject(body) ? [toReport(body)] : []))
  }
  const body = isObject(json) ? json['csp-report'] : undefined
  return isObject(body) ? [toReport(body)] : undefined
}

/** Reads the names of both forms. */
function toReport(body: Record<string, unknown>): CSPReport {
  const text = (...names: string[]): string => {
    const value = names.map((name) => body[name]).find((found) => typeof found === 'string')
    return ((value as string | undefined) ?? '').slice(0, maxTextLength)
  }
  const line = body['lineNumber'] ?? body['line-number']

  return {
    documentUrl: text('documentURL', 'document-uri'),
    blockedUrl: text('blockedURL', 'blocked-uri'),
    directive: text('effectiveDirective', 'effective-directive', 'violated-directive'),
    disposition: text('disposition'),
    sourceFile: text('sourceFile', 'source-file'),
    line: typeof line === 'number' ? line : 0,
    sample: text('sample', 'script-sample'),
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
