/** The commands as child processes, on copies of a small app. */
import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'

import { openLive } from '../adapters/fixtures/socket.ts'

const workspace = fileURLToPath(new URL('../../../../', import.meta.url))
const fixture = fileURLToPath(new URL('./fixtures/app', import.meta.url))
const bin = fileURLToPath(new URL('./bin.ts', import.meta.url))
/** Runs TypeScript, with `vango` meaning its sources. */
const runner = join(workspace, 'scripts', 'run.mjs')

const folders: string[] = []
const children: Started[] = []

interface Started {
  readonly child: ChildProcess
  readonly exit: Promise<number | null>
  readonly output: () => string
  /** Resolves when the output from `offset` on has this text. */
  readonly said: (text: string, offset?: number) => Promise<void>
}

beforeAll(() => {
  const client = join(workspace, 'packages/vango/dist/client.min.js')
  if (existsSync(client)) return
  spawnSync(process.execPath, [runner, join(workspace, 'scripts/build-client.ts')])
}, 60_000)

afterEach(async () => {
  for (const { child, exit } of children.splice(0)) {
    child.kill('SIGKILL')
    await exit
  }
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

function createFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vango-cli-'))
  folders.push(folder)
  return folder
}

function copyApp(): string {
  const folder = createFolder()
  cpSync(fixture, folder, { recursive: true })
  symlinkSync(join(workspace, 'node_modules'), join(folder, 'node_modules'))
  return folder
}

/** Of the started server; production does not start without one. */
let secret: string | undefined = 'x'.repeat(32)

function vango(...args: string[]): Started {
  // Vite behaves otherwise where it believes to be under test.
  const env = {
    ...process.env,
    NODE_ENV: undefined,
    VITEST: undefined,
    NO_COLOR: '1',
    VANGO_SECRET: secret,
  }
  const child = spawn(process.execPath, [runner, bin, ...args], { env, cwd: workspace })
  let output = ''
  const listeners = new Set<() => void>()
  const add = (chunk: string): void => {
    output += chunk
    for (const listener of listeners) listener()
  }
  child.stdout.setEncoding('utf8').on('data', add)
  child.stderr.setEncoding('utf8').on('data', add)

  const started: Started = {
    child,
    exit: new Promise((resolve) => child.on('close', resolve)),
    output: () => output,
    said: (text, offset = 0) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (!output.slice(offset).includes(text)) return
          listeners.delete(look)
          resolve()
        }
        listeners.add(look)
        child.on('close', () => reject(new Error(`ended without "${text}":\n${output}`)))
        look()
      }),
  }
  children.push(started)
  return started
}

/** Where the started server is. */
async function urlOf(started: Started): Promise<string> {
  await started.said('serving on')
  return /serving on (http:\/\/[^\s,]+)/.exec(started.output())![1]!
}

async function textOf(url: string): Promise<string> {
  return (await fetch(url)).text()
}

describe('vango', () => {
  test('tells its version and how to use it', async () => {
    const version = vango('--version')
    const help = vango('--help')

    expect(await Promise.all([version.exit, help.exit])).toEqual([0, 0])
    expect(version.output()).toMatch(/^\d+\.\d+\.\d+\n$/)
    expect(help.output()).toContain('vango <command> [folder] [options]')
  })

  test('ends with 2 when it is misused and with 1 when it fails, without a stack', async () => {
    const folder = createFolder()
    const misused = vango('run')
    const failed = vango('dev', folder)
    const unbuilt = vango('start', folder)

    expect(await Promise.all([misused.exit, failed.exit, unbuilt.exit])).toEqual([2, 1, 1])
    expect(misused.output()).toContain('[cli/unknown-command]')
    expect(failed.output()).toContain('[cli/no-entry]')
    expect(unbuilt.output()).toContain('[cli/not-built]')
    expect(failed.output()).not.toContain('    at ')
  })
})

