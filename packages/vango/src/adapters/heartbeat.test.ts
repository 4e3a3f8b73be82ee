import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { createRound, startHeartbeat } from './heartbeat.ts'
import { LiveSocket } from './socket.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function createSockets(names: string[]): { sockets: Set<LiveSocket>; log: string[] } {
  const sockets = new Set<LiveSocket>()
  const log: string[] = []

  for (const name of names) {
    const ws = {
      ping: () => log.push(`ping ${name}`),
      terminate: () => {
        log.push(`end ${name}`)
        sockets.delete(live)
      },
    }
    const live = new LiveSocket(ws as never, {} as never, sockets)
    sockets.add(live)
  }
  return { sockets, log }
}

test('a silent socket is pinged twice and then ended', () => {
  const { sockets, log } = createSockets(['a'])
  const stop = startHeartbeat(sockets, 3_200)
  const logs: string[][] = []

  for (let period = 0; period < 5; period++) {
    vi.advanceTimersByTime(3_200)
    logs.push(log.splice(0))
  }

  // The first period is forgiven: opening it was a sign of life.
  expect(logs).toEqual([[], ['ping a'], ['ping a'], ['end a'], []])
  stop()
})

test('a socket that answers or sends is never ended', () => {
  const { sockets, log } = createSockets(['a'])
  const stop = startHeartbeat(sockets, 3_200)

  for (let period = 0; period < 10; period++) {
    const pings = log.length
    vi.advanceTimersByTime(3_200)
    for (const live of sockets) live.isHeard = log.length > pings
  }

  expect(log).toEqual(['ping a', 'ping a', 'ping a', 'ping a', 'ping a'])
  stop()
})

test('every socket has one beat a period, spread over it', () => {
  const names = Array.from({ length: 100 }, (_, i) => `s${i}`)
  const { sockets, log } = createSockets(names)
  for (const live of sockets) live.isHeard = false
  const stop = startHeartbeat(sockets, 3_200)

  vi.advanceTimersByTime(100)
  expect(log.length).toBeLessThanOrEqual(4)

  vi.advanceTimersByTime(3_100)
  expect(log).toEqual(names.map((name) => `ping ${name}`))
  stop()
})

test('a round goes on through a set that changes', () => {
  const items = new Set(['a', 'b', 'c'])
  const next = createRound(items)

  expect([next(), next()]).toEqual(['a', 'b'])
  items.delete('b')
  items.add('d')
  expect([next(), next(), next(), next()]).toEqual(['c', 'd', 'a', 'c'])
  items.clear()
  expect([next(), next()]).toEqual([undefined, undefined])
})
