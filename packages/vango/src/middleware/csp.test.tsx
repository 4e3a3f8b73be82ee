import { Version } from 'csp_evaluator/dist/csp.js'
import { CspEvaluator } from 'csp_evaluator/dist/evaluator.js'
import { Severity } from 'csp_evaluator/dist/finding.js'
import { CspParser } from 'csp_evaluator/dist/parser.js'
import { afterEach, describe, expect, test, vi } from 'vitest'

import { state } from '../index.ts'
import { createBareApp } from '../server/app.ts'
import type { App, AppOptions } from '../server/app.ts'
import { useCtx } from '../server/ctx.ts'
import { getCSPNonce } from '../server/nonce.ts'
import { definePage } from '../server/page.ts'
import { csp, reportPath } from './csp.ts'
import type { CSPOptions } from './csp.ts'

vi.mock('../server/client-file.ts', () => ({ readClientScript: () => 'the client' }))

const apps: App[] = []

afterEach(async () => {
  for (const app of apps.splice(0)) await app.close()
})

function Counter() {
  const count = state(0)
  return <button onClick={() => count.update((n) => n + 1)}>{count}</button>
}

function create(options: CSPOptions = {}, routes: AppOptions['routes'] = { '/': Counter }): App {
  const app = createBareApp({ routes, onError: () => {}, middleware: [csp(options)] })
  apps.push(app)
  return app
}

async function policyOf(app: App, path = '/', scheme = 'http'): Promise<string> {
  const response = await app.fetch(new Request(`${scheme}://a.test${path}`))
  await response.text()
  return response.headers.get('content-security-policy') ?? ''
}

/** The policy with every nonce the same. */
async function plainPolicyOf(...visit: Parameters<typeof policyOf>): Promise<string[]> {
  const policy = await policyOf(...visit)
  return policy.replaceAll(/'nonce-[^']+'/g, "'nonce-N'").split('; ')
}

describe('the default policy', () => {
  test('lets only scripts with the nonce run, and nothing frame the page', async () => {
    expect(await plainPolicyOf(create())).toEqual([
      "default-src 'self'",
      "script-src 'nonce-N'",
      "style-src 'self' 'nonce-N'",
      "img-src 'self' data:",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      'trusted-types vango',
    ])
  })

  test('has another nonce for each request, and the page carries it', async () => {
    const app = create()

    const responses = await Promise.all([1, 2].map(() => app.fetch(new Request('http://a.test/'))))
    const pages = await Promise.all(responses.map((response) => response.text()))
    const nonces = responses.map(
      ({ headers }) => /'nonce-([^']+)'/.exec(headers.get('content-security-policy')!)![1]!,
    )

    expect(new Set(nonces).size).toBe(2)
    for (const [i, page] of pages.entries()) {
      const carried = [...page.matchAll(/<(script|link rel="modulepreload")[^>]* nonce="([^"]+)"/g)]
      expect(carried.map((match) => match[2])).toEqual([nonces[i], nonces[i]])
      expect(Buffer.from(nonces[i]!, 'base64').length).toBe(16)
    }
  })

  test('has nothing that a public evaluator calls of medium severity or higher', async () => {
    const parsed = new CspParser(await policyOf(create(), '/', 'https')).csp
    const findings = new CspEvaluator(parsed, Version.CSP3).evaluate()

    const serious = findings.filter(({ severity }) => severity <= Severity.MEDIUM_MAYBE)
    expect(serious.map(({ directive, description }) => `${directive}: ${description}`)).toEqual([])
  })

  test('makes an encrypted page load everything encrypted', async () => {
    expect(await policyOf(create(), '/', 'https')).toMatch(/; upgrade-insecure-requests$/)
  })

  test.each(['/none', '/broken'])('stands on %s as well', async (path) => {
    const app = create(
      {},
      {
        '/broken': () => {
          throw new Error('broken')
        },
      },
    )

    expect(await policyOf(app, path)).toContain("script-src 'nonce-")
  })
})

