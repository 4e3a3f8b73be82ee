/**
 * Makes sure that there is a Chromium that starts: takes the one that is there, else downloads
 * Playwright's own, else asks Debian's package manager for one. Run before the tests.
 */
import { spawnSync } from 'node:child_process'
import { findChromium, tryChromium } from './chromium.ts'

const minutes = 60_000

interface Remedy {
  readonly name: string
  applies(): boolean
  run(): boolean
}

/** Each is tried only if no Chromium starts after the ones before it. */
const remedies: readonly Remedy[] = [
  {
    name: 'downloading Playwright’s Chromium',
    applies: () => true,
    run: () => playwright('install', '--no-shell', 'chromium'),
  },
  {
    name: 'installing the libraries it needs',
    applies: () => hasAptGet() && findChromium() !== undefined,
    run: () => playwright('install-deps', 'chromium'),
  },
  {
    // The last resort: Ubuntu's package of this name is a stub for a snap.
    name: 'installing the package chromium',
    applies: hasAptGet,
    run: () => asRoot('apt-get', 'update') && asRoot('apt-get', 'install', '-y', 'chromium'),
  },
]

let problem = await tryChromium()
for (const { name, applies, run } of remedies) {
  // Who names one wants that one.
  if (problem === undefined || process.env['VANGO_CHROMIUM']) break
  if (!applies()) continue

  console.log(`No Chromium starts yet: ${name} …`)
  if (run()) problem = await tryChromium()
}

if (problem === undefined) {
  console.log(`Chromium: ${findChromium()}`)
} else {
  console.error(failureText(problem))
  process.exitCode = 1
}

function failureText({ message }: Error): string {
  return `There is no Chromium that starts, and the browser tests need one.
Expected one at VANGO_CHROMIUM, from Playwright, or at /usr/bin/chromium; got: ${message}

Install one in one of these ways, then try again:
  npx playwright install --with-deps chromium
  apt-get install chromium                      (Debian; as root)
  export VANGO_CHROMIUM=/path/to/chromium       (any other Chromium or Chrome)`
}

function hasAptGet(): boolean {
  return spawnSync('apt-get', ['--version']).status === 0
}

function playwright(...args: readonly string[]): boolean {
  return execute('npx', ['playwright', ...args])
}

/** As root, else with a sudo that does not ask for a password. */
function asRoot(...command: readonly string[]): boolean {
  const [program = '', ...args] = process.getuid?.() === 0 ? command : ['sudo', '-n', ...command]
  return execute(program, args)
}

function execute(program: string, args: readonly string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const stdio = ['ignore', 'inherit', 'inherit'] as const
  return spawnSync(program, args, { env, stdio: [...stdio], timeout: 10 * minutes }).status === 0
}
