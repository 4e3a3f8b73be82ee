import { createClient } from '@redis/client'
import { connect as connectNats } from '@nats-io/transport-node'
import { afterEach, describe, expect, test } from 'vitest'
import { findService, missingService } from './services.ts'
import { describeService } from './vitest-services.ts'

describeService('redis', 'a Redis of one’s own', (service) => {
  test('keeps what it has acknowledged when it is killed', async () => {
    const before = createClient({ url: service().url, socket: { reconnectStrategy: false } })
    before.on('error', () => {})
    await before.connect()
    await before.set('key', 'value')

    await service().kill()
    await service().restart()

    const after = createClient({ url: service().url })
    await after.connect()
    expect(await after.get('key')).toBe('value')
    await after.close()
  })
})

describeService('nats', 'a NATS of one’s own', (service) => {
  test('answers again on the same port after a restart', async () => {
    const { port } = service()

    await service().restart()

    const connection = await connectNats({ servers: service().url })
    expect(service().port).toBe(port)
    expect(connection.info?.jetstream).toBe(true)
    await connection.close()
  })
})

describe('a machine without a server', () => {
  afterEach(() => {
    delete process.env['VANGO_REDIS_SERVER']
  })

  test('is told which one, and how to get it', () => {
    process.env['VANGO_REDIS_SERVER'] = '/nowhere/redis-server'

    expect(findService('redis')).toBeUndefined()
    expect(missingService('redis')).toContain('apt-get install redis-server')
  })
})
