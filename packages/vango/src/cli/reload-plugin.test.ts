import { expect, test } from 'vitest'

import { createSerial } from './reload-plugin.ts'

/** A promise and the function that fulfils it. */
function createSignalled(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => {}
  const promise = new Promise<void>((fulfil) => {
    resolve = fulfil
  })
  return { promise, resolve }
}

test('requests that come together are one run', async () => {
  let runs = 0
  const done = createSignalled()
  const request = createSerial(async () => {
    runs++
    done.resolve()
  })

  request()
  request()
  request()
  await done.promise

  expect(runs).toBe(1)
})

test('a request during a run makes one further run after it', async () => {
  const log: string[] = []
  const done = createSignalled()
  const request = createSerial(async () => {
    const isFirst = log.length === 0
    log.push('start')
    if (isFirst) {
      request()
      request()
    }
    await Promise.resolve()
    log.push('end')
    if (!isFirst) done.resolve()
  })

  request()
  await done.promise

  expect(log).toEqual(['start', 'end', 'start', 'end'])
})
