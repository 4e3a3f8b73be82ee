/**
 * Before the end-to-end tests: builds the package and the gallery, and serves the gallery on a free
 * port, whose address the tests get as `inject('baseUrl')`, and the paths of all its pages as
 * `inject('galleryPages')`, so that a new page is looked at without a spec of its own. After them: ends
 * the server.
 */
import type { ChildProcess } from 'node:child_process'
import type { AddressInfo } from 'node:net'
import type { TestProject } from 'vitest/node'
import { randomBytes } from 'node:crypto'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'

declare module 'vitest' {
  interface ProvidedContext {
    baseUrl: string
    galleryPages: string[]
  }
}

const root = fileURLToPath(new URL('../', import.meta.url))
const gallery = `${root}examples/gallery`
const cli = `${root}packages/vango/dist/cli/bin.js`
const maxStartMs = 30_000

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  // `npm test` has built the package a moment ago.
  if (!process.env['VANGO_BUILT']) {
    execFileSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: 'inherit' })
  }
  execFileSync(process.execPath, [cli, 'build'], { cwd: gallery, stdio: 'inherit' })

  const port = await findFreePort()
  const baseUrl = `http://localhost:${port}`
  const server = spawn(process.execPath, [cli, 'start'], {
    cwd: gallery,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      VANGO_SECRET: randomBytes(32).toString('base64url'),
      PORT: String(port),
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  await waitForAnswer(server, baseUrl)

  project.provide('baseUrl', baseUrl)
  project.provide('galleryPages', await findPages(baseUrl))
  return () => stop(server)
}

/** The index, and what its main part links to within the gallery. */
async function findPages(baseUrl: string): Promise<string[]> {
  const html = await (await fetch(baseUrl)).text()
  const main = /<main[^]*<\/main>/.exec(html)?.[0] ?? ''
  const paths = [...main.matchAll(/<a [^>]*href="(\/[^"#]*)"/g)].map(([, path]) => path!)
  return [...new Set(['/', ...paths])]
}

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0)
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}

async function waitForAnswer(server: ChildProcess, url: string): Promise<void> {
  const deadline = Date.now() + maxStartMs
  while (server.exitCode === null && Date.now() < deadline) {
    const response = await fetch(url).catch(() => undefined)
    if (response) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  server.kill()
  throw new Error(`The gallery gave no answer at ${url}; its output above should tell why.`)
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const exited = once(server, 'exit')
  server.kill('SIGTERM')
  const timer = setTimeout(() => server.kill('SIGKILL'), 5_000)
  await exited
  clearTimeout(timer)
}
