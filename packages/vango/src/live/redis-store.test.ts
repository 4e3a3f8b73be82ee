import { createClient } from '@redis/client'
import { afterAll } from 'vitest'
import { describeService } from '../../../../scripts/vitest-services.ts'
import { createRedisSessionStore } from './redis-store.ts'
import { sessionStoreSuite } from './session-store.suite.ts'

describeService('redis', 'the session store on Redis', (service) => {
  const open: { close(): Promise<unknown> }[] = []

  sessionStoreSuite(async () => {
    const client = createClient({ url: service().url })
    await client.connect()
    open.push(client)
    return createRedisSessionStore(client)
  })

  afterAll(() => Promise.all(open.map((client) => client.close())))
})
