import { connect } from '@nats-io/transport-node'
import type { Service } from '../../../../scripts/services.ts'
import { describeService } from '../../../../scripts/vitest-services.ts'
import { backplaneSuite } from './backplane.suite.ts'
import type { BackplaneSource } from './backplane.suite.ts'
import { createNatsBackplane } from './nats.ts'
import { recoverySuite } from './recovery.suite.ts'

describeService('nats', 'the backplane on NATS', (service) => {
  const source = createSource(service)

  backplaneSuite(source)
  recoverySuite(source, service)
})

function createSource(service: () => Service): BackplaneSource {
  let open: (() => Promise<void>)[] = []
  let round = 0

  return {
    async connect({ namespace = 'one', ...options } = {}) {
      const connection = await connect({
        servers: service().url,
        maxReconnectAttempts: -1,
        reconnectTimeWait: 50,
      })
      const node = createNatsBackplane(connection, {
        namespace: `${namespace}-${round}`,
        ...options,
      })
      open.push(async () => {
        await node.close()
        await connection.close()
      })
      return node
    },

    async clean() {
      round++
      await Promise.all(open.map((close) => close()))
      open = []
    },
  }
}
