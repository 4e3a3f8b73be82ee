/**
 * Does from an empty folder what "Start your own app" of the guide says: packs the package, installs
 * it beside a copy of the smallest example, type-checks, builds and starts that, and clicks in a real
 * browser; the guide's other servers must start, too. So nothing the app needs can be only in this repository. The package must be built.
 */
import type { ChildProcess } from 'node:child_process'
import type { Browser } from 'playwright'
import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright'
import { chromiumLaunchOptions } from './chromium.ts'
import { exitWith } from './report.ts'

const root = fileURLToPath(new URL('../', import.meta.url))
const example = join(root, 'examples/counter')
const folder = mkdtempSync(join(tmpdir(), 'vango-package-'))
const app = join(folder, 'my-app')

try {
  exitWith('package', await tryPackage())
} finally {
  rmSync(folder, { recursive: true })
}

async function tryPackage(): Promise<readonly string[]> {
  run('npm', ['pack', '--workspace', 'vango', '--pack-destination', folder])
  const tarball = join(
    folder,
    readdirSync(folder).find((file) => file.endsWith('.tgz'))!,
  )

  for (const file of ['app.tsx', 'package.json', 'tsconfig.json']) {
    cpSync(join(example, file), join(app, file))
  }
  run('npm', ['install', tarball, '--prefer-offline', '--no-audit', '--no-fund'], app)
  run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc')], app)
  run('npm', ['run', 'build'], app)
  return [
    ...checkFiles(join(app, 'node_modules/vango')),
    ...(await tryApp()),
    ...(await tryServers()),
  ]
}

/** What every package should have, and what debuggers need. */
function checkFiles(installed: string): readonly string[] {
  const files = readdirSync(installed, { recursive: true, encoding: 'utf8' })
  const maps = files.filter((file) => file.endsWith('.map'))
  return [
    ...['README.md', 'LICENSE'].filter((file) => !files.includes(file)).map((f) => `no ${f}`),
    ...files.filter((file) => file.endsWith('.tsbuildinfo')).map((file) => `${file} is packed`),
    ...maps
      .filter((file) => !hasSources(join(installed, file)))
      .map((f) => `no source in ${f}: if that is left over, delete dist/ and build again`),
  ]
}

function hasSources(map: string): boolean {
  const { sourcesContent } = JSON.parse(readFileSync(map, 'utf8')) as { sourcesContent?: unknown[] }
  return sourcesContent?.every((source) => typeof source === 'string') === true
}

async function tryApp(): Promise<readonly string[]> {
  const server = start('node_modules/vango/dist/cli/bin.js', 'start', '--port', '0')
  let browser: Browser | undefined
  try {
    const address = await addressOf(server)
    browser = await chromium.launch(chromiumLaunchOptions())
    const page = await browser.newPage()
    const errors: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(`in the console: ${message.text()}`)
    })
    await page.goto(address)
    await page.getByRole('button', { name: 'Clicked 0 times' }).click()
    await page.getByRole('button', { name: 'Clicked 1 times' }).waitFor()
    return errors
  } finally {
    await browser?.close()
    server.kill()
  }
}

/** The guide's servers of one's own. */
async function tryServers(): Promise<readonly string[]> {
  const guide = readFileSync(join(root, 'docs/guide/getting-started.md'), 'utf8')
  const problems: string[] = []
  for (const [, code = ''] of guide.matchAll(/^```js\n(.*?)^```/gms)) {
    writeFileSync(join(app, 'server.js'), code)
    const server = start('server.js')
    try {
      const text = await (await fetch(await addressOf(server))).text()
      if (!text.includes('Clicked ')) problems.push(`a server of the guide shows ${text}`)
    } finally {
      server.kill()
    }
  }
  return problems
}

function start(...args: string[]): ChildProcess {
  const secret = randomBytes(32).toString('base64')
  return spawn(process.execPath, args, {
    cwd: app,
    env: { ...process.env, NODE_ENV: 'production', PORT: '0', VANGO_SECRET: secret },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

function addressOf(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    createInterface(server.stdout!).on('line', (line) => {
      const address = /serving on (\S+)/.exec(line)?.[1]
      if (address !== undefined) resolve(address)
    })
    server.once('exit', () => reject(new Error('The server ended without serving.')))
  })
}

function run(program: string, args: readonly string[], cwd: string = root): void {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd,
    encoding: 'utf8',
    shell: process.platform === 'win32' && program === 'npm',
  })
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed\n${stdout}${stderr}`)
}
