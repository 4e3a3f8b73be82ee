/** The client is all that a live page loads. */
import { expect, test } from 'vitest'
import { bundleClient } from '../../../../scripts/build-client.ts'

test('the client is small', async () => {
  const { gzipBytes } = await bundleClient()

  expect(gzipBytes).toBeLessThanOrEqual(4_096)
})
