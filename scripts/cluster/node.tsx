/**
 * One server process of a cluster under test: a page with a shared counter, on the engine that its
 * arguments name. It tells its parent its port, and answers what the parent asks.
 */
import { connect } from '@nats-io/transport-node'
import { createClient } from '@redis/client'
import { globalSignal } from 'vango'
import { createNatsBackplane } from 'vango/nats'
import { serve } from 'vango/node'
import { createRedisBackplane } from 'vango/redis'
import { createApp, createMemoryBackplane } from 'vango/server'
import type { Backplane } from 'vango/server'
import type { Engine, NodeReport, Question } from './cluster.ts'

const [engine, url, timeoutMs] = process.argv.slice(2) as [Engine['name'], string, string]

const count = globalSignal('count', 0, { timeoutMs: Number(timeoutMs) })
let acknowledged = 0
const failures: string[] = []

function Page() {
  const add = (): void => {
    // Not returned: a click does not wait for the one before it.
    void count
      .update((n) => n + 1)
      .then(
        () => acknowledged++,
        (error: Error) => failures.push(error.message),
      )
  }

  return (
    <main>
      <button id="add" onClick={add}>
        Add
      </button>
      <output id="count">{count}</output>
    </main>
  )
}

async function openBackplane(): Promise<Backplane> {
  if (engine === 'memory') return createMemoryBackplane()
  if (engine === 'nats') {
    const connection = await connect({
      servers: url,
      maxReconnectAttempts: -1,
      reconnectTimeWait: 100,
    })
    return createNatsBackplane(connection)
  }

  const client = createClient({ url })
  client.on('error', () => {})
  await client.connect()
  return createRedisBackplane(client)
}

const app = createApp({
  routes: { '/': Page },
  backplane: await openBackplane(),
  limits: { eventsPerSecond: 1_000_000, eventBurst: 1_000_000 },
  onError: (error) => void failures.push(String(error)),
})
const server = await serve(app, { port: 0 })

process.on('message', (question: Question) => {
  if (question === 'port') process.send!(server.port)
  else process.send!({ value: count.peek(), acknowledged, failures } satisfies NodeReport)
})
process.on('disconnect', () => process.exit(0))
