/**
 * `npm run demo`: builds the package and the gallery, and serves the gallery on PORT (3000 if unset),
 * straight after a clone. It needs Node, npm and a browser, and nothing else.
 *
 * `npm run demo -- --nodes 3` serves it by three processes that share their state; see demo-nodes.ts.
 */
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { installIfMissing, root, run, runScript } from './setup.mjs'

const port = process.env.PORT ?? '3000'
const address = `http://localhost:${port}/`
const gallery = `${root}examples/gallery`
const cli = `${root}packages/vango/dist/cli/bin.js`
const nodes = readNodes(process.argv.slice(2))

step('Checking dependencies', installIfMissing)
step('Building Vango', () => runScript('build'))
step('Building the gallery', () => run(process.execPath, [cli, 'build'], { cwd: gallery }))
console.log('\n── Starting the gallery')
const secret = process.env.VANGO_SECRET ?? randomBytes(32).toString('base64url')
if (process.env.VANGO_SECRET === undefined) {
  console.log(
    'VANGO_SECRET is not set: cookies are signed with one made now, and are worth nothing after this run.',
  )
}
const several = [`${root}scripts/run.mjs`, `${root}scripts/demo-nodes.ts`, String(nodes)]
const server = spawn(process.execPath, nodes > 1 ? several : [cli, 'start'], {
  cwd: gallery,
  env: { ...process.env, NODE_ENV: 'production', VANGO_SECRET: secret, PORT: port },
  stdio: ['ignore', 'inherit', 'inherit'],
})

let isRunning = true
let isStopping = false
server.on('exit', (code) => {
  isRunning = false
  process.exitCode = isStopping ? 0 : (code ?? 1)
})
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    isStopping = true
    server.kill(signal)
  })
}

if (nodes === 1 && (await answers()))
  console.log(`\nThe gallery is at ${address} (Ctrl+C stops it)`)

/** Waits for the first answer; false if the server ends before it. */
async function answers() {
  while (isRunning) {
    const response = await fetch(address).catch(() => undefined)
    // Somebody else's server may hold the port; then ours ends, and says so.
    if (response !== undefined) return isRunning
    await sleep(100)
  }
  return false
}

/** How many server processes are asked for: 1 unless `--nodes N` says more. */
function readNodes(args) {
  if (args.length === 0) return 1
  const number = Number(args[1])
  if (args.length === 2 && args[0] === '--nodes' && number >= 1 && number <= 16) {
    if (Number.isInteger(number)) return number
  }

  console.error('Usage: npm run demo -- [--nodes N], with N from 1 to 16')
  process.exit(2)
}

function step(name, action) {
  console.log(`\n── ${name}`)
  if (action()) return

  console.error(`\nThe demo stopped: “${name}” failed.`)
  process.exit(1)
}
