/**
 * What `npm test` and `npm run demo` need before anything else: the right Node, and installed
 * dependencies. Plain JavaScript without imports from packages, because none may be there yet.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../', import.meta.url))

const onWindows = process.platform === 'win32'

/** Runs a command, in the root of the workspace by default, its output shown; did it succeed? */
export function run(program, args, { cwd = root } = {}) {
  const { status } = spawnSync(program, args, {
    cwd,
    stdio: ['ignore', 'inherit', 'inherit'],
    // npm is a batch file there.
    shell: onWindows && program === 'npm',
  })
  return status === 0
}

/** Runs a script of the root package.json. */
export function runScript(name, ...args) {
  return run('npm', ['run', '--silent', name, ...(args.length > 0 ? ['--', ...args] : [])])
}

/** Installs the locked dependencies unless they are there; true if they are there in the end. */
export function installIfMissing() {
  requireNode()
  if (isInstalled()) return true

  console.log('Installing dependencies …')
  return run('npm', ['ci', '--no-audit', '--no-fund'])
}

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return

  console.error(`Vango needs Node 20.19 or later, got: ${process.versions.node}.`)
  process.exit(1)
}

/** Compares what npm says it installed with the lock file; the other platforms' packages may miss. */
function isInstalled() {
  const record = `${root}node_modules/.package-lock.json`
  if (!existsSync(record)) return false

  const locked = readPackages(`${root}package-lock.json`)
  const installed = readPackages(record)
  return Object.entries(locked).every(([path, { version, optional, link }]) => {
    if (optional || link || !path.includes('node_modules/')) return true
    return installed[path]?.version === version
  })
}

function readPackages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages
}