describe('vango build and start', () => {
  test('build makes what start serves, until a signal comes', async () => {
    const folder = copyApp()
    const build = vango('build', folder)
    expect(await build.exit, build.output()).toBe(0)

    const start = vango('start', folder, '--port', '0')
    const url = await urlOf(start)
    const page = await textOf(url)

    expect(page).toContain('<title>Fixture</title>')
    expect(page).not.toContain('@vite/client')
    expect(page).not.toContain('kit.js')
    expect(readFileSync(join(folder, 'dist/server/app.js'), 'utf8')).toContain(
      'from "vango/server"',
    )
    expect(await textOf(`${url}/hello.txt`)).toBe('public text\n')

    start.child.kill('SIGTERM')
    expect(await start.exit).toBe(0)
    expect(start.output()).toContain('vango start: closing')
  }, 60_000)

  test('build fails with the place of the mistake', async () => {
    const folder = copyApp()
    writeFileSync(join(folder, 'app.tsx'), 'export const app = <')

    const build = vango('build', folder)

    expect(await build.exit).toBe(1)
    expect(build.output()).toContain('[cli/build-failed]')
    expect(build.output()).toContain('app.tsx')
  }, 60_000)

  test('start goes on after a rejection, and ends in order after an error, that nobody handles', async () => {
    const folder = copyApp()
    writeFileSync(
      join(folder, 'app.tsx'),
      `import { createApp } from 'vango/server'
       const reject = () => void Promise.reject(new Error('rejected'))
       const fail = () => void setTimeout(() => { throw new Error('thrown') })
       const page = (work: () => void) => () => (work(), <p>shown</p>)
       export const app = createApp({
         routes: { '/': () => <p>fine</p>, '/reject': page(reject), '/throw': page(fail) },
       })`,
    )
    const build = vango('build', folder)
    expect(await build.exit, build.output()).toBe(0)
    const start = vango('start', folder, '--port', '0')
    const url = await urlOf(start)

    expect(await textOf(`${url}/reject`)).toContain('shown')
    await start.said('Error: rejected')
    expect(await textOf(url)).toContain('fine')
    await textOf(`${url}/throw`)

    expect(await start.exit).toBe(1)
    expect(start.output()).toContain('Error: thrown')
    expect(start.output()).toContain('vango start: closing')
  }, 60_000)

  test('start ends when there is no secret', async () => {
    const folder = copyApp()
    const build = vango('build', folder)
    expect(await build.exit, build.output()).toBe(0)

    secret = undefined
    const start = vango('start', folder, '--port', '0')
    secret = 'x'.repeat(32)

    expect(await start.exit).toBe(1)
    expect(start.output()).toContain('[server/no-secret]')
    expect(start.output()).toContain('VANGO_SECRET')
  }, 60_000)

  test('start tells when the entry exports no app', async () => {
    const folder = copyApp()
    writeFileSync(join(folder, 'app.tsx'), 'export const ap = 1')
    const build = vango('build', folder)
    expect(await build.exit, build.output()).toBe(0)

    const start = vango('start', folder, '--port', '0')

    expect(await start.exit).toBe(1)
    expect(start.output()).toContain('[cli/no-app]')
  }, 60_000)
})

describe('vango dev', () => {
  test('serves the source, follows its changes and survives its mistakes', async () => {
    const folder = copyApp()
    const file = join(folder, 'app.tsx')
    const source = readFileSync(file, 'utf8')
    const dev = vango('dev', folder, '--port', '0')
    const url = await urlOf(dev)

    const page = await textOf(url)
    expect(page).toContain('Clicked ')
    expect(page).toMatch(/<script type="module" src="\/@vite\/client" nonce="[^"]+"><\/script>$/)
    expect(page).toMatch(/<script src="\/vango\/kit.js" nonce="[^"]+"><\/script>/)
    expect(await textOf(`${url}/vango/kit.js`)).toContain('simulate')
    expect(await textOf(`${url}/hello.txt`)).toBe('public text\n')
    const [, session] = /data-session="([^"]+)"/.exec(page)!
    const { closed } = await openLive(Number(new URL(url).port), undefined, {
      path: `/vango/live/${session}`,
    })

    let offset = dev.output().length
    writeFileSync(file, source.replace('Clicked', 'Pressed'))
    await dev.said('reloaded app.tsx', offset)
    expect(await closed).toBe(1001)
    expect(await textOf(url)).toContain('Pressed ')

    offset = dev.output().length
    writeFileSync(file, `import './later.ts'\n${source}`)
    await dev.said('showing the error', offset)
    const broken = await fetch(url)
    expect(broken.status).toBe(500)
    expect(await broken.text()).toContain('later.ts')

    offset = dev.output().length
    writeFileSync(join(folder, 'later.ts'), 'export {}')
    await dev.said('reloaded app.tsx', offset)
    expect(await textOf(url)).toContain('Clicked ')

    dev.child.kill('SIGINT')
    expect(await dev.exit).toBe(0)
  }, 60_000)
})
