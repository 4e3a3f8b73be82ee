/** The server that the outage test kills: `node scripts/run.mjs e2e/outage/server.tsx PORT STORE`. */
import { createClient } from '@redis/client'
import { state } from 'vango'
import { serve } from 'vango/node'
import { createRedisSessionStore } from 'vango/redis'
import { createApp } from 'vango/server'
import { connectStore } from './store-server.ts'

function Row(props: { id: number; remove: () => void }) {
  const clicks = state(0, { name: 'clicks' })
  return (
    <li id={`row-${props.id}`}>
      <b>{props.id}</b>
      <button class="row" onClick={() => clicks.update((n) => n + 1)}>
        {clicks}
      </button>
      <button class="remove" onClick={props.remove}>
        remove
      </button>
    </li>
  )
}

function Page() {
  /** The clicks on `a` and `b`, in the order in which they were handled. */
  const trace = state('')
  const rows = state<readonly number[]>([])
  const nextId = state(1)
  const add = (): void => {
    rows.update((old) => [...old, nextId.peek()])
    nextId.update((id) => id + 1)
  }
  return (
    <main>
      <p id="trace">{trace}</p>
      <button id="a" onClick={() => trace.update((old) => `${old}a`)}>
        a
      </button>
      <button id="b" onClick={() => trace.update((old) => `${old}b`)}>
        b
      </button>
      <button id="add" onClick={add}>
        add
      </button>
      <input id="note" />
      <ul>
        {rows.get().map((id) => (
          <Row
            key={id}
            id={id}
            remove={() => rows.update((old) => old.filter((one) => one !== id))}
          />
        ))}
      </ul>
    </main>
  )
}

const [, , port, storeUrl] = process.argv
const sessionStore = storeUrl!.startsWith('redis')
  ? createRedisSessionStore(
      await createClient({ url: storeUrl! })
        .on('error', () => {})
        .connect(),
    )
  : connectStore(storeUrl!)
const app = createApp({
  routes: { '/': Page },
  // The next process must know the tokens of the one before.
  secret: 'of the outage test, and of nothing else: 0123456789',
  sessionStore,
  limits: { heartbeatMs: 1_000, detachedMs: 2_000, checkpointMs: 100 },
  onError: (error, { where }) => console.error(where, error),
})
const server = await serve(app, { port: Number(port) })

process.on('message', (message: { session?: string; number: number }) => {
  const { session, number } = message
  const answer = session === undefined ? app.hub.stats() : app.hub.inspect(session)
  process.send!({ number, answer: answer ?? null })
})
process.on('SIGTERM', () => {
  void server.close().then(() => process.exit(0))
})
process.send!('ready')
