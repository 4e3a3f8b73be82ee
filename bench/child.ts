/**
 * Processes that measure or are measured. The parent asks by name, the child answers; one question at
 * a time. A child may be pinned to a core, so that a server and its load do not share one.
 */
import { randomBytes } from 'node:crypto'
import { type ChildProcess, execFileSync, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

type Handlers = Readonly<Record<string, (argument: never) => unknown>>
type Question = { readonly name: string; readonly argument: unknown }
type Answer = { readonly value?: unknown; readonly error?: string }

const canPin = tryRun('taskset', ['-c', '0', 'true'])

/** Starts a compiled module, or a TypeScript file of the bench, with a collector to call. */
export function startChild(file: URL, core?: number): ChildProcess {
  const path = fileURLToPath(file)
  const isSource = path.endsWith('.ts')
  const run = fileURLToPath(new URL('../scripts/run.mjs', import.meta.url))
  const node = [process.execPath, '--expose-gc', ...profileFlags(path)]
  const [execPath, ...execArgv] =
    core !== undefined && canPin ? ['taskset', '-c', String(core), ...node] : node

  return fork(isSource ? run : path, isSource ? [path] : [], {
    execPath: execPath!,
    execArgv,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      VANGO_SECRET: randomBytes(32).toString('base64url'),
    },
  })
}

/** Asks a child and waits for its answer; throws what the child threw. */
export async function ask<T>(child: ChildProcess, name: string, argument?: unknown): Promise<T> {
  const settled = new AbortController()
  const { signal } = settled
  const answer = once(child, 'message', { signal }) as Promise<[Answer]>
  const end = once(child, 'exit', { signal }).then(([code]) => {
    throw new Error(`A process of the benchmark ended with code ${code}.`)
  })
  child.send({ name, argument } satisfies Question)

  try {
    const [{ value, error }] = await Promise.race([answer, end])
    if (error !== undefined) throw new Error(error)
    return value as T
  } finally {
    end.catch(() => {})
    answer.catch(() => {})
    settled.abort()
  }
}

/** Answers the parent's questions until it lets go. */
export function answer(handlers: Handlers): void {
  process.on('message', ({ name, argument }: Question) => {
    void Promise.resolve()
      .then(() => handlers[name]!(argument as never))
      .then(
        (value) => process.send!({ value } satisfies Answer),
        (error: Error) => process.send!({ error: error.stack ?? error.message } satisfies Answer),
      )
  })
  process.on('disconnect', () => process.exit())
}

/** What every measured process can be asked. */
export const vitals = {
  /** Microseconds of CPU so far, by all threads. */
  cpu(): number {
    const { user, system } = process.cpuUsage()
    return user + system
  },

  /** Bytes, after everything that nobody holds has gone. */
  async memory(): Promise<{ heap: number; rss: number }> {
    for (let i = 0; i < 4; i++) {
      globalThis.gc!()
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    const { heapUsed, external, rss } = process.memoryUsage()
    return { heap: heapUsed + external, rss }
  },
} satisfies Handlers

/** Profile a process with `PROFILE=cpu:name` or `PROFILE=heap:name`, a part of its file's path. */
function profileFlags(path: string): string[] {
  const [kind, name] = process.env['PROFILE']?.split(':') ?? []
  return name !== undefined && path.includes(name) ? [`--${kind}-prof`] : []
}

function tryRun(command: string, args: string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
