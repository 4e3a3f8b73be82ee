import { expect, test } from 'vitest'
import type { ClientMessage } from 'vango/wire'
import { createClientCheck } from './client-check.ts'

const hello: ClientMessage = {
  kind: 'hello',
  version: 1,
  resumable: true,
  lastSeq: 0,
  token: 'tok',
}
const event = (eventNo: number, ackSeq = 0): ClientMessage => ({
  kind: 'event',
  eventNo,
  ackSeq,
  hid: 1,
  position: 0,
  payload: undefined,
})

/** What is wrong with messages, one list a socket, of a page that has been said two patches. */
function check(...sockets: ClientMessage[][]): string[] {
  const problems: string[] = []
  const checks = createClientCheck({ lastSeq: () => 2, broken: (what) => problems.push(what) })
  checks.opened('tok')
  for (const messages of sockets) {
    const hear = checks.connected()
    for (const message of messages) hear(message)
  }
  return problems
}

test('a client that keeps to the protocol is left alone', () => {
  expect(check([hello, event(1), event(2, 1), { kind: 'ack', ackSeq: 2 }])).toEqual([])
  expect(check([hello, event(1), event(2)], [hello, event(1), event(2), event(3)])).toEqual([])
  expect(check([hello, event(1), event(2)], [hello, event(3)])).toEqual([])
})

test.each<[string, ClientMessage[][]]>([
  ['said EVENT before HELLO', [[event(1)]]],
  ['said HELLO twice on one socket', [[hello, hello]]],
  ['has the token "x", not "tok"', [[{ ...hello, token: 'x' } as ClientMessage]]],
  ['speaks version 9', [[{ ...hello, version: 9 } as ClientMessage]]],
  ['sent event 3, expected 2', [[hello, event(1), event(3)]]],
  ['sent event 1, expected 2', [[hello, event(1), event(1)]]],
  [
    'sent event 5, expected 2',
    [
      [hello, event(1)],
      [hello, event(5)],
    ],
  ],
  ['acknowledged patch 3, the last was 2', [[hello, event(1, 3)]]],
  ['acknowledged patch 1 after patch 2', [[hello, event(1, 2), { kind: 'ack', ackSeq: 1 }]]],
])('a client that %s is told of', (problem, sockets) => {
  expect(check(...sockets)).toContain(problem)
})
