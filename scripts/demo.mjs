/**
 * `npm run demo`: builds the package and the gallery, and serves the gallery on PORT (3000 if unset),
 * straight after a clone. It needs Node, npm and a browser, and nothing else.
 */
import { spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { installIfMissing, root, run, runScript } from './setup.mjs'

const port = process.env.PORT ?? '3000'
const address = `http://localhost:${port}/`
const gallery = `${root}examples/gallery`
const cli = `${root}packages/vango/dist/cli/bin.js`

step('Checking dependencies', installIfMissing)
step('Building Vango', () => runScript('build'))
step('Building the gallery', () => run(process.execPath, [cli, 'build'], { cwd: gallery }))
console.log('\n── Starting the gallery')
const server = spawn(process.execPath, [cli, 'start'], {
  cwd: gallery,
  env: { ...process.env, NODE_ENV: 'production', PORT: port },
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

if (await answers()) console.log(`\nThe gallery is at ${address} (Ctrl+C stops it)`)

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

function step(name, action) {
  console.log(`\n── ${name}`)
  if (action()) return

  console.error(`\nThe demo stopped: “${name}” failed.`)
  process.exit(1)
}
