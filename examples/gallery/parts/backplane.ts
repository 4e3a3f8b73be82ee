/**
 * What carries the gallery's shared values. `BACKPLANE=redis://…` or `nats://…` lets several servers
 * share them; without it they live in this process, and end with it.
 */
import { connect } from '@nats-io/transport-node'
import { createClient } from '@redis/client'
import { createNatsBackplane } from 'vango/nats'
import { createRedisBackplane } from 'vango/redis'
import type { Backplane } from 'vango/server'

export async function openBackplane(url: string | undefined): Promise<Backplane | undefined> {
  if (url === undefined || url === '') return undefined
  return url.startsWith('nats:') ? openNats(url) : openRedis(url)
}

async function openRedis(url: string): Promise<Backplane> {
  const client = createClient({ url })
  client.on('error', (error: Error) => process.emitWarning(error))
  await client.connect()

  const backplane = createRedisBackplane(client, { namespace: 'gallery' })
  return withClose(backplane, () => client.close())
}

async function openNats(url: string): Promise<Backplane> {
  const connection = await connect({ servers: url, maxReconnectAttempts: -1 })

  const backplane = createNatsBackplane(connection, { namespace: 'gallery' })
  return withClose(backplane, () => connection.close())
}

/** The app closes its backplane; ours then closes the connection, too. */
function withClose(backplane: Backplane, closeClient: () => Promise<unknown>): Backplane {
  return {
    ...backplane,
    async close() {
      await backplane.close()
      await closeClient()
    },
  }
}
