/** Test suites that need a real Redis or NATS: each gets one of its own, started before its tests. */
import { afterAll, beforeAll, describe } from 'vitest'
import { findService, missingService, startService } from './services.ts'
import type { Service, ServiceName } from './services.ts'

/**
 * A `describe` with a server. `service()` is that server, from the first test or hook on. On a machine
 * without one the tests are skipped, and the reason stands in the suite's name.
 *
 *     describeService('redis', 'the session store', (service) => {
 *       test('keeps a session', async () => { … createClient({ url: service().url }) … })
 *     })
 */
export function describeService(
  name: ServiceName,
  title: string,
  define: (service: () => Service) => void,
): void {
  const isMissing = findService(name) === undefined
  const fullTitle = isMissing ? `${title} — SKIPPED: ${missingService(name)}` : title
  if (isMissing) console.warn(fullTitle)

  describe.skipIf(isMissing)(`${fullTitle}`, () => {
    let running: Service | undefined

    beforeAll(async () => {
      running = await startService(name)
    }, 60_000)

    afterAll(async () => {
      await running?.stop()
    })

    define(() => {
      if (running !== undefined) return running
      throw new Error(
        'The server runs from the first hook or test on, not while tests are declared.',
      )
    })
  })
}
