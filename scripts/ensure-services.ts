/**
 * Makes sure that there are a Redis and a NATS server for the tests of the backplanes: takes those that
 * are there, else asks Debian's package manager. Run before the tests. A machine that cannot have
 * them is told so, and the tests that need them are skipped and counted as such.
 */
import { spawnSync } from 'node:child_process'
import { findService, missingService, serviceNames, servicePackage } from './services.ts'

const minutes = 60_000

const missing = serviceNames.filter((name) => findService(name) === undefined)
if (missing.length > 0 && hasAptGet()) {
  const packages = missing.map(servicePackage)
  console.log(`Installing ${packages.join(' and ')} …`)
  if (asRoot('apt-get', 'update')) {
    asRoot('apt-get', 'install', '-y', '--no-install-recommends', ...packages)
  }
}

for (const name of serviceNames) {
  const program = findService(name)
  if (program === undefined) {
    console.warn(`${name}: ${missingService(name)}.\nThe tests that need it will be SKIPPED.`)
  } else {
    console.log(`${name}: ${program}`)
  }
}

function hasAptGet(): boolean {
  return spawnSync('apt-get', ['--version']).status === 0
}

/** As root, else with a sudo that does not ask for a password. */
function asRoot(...command: readonly string[]): boolean {
  const [program = '', ...args] = process.getuid?.() === 0 ? command : ['sudo', '-n', ...command]
  // Debian's packages start what they install; here every test starts a server of its own.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }
  const stdio = ['ignore', 'inherit', 'inherit'] as const
  return spawnSync(program, args, { env, stdio: [...stdio], timeout: 10 * minutes }).status === 0
}