describe('getCSPNonce', () => {
  test('gives a component the nonce of its page', async () => {
    const app = create(
      {},
      {
        '/': () => {
          const nonce = getCSPNonce(useCtx())
          return <script nonce={nonce}>{'1'}</script>
        },
      },
    )

    const response = await app.fetch(new Request('http://a.test/'))
    const nonce = /<script nonce="([^"]+)">/.exec(await response.text())![1]!

    expect(response.headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`)
  })

  test('refuses what is no context', () => {
    expect(() => getCSPNonce({} as never)).toThrow('server/no-ctx')
  })
})

describe('options', () => {
  test('add sources to a directive, and make none of an empty list', async () => {
    const app = create({
      sources: { 'img-src': ['https://img.test'], 'font-src': ['https://f.test'], 'media-src': [] },
      trustedTypes: ['mine'],
    })

    expect(await plainPolicyOf(app)).toEqual(
      expect.arrayContaining([
        "img-src 'self' data: https://img.test",
        "font-src 'self' https://f.test",
        "media-src 'none'",
        'trusted-types vango mine',
      ]),
    )
  })

  test('let scripts load further ones only when told to', async () => {
    expect(await plainPolicyOf(create({ strictDynamic: true }))).toContain(
      "script-src 'strict-dynamic' 'nonce-N'",
    )
  })

  test.each([
    ['script-src', "'unsafe-inline'"],
    ['script-src', "'unsafe-eval'"],
    ['style-src', "'UNSAFE-INLINE'"],
    ['script-src', '*'],
    ['img-src', 'https:'],
    ['img-src', "a.test; script-src 'unsafe-inline'"],
    ['img-src', 'a.test, b.test'],
    ['img-src\nx', 'a.test'],
  ])('refuse for %j the source %j', (directive, source) => {
    expect(() => csp({ sources: { [directive]: [source] } })).toThrow('middleware/bad-csp-source')
  })

  test('take an unsafe source under a name that says so', async () => {
    const app = create({ unsafeSources: { 'style-src': ["'unsafe-inline'"] } })

    expect(await plainPolicyOf(app)).toContain("style-src 'self' 'unsafe-inline' 'nonce-N'")
  })

  test('report without stopping anything', async () => {
    const app = create({ reportOnly: true, reportUrl: 'https://reports.test/csp' })

    const { headers } = await app.fetch(new Request('http://a.test/'))

    expect(headers.get('content-security-policy')).toBe(null)
    expect(headers.get('content-security-policy-report-only')).toMatch(
      /; report-uri https:\/\/reports\.test\/csp; report-to csp$/,
    )
    expect(headers.get('reporting-endpoints')).toBe('csp="https://reports.test/csp"')
  })

  test('of a page take the place of those of the app', async () => {
    const app = create(
      {},
      {
        '/': definePage({
          component: Counter,
          middleware: [csp({ sources: { 'connect-src': ['https://tiles.test'] } })],
        }),
        '/other': Counter,
      },
    )

    expect(await policyOf(app)).toContain("connect-src 'self' https://tiles.test")
    expect(await policyOf(app, '/other')).not.toContain('connect-src')
  })
})

describe('the report endpoint', () => {
  function post(app: App, body: string): Promise<Response> {
    return app.fetch(new Request(`http://a.test${reportPath}`, { method: 'POST', body }))
  }

  test.each([
    [
      'report-to',
      [
        { type: 'deprecation', body: {} },
        {
          type: 'csp-violation',
          body: {
            documentURL: 'http://a.test/',
            blockedURL: 'inline',
            effectiveDirective: 'script-src-elem',
            disposition: 'enforce',
            lineNumber: 7,
          },
        },
      ],
    ],
    [
      'report-uri',
      {
        'csp-report': {
          'document-uri': 'http://a.test/',
          'blocked-uri': 'inline',
          'effective-directive': 'script-src-elem',
          disposition: 'enforce',
          'line-number': 7,
        },
      },
    ],
  ])('hands on what %s sends', async (_, body) => {
    const reports: unknown[] = []
    const app = create({ onReport: (report) => reports.push(report) })

    const { status } = await post(app, JSON.stringify(body))

    expect(status).toBe(204)
    expect(reports).toEqual([
      {
        documentUrl: 'http://a.test/',
        blockedUrl: 'inline',
        directive: 'script-src-elem',
        disposition: 'enforce',
        sourceFile: '',
        line: 7,
        sample: '',
      },
    ])
  })

  test.each([
    ['{', 400],
    ['null', 400],
    ['{"csp-report":7}', 400],
    ['[null, 7, {"type":"csp-violation"}]', 204],
    [`"${'x'.repeat(20_000)}"`, 413],
  ])('answers %j with %i', async (body, status) => {
    const reports: unknown[] = []

    const response = await post(create({ onReport: (report) => reports.push(report) }), body)

    expect(response.status).toBe(status)
    expect(reports).toEqual([])
  })

  test('is not there unless somebody listens', async () => {
    expect((await post(create(), '[]')).status).toBe(404)
  })
})
