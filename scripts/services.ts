/**
 * Real servers for tests, benchmarks and the demo: a Redis or a NATS with JetStream, on a free port of
 * this machine, with a folder of its own. Each is ended by its process id, and may be killed and
 * started again on the same port with the data it had.
 *
 * Tests ask `vitest-services.ts` for them, which says so when there is none.
 */
import type { ChildProcess } from 'node:child_process'
import type { AddressInfo, Socket } from 'node:net'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export type ServiceName = 'redis' | 'nats'

export interface Service {
  readonly name: ServiceName
  readonly host: '127.0.0.1'
  readonly port: number
  /** `redis://127.0.0.1:40123` or `nats://127.0.0.1:40124`. */
  readonly url: string
  /** Ends the server at once, as a crash would (SIGKILL). What it has stored stays. */
  kill(): Promise<void>
  /** Starts a killed server again, on the same port, with what it has stored. */
  restart(): Promise<void>
  /** Ends the server and removes what it has stored. */
  stop(): Promise<void>
}

export interface ServiceOptions {
  /** More arguments for the server, after those that this file gives it. */
  readonly args?: readonly string[]
}

interface Kind {
  readonly program: string
  /** Names another program to take. */
  readonly variable: string
  /** Debian's package. */
  readonly package: string
  args(port: number, folder: string): readonly string[]
  /** What is said to a server that has just taken a connection, and how one that is ready begins. */
  readonly question: string
  readonly answer: string
}

const kinds: Readonly<Record<ServiceName, Kind>> = {
  redis: {
    program: 'redis-server',
    variable: 'VANGO_REDIS_SERVER',
    package: 'redis-server',
    // Every write is on the disk before it is acknowledged.
    args: (port, folder) => [
      ...`--port ${port} --bind 127.0.0.1 --appendonly yes --appendfsync always`.split(' '),
      '--save',
      '',
      '--dir',
      folder,
    ],
    question: 'PING\r\n',
    answer: '+PONG',
  },
  nats: {
    program: 'nats-server',
    variable: 'VANGO_NATS_SERVER',
    package: 'nats-server',
    args: (port, folder) => [
      ...`--addr 127.0.0.1 --port ${port} --jetstream --store_dir`.split(' '),
      folder,
    ],
    question: '',
    answer: 'INFO ',
  },
}

const host = '127.0.0.1'
const maxStartMs = 30_000
const pollMs = 20

export const serviceNames: readonly ServiceName[] = ['redis', 'nats']

export function servicePackage(name: ServiceName): string {
  return kinds[name].package
}

/** The path of the server's program, or `undefined` if this machine has none. */
export function findService(name: ServiceName): string | undefined {
  const { program, variable } = kinds[name]
  const chosen = process.env[variable]
  if (chosen !== undefined && chosen !== '') return isProgram(chosen) ? chosen : undefined

  // Debian puts nats-server where only root's PATH leads.
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']
  return folders.map((folder) => join(folder, program)).find(isProgram)
}

/** One sentence for people: why there is no such server, and what to do about it. */
export function missingService(name: ServiceName): string {
  const { program, variable, package: debianPackage } = kinds[name]
  return (
    `there is no ${program}. Install one (Debian: apt-get install ${debianPackage}), ` +
    `or say where it is: export ${variable}=/path/to/${program}`
  )
}

/** Starts a server and waits until it answers. Throws if it does not, or if there is none. */
export async function startService(
  name: ServiceName,
  { args = [] }: ServiceOptions = {},
): Promise<Service> {
  const program = findService(name)
  if (program === undefined) throw new Error(`Cannot start ${name}: ${missingService(name)}.`)

  const kind = kinds[name]
  const port = await findFreePort()
  const folder = mkdtempSync(join(tmpdir(), `vango-${name}-`))
  let child = start()

  function start(): ChildProcess {
    return spawn(program!, [...kind.args(port, folder), ...args], { stdio: 'ignore' })
  }

  async function kill(): Promise<void> {
    process.off('exit', killNow)
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    killNow()
    await ended
  }

  function killNow(): void {
    child.kill('SIGKILL')
  }

  async function waitUntilReady(): Promise<void> {
    process.once('exit', killNow)
    await waitForAnswer(child, port, kind)
  }

  try {
    await waitUntilReady()
  } catch (error) {
    await kill()
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
  return {
    name,
    host,
    port,
    url: `${name}://${host}:${port}`,
    kill,

    async restart() {
      await kill()
      child = start()
      await waitUntilReady()
    },

    async stop() {
      await kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A port that nothing listens on at this moment. */
export async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, host)
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}

async function waitForAnswer(child: ChildProcess, port: number, kind: Kind): Promise<void> {
  const deadline = performance.now() + maxStartMs
  while (performance.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`${kind.program} ended with code ${child.exitCode} on port ${port}.`)
    }
    if (await answers(port, kind)) return
    await sleep(pollMs)
  }
  throw new Error(`${kind.program} did not answer on port ${port} within ${maxStartMs} ms.`)
}

async function answers(port: number, { question, answer }: Kind): Promise<boolean> {
  const socket = connect(port, host)
  try {
    await once(socket, 'connect')
    if (question !== '') socket.write(question)
    return (await readFirst(socket)).startsWith(answer)
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}

async function readFirst(socket: Socket): Promise<string> {
  for await (const chunk of socket) return String(chunk)
  return ''
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
