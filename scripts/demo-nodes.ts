/**
 * `npm run demo -- --nodes 3`, once all is built: several servers of the gallery behind one port, and
 * between them a Redis or a NATS, which it starts on a free port with nothing in it, or the one that
 * BACKPLANE names.
 */
import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Front } from './front.ts'
import type { Service } from './services.ts'
import { startFront } from './front.ts'
import {
  findFreePort,
  findService,
  missingService,
  serviceNames,
  startService,
} from './services.ts'

const gallery = fileURLToPath(new URL('../examples/gallery', import.meta.url))
const cli = fileURLToPath(new URL('../packages/vango/dist/cli/bin.js', import.meta.url))
const maxStartMs = 30_000

const count = Number(process.argv[2])
const port = Number(process.env['PORT'] ?? '3000')
const chosen = process.env['BACKPLANE']

const name = serviceNames.find((each) => findService(each) !== undefined)
if (!chosen && name === undefined) {
  console.error(
    'Several servers need a Redis or a NATS between them, and this machine has neither:',
  )
  for (const each of serviceNames) console.error(`  ${each}: ${missingService(each)}`)
  console.error('Or name one that runs somewhere: BACKPLANE=redis://host:6379')
  process.exit(1)
}

const service: Service | undefined = chosen ? undefined : await startService(name!)
const backplane = chosen || service!.url
const nodes: ChildProcess[] = []
let front: Front | undefined
let isStopping = false

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(0))

try {
  const ports: number[] = []
  for (let i = 0; i < count; i++) ports.push(await startNode())
  front = await startFront(port, ports)
  console.log(`\n${count} servers share their state by ${backplane}: ports ${ports.join(', ')}`)
  console.log(`The gallery is at http://localhost:${front.port}/ (Ctrl+C stops it)`)
} catch (error) {
  console.error(`\nThe demo stopped: ${error instanceof Error ? error.message : String(error)}`)
  await stop(1)
}

async function startNode(): Promise<number> {
  const nodePort = await findFreePort()
  const node = spawn(process.execPath, [cli, 'start'], {
    cwd: gallery,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: String(nodePort),
      BACKPLANE: backplane,
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  nodes.push(node)
  node.on('exit', () => {
    if (!isStopping)
      console.log(`Server ${node.pid} on port ${nodePort} is gone; the others go on.`)
  })
  await waitForAnswer(node, nodePort)
  return nodePort
}

async function waitForAnswer(node: ChildProcess, nodePort: number): Promise<void> {
  const deadline = performance.now() + maxStartMs
  while (node.exitCode === null && performance.now() < deadline) {
    const response = await fetch(`http://127.0.0.1:${nodePort}/`).catch(() => undefined)
    if (response !== undefined) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('A server of the gallery did not start; its output above should tell why.')
}

async function stop(code: number): Promise<void> {
  if (isStopping) return
  isStopping = true
  await front?.close()
  await Promise.all(nodes.map(stopNode))
  await service?.stop()
  process.exit(code)
}

async function stopNode(node: ChildProcess): Promise<void> {
  if (node.exitCode !== null || node.signalCode !== null) return
  const ended = once(node, 'exit')
  node.kill('SIGTERM')
  const timer = setTimeout(() => node.kill('SIGKILL'), 10_000)
  await ended
  clearTimeout(timer)
}
