import { expect, test } from 'vitest'
import type { Patch } from '../vdom/patch.ts'
import { decodePatches } from '../wire/patch-codec.ts'
import { decodeServerMessages } from '../wire/server-message.ts'
import { MESSAGE_HEADROOM } from './transport.ts'
import { createWireSink } from './wire-sink.ts'
import type { WireSink } from './wire-sink.ts'

/** What a browser is sent of the patches that `write` makes. */
function sent(write: (sink: WireSink) => void): Patch[] {
  const sink = createWireSink()
  sink.begin(undefined)
  write(sink)
  const [message] = decodeServerMessages(sink.end(1, 0).subarray(MESSAGE_HEADROOM))
  return message?.kind === 'patch' ? decodePatches(message.ops) : []
}

const text = (hid: number, value: string): Patch => ({ op: 'setText', hid, text: value })

test('of several values for one place the last is sent', () => {
  const patches = sent((sink) => {
    sink.setText(1, 'a')
    sink.setAttribute(1, 'title', 'a')
    sink.setText(2, 'a')
    sink.setProperty(1, 'value', 'a')
    sink.endRound()
    sink.setText(1, 'b')
    sink.removeAttribute(1, 'title')
    sink.endRound()
    sink.setText(1, 'c')
    sink.setProperty(1, 'value', 'b')
    sink.endRound()
  })

  expect(patches).toEqual([
    text(2, 'a'),
    { op: 'removeAttribute', hid: 1, name: 'title' },
    text(1, 'c'),
    { op: 'setProperty', hid: 1, name: 'value', value: 'b' },
  ])
})

test('an attribute and a property of one name are two places', () => {
  const patches = sent((sink) => {
    sink.setAttribute(1, 'value', 'a')
    sink.endRound()
    sink.setProperty(1, 'value', 'b')
    sink.endRound()
  })

  expect(patches).toHaveLength(2)
})

test.each<[string, (sink: WireSink) => void]>([
  ['remove', (sink) => sink.remove(9)],
  ['move', (sink) => sink.move(9, 8)],
  ['clear', (sink) => sink.clear(9)],
  ['listen', (sink) => sink.listen(9, 1)],
  ['insert', (sink) => sink.insert(9, 0, [])],
])('what comes before a %s is sent', (op, change) => {
  const patches = sent((sink) => {
    sink.setText(1, 'a')
    sink.endRound()
    change(sink)
    sink.setText(1, 'b')
    sink.endRound()
  })

  expect(patches.map((patch) => patch.op)).toEqual(['setText', op, 'setText'])
})

test('what one message overrides is nothing to the next', () => {
  const sink = createWireSink()
  sink.begin(undefined)
  sink.setText(1, 'a')
  sink.end(1, 0)
  sink.begin(undefined)
  sink.setText(1, 'b')

  const [message] = decodeServerMessages(sink.end(2, 0).subarray(MESSAGE_HEADROOM))

  expect(message).toMatchObject({ kind: 'patch', seq: 2 })
  expect(message?.kind === 'patch' && decodePatches(message.ops)).toEqual([text(1, 'b')])
})
