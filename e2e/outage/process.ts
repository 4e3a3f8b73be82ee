/** The server process of the outage test: killed and started again, on the same port and store. */
import type { ChildProcess } from 'node:child_process'
import type { HubStats, SessionView } from '../../packages/vango/src/live/hub.ts'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export interface ServerProcess {
  /** Ends it as a crash would, or with SIGTERM; resolves when it is gone. */
  kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>
  start(): Promise<void>
  stats(): Promise<HubStats>
  inspect(session: string): Promise<SessionView | undefined>
}

const runner = fileURLToPath(new URL('../../scripts/run.mjs', import.meta.url))
const script = fileURLToPath(new URL('server.tsx', import.meta.url))

export function createServerProcess(port: number, storeUrl: string): ServerProcess {
  let child: ChildProcess | undefined
  let lastNumber = 0

  async function ask<T>(question: { session?: string }): Promise<T> {
    const number = ++lastNumber
    child!.send({ ...question, number })
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- until it is the answer to this question
      const [message] = (await once(child!, 'message')) as [{ number: number; answer: T }]
      if (message.number === number) return message.answer
    }
  }

  return {
    async start() {
      child = fork(runner, [script, String(port), storeUrl], { stdio: 'inherit' })
      const [message] = (await once(child, 'message')) as [unknown]
      if (message !== 'ready') throw new Error(`The server said ${String(message)}`)
    },
    async kill(signal) {
      const ended = child!
      child = undefined
      ended.kill(signal)
      await once(ended, 'exit')
    },
    stats: () => ask({}),
    inspect: async (session) => (await ask<SessionView | null>({ session })) ?? undefined,
  }
}
