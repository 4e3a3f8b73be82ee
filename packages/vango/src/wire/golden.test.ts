import { describe, expect, test } from 'vitest'
import { decodeClientMessages, encodeClientMessages } from './client-message.ts'
import { golden, toHex } from './golden.suite.ts'
import { decodePatches, encodePatches } from './patch-codec.ts'
import { decodeServerMessages, encodeServerMessages } from './server-message.ts'

describe('golden vectors', () => {
  test.each(golden.clientMessages)('client: $name', ({ bytes, value }) => {
    expect(toHex(encodeClientMessages([value]))).toBe(toHex(bytes))
    expect([...decodeClientMessages(bytes)]).toEqual([value])
  })

  test.each(golden.serverMessages)('server: $name', ({ bytes, value }) => {
    expect(toHex(encodeServerMessages([value]))).toBe(toHex(bytes))
    expect([...decodeServerMessages(bytes)]).toEqual([value])
  })

  test.each(golden.patches)('patch: $name', ({ bytes, value }) => {
    expect(toHex(encodePatches([value]))).toBe(toHex(bytes))
    expect(decodePatches(bytes)).toEqual([value])
  })
})

test('there is a vector for every message, payload, operation, node and value', () => {
  const found = new Set(golden.patches.flatMap(({ value }) => kindsIn(value)))
  const messages = [...golden.clientMessages, ...golden.serverMessages]
  for (const { value } of messages) for (const kind of kindsIn(value)) found.add(kind)

  const clientKinds = ['hello', 'event', 'ack', 'refetch', 'ping', 'pong']
  const serverKinds = ['welcome', 'patch', 'ack', 'full-resync', 'handled', 'ping', 'pong']
  const payloads = ['value', 'checked', 'values', 'key', 'pointer', 'form', 'scroll']
  const nodes = ['range', 'instance', 'element', 'portal']
  const ops = ['setText', 'setAttribute', 'remove', 'insert', 'listen', 'removeAttribute', 'move']
  const moreOps = ['setProperty', 'clear', 'defineTemplate']
  expect([...found].sort()).toEqual(
    [
      ...new Set([...clientKinds, ...serverKinds, ...payloads, ...nodes, ...ops, ...moreOps]),
    ].sort(),
  )
})

/** The names of all unions' members in a value. Slots have a `kind` too, but a number. */
function kindsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return []

  return Object.entries(value).flatMap(([key, field]) =>
    (key === 'kind' || key === 'op') && typeof field === 'string' ? [field] : kindsIn(field),
  )
}
