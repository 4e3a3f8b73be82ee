/**
 * Vitest's configuration for an app's tests: the same files run in Node and in a headless Chromium.
 *
 * In the browser the test, the app and its hub run in the page itself, and the app's pages in frames;
 * `serverInBrowser` gives the server's rooms what they use of Node.
 */
import type { Plugin, UserConfig } from 'vite'
import type { ViteUserConfig } from 'vitest/config'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { vango } from '../vite/plugin.ts'

export interface TestOptions {
  /** Files, 'src/**\/*.test.{ts,tsx}' and the like by default. */
  readonly include?: readonly string[]
  /** Run in a browser too. Default true. Needs `playwright` and `@vitest/browser-playwright`. */
  readonly browser?: boolean
  /** The browser's program; `VANGO_CHROMIUM`, Playwright's own or /usr/bin/chromium by default. */
  readonly executablePath?: string
  /** Arguments for the browser, beside those that make it quiet. */
  readonly args?: readonly string[]
}

const defaultInclude = ['**/*.test.{ts,tsx}']
const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'

/**
 *     // vitest.config.ts
 *     export default vangoTests()
 */
export async function vangoTests(options: TestOptions = {}): Promise<ViteUserConfig> {
  const include = [...(options.include ?? defaultInclude)]
  const node = { name: 'node', include, setupFiles: [fileOf('setup-node')] }
  return {
    plugins: [vango()],
    test: {
      projects: [
        { extends: true, test: node },
        ...(options.browser === false ? [] : [await browserProject(include, options)]),
      ],
    },
  }
}

type Project = NonNullable<NonNullable<ViteUserConfig['test']>['projects']>[number]

async function browserProject(include: string[], options: TestOptions): Promise<Project> {
  const { playwright } = await import('@vitest/browser-playwright')
  const executablePath = options.executablePath ?? (await findChromium())
  const launchOptions = {
    ...(executablePath !== undefined && { executablePath }),
    args: [...quietArgs, ...(options.args ?? [])],
  }
  return {
    extends: true,
    plugins: [serverInBrowser()],
    test: {
      name: 'browser',
      include,
      setupFiles: [fileOf('setup-browser')],
      browser: {
        enabled: true,
        headless: true,
        // The setup file takes them, before the pages are closed.
        screenshotFailures: false,
        provider: playwright({ launchOptions }),
        instances: [{ browser: 'chromium' }],
      },
    },
  }
}

/** No requests of its own, and startable as root, where Chromium has no sandbox. */
const quietArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

async function findChromium(): Promise<string | undefined> {
  const chosen = process.env['VANGO_CHROMIUM']
  if (chosen !== undefined && chosen !== '') return chosen
  const { chromium } = await import('playwright')
  return [chromium.executablePath(), '/usr/bin/chromium'].find((path) => existsSync(path))
}

/** What takes the place of Node in a browser under test. */
export function serverInBrowser(): Plugin {
  const scriptId = '\0vango:client-script'

  return {
    name: 'vango:server-in-browser',
    enforce: 'pre',
    config: (): UserConfig => ({
      // Fake timers ask for it.
      resolve: { alias: [{ find: /^util$/, replacement: fileOf('browser/node-rest') }] },
      optimizeDeps: { exclude: ['vango'], include: prebundled },
    }),

    resolveId(source, importer) {
      if (source === 'node:crypto') return fileOf('browser/node-crypto')
      if (source === 'node:util' || source === 'node:zlib') return fileOf('browser/node-rest')
      if (importer === undefined) return undefined
      if (/\/client-file\.[jt]s$/.test(source) && isOurs(importer)) return scriptId
      return /\/realm-node\.[jt]s$/.test(source) && isOurs(importer)
        ? fileOf('realm-browser')
        : undefined
    },

    load(id) {
      if (id !== scriptId) return undefined
      return (
        `const scripts = ${JSON.stringify(readScripts())}\n` +
        `export const readClientScript = (name) => scripts[name]`
      )
    },
  }
}

/** Found late, each would make Vite load the page anew, in the middle of a test. */
const prebundled = [
  '@noble/ciphers/aes.js',
  '@noble/hashes/hkdf.js',
  '@noble/hashes/hmac.js',
  '@noble/hashes/sha2.js',
  '@sinonjs/fake-timers',
  '@testing-library/dom',
  '@testing-library/user-event',
  'buffer',
  'devalue',
  'hono',
  'hono/cookie',
  'hono/utils/cookie',
]

/** What the build has made for browsers, by name. */
function readScripts(): Record<string, string> {
  const dist = new URL(extension === 'ts' ? '../../dist/' : '../', import.meta.url)
  const files = readdirSync(dist).filter((file) => file.endsWith('.min.js'))
  const read = (file: string): string => readFileSync(new URL(file, dist), 'utf8')
  return Object.fromEntries(files.map((file) => [file.replace('.min.js', ''), read(file)]))
}

function isOurs(importer: string): boolean {
  return importer.startsWith(fileURLToPath(new URL('..', import.meta.url)))
}

function fileOf(name: string): string {
  return fileURLToPath(new URL(`./${name}.${extension}`, import.meta.url))
}
