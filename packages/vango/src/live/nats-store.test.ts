import { connect } from '@nats-io/transport-node'
import { afterAll } from 'vitest'
import { describeService } from '../../../../scripts/vitest-services.ts'
import { createNatsSessionStore } from './nats-store.ts'
import { sessionStoreSuite } from './session-store.suite.ts'

describeService('nats', 'the session store on NATS', (service) => {
  const open: { close(): Promise<unknown> }[] = []

  sessionStoreSuite(async () => {
    const connection = await connect({ servers: service().url })
    open.push(connection)
    return createNatsSessionStore(connection)
  })

  afterAll(() => Promise.all(open.map((connection) => connection.close())))
})
