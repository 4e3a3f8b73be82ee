/** Random messages and patches for property tests: everything the types allow, edges preferred. */
import fc from 'fast-check'
import type { Patch, PatchNode, PatchValue, Slot } from '../vdom/patch.ts'
import type { ClientMessage, EventPayload, ServerMessage } from './message.ts'

export const uint: fc.Arbitrary<number> = fc.oneof(
  fc.nat({ max: 200 }),
  fc.constantFrom(127, 128, 16_383, 16_384, 2_097_151, 2_097_152, 0x0fff_ffff, 0x1000_0000),
  fc.integer({ min: 0, max: 0xffff_ffff }),
)
export const int: fc.Arbitrary<number> = fc.oneof(fc.integer({ min: -100, max: 100 }), fc.integer())
export const uint53: fc.Arbitrary<number> = fc.oneof(uint, fc.maxSafeNat())

/** Whole code points only: a lone surrogate has no UTF-8. Lengths cross the fast paths and 127. */
export const text: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary-ascii', maxLength: 50 }),
  fc.string({ unit: 'binary', maxLength: 50 }),
  fc.string({ unit: fc.constantFrom('a', 'ß', '€', '😀', '\ufeff'), maxLength: 150 }),
)

const named = fc.tuple(text, fc.oneof(fc.constant(true as const), text))

const slot: fc.Arbitrary<Slot> = fc.record({
  kind: fc.constantFrom(0, 1, 2, 3),
  offset: uint,
  name: text,
})

const { node } = fc.letrec<{ node: PatchNode; value: PatchValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constant(undefined),
    fc.constant(true as const),
    text,
    fc.array(tie('node'), { maxLength: 4 }),
  ),
  node: fc.oneof(
    fc.record({ kind: fc.constant('range' as const), hid: uint, child: tie('value') }),
    fc.record({
      kind: fc.constant('instance' as const),
      template: uint,
      hid: uint,
      values: fc.array(tie('value'), { maxLength: 4 }).map(withoutTrailingNothing),
    }),
    fc.record({
      kind: fc.constant('element' as const),
      tag: text,
      hid: uint,
      attributes: fc.array(named, { maxLength: 3 }),
      properties: fc.array(named, { maxLength: 3 }),
      child: tie('value'),
    }),
    fc.record({ kind: fc.constant('portal' as const), hid: uint, to: text, child: tie('value') }),
  ),
}))

export const patch: fc.Arbitrary<Patch> = fc.oneof(
  fc.record({ op: fc.constant('setText' as const), hid: uint, text }),
  fc.record({ op: fc.constant('setAttribute' as const), hid: uint, name: text, value: text }),
  fc.record({ op: fc.constant('remove' as const), hid: uint }),
  fc.record({
    op: fc.constant('insert' as const),
    parent: uint,
    before: uint,
    nodes: fc.array(node, { maxLength: 5 }),
  }),
  fc.record({ op: fc.constant('listen' as const), hid: uint, events: uint }),
  fc.record({ op: fc.constant('removeAttribute' as const), hid: uint, name: text }),
  fc.record({ op: fc.constant('move' as const), hid: uint, before: uint }),
  fc.record({
    op: fc.constant('setProperty' as const),
    hid: uint,
    name: text,
    value: fc.oneof(fc.boolean(), text),
  }),
  fc.record({ op: fc.constant('clear' as const), hid: uint }),
  fc.record({
    op: fc.constant('defineTemplate' as const),
    template: uint,
    html: text,
    slots: fc.array(slot, { maxLength: 4 }),
  }),
)

export const payload: fc.Arbitrary<EventPayload> = fc.oneof(
  fc.record({ kind: fc.constant('value' as const), value: text }),
  fc.record({ kind: fc.constant('checked' as const), checked: fc.boolean(), value: text }),
  fc.record({ kind: fc.constant('values' as const), values: fc.array(text) }),
  fc.record({ kind: fc.constant('key' as const), modifiers: uint, key: text, value: text }),
  fc.record({
    kind: fc.constant('pointer' as const),
    modifiers: uint,
    button: uint,
    x: int,
    y: int,
  }),
  fc.record({ kind: fc.constant('form' as const), fields: fc.array(fc.tuple(text, text)) }),
  fc.record({
    kind: fc.constant('scroll' as const),
    left: int,
    top: int,
    clientHeight: uint,
    scrollHeight: uint,
  }),
)

const ping = fc.record({ kind: fc.constantFrom('ping' as const, 'pong' as const), nonce: uint53 })

export const clientMessage: fc.Arbitrary<ClientMessage> = fc.oneof(
  fc.record({
    kind: fc.constant('hello' as const),
    version: uint,
    resumable: fc.boolean(),
    lastSeq: uint,
    token: text,
  }),
  fc.record({
    kind: fc.constant('event' as const),
    eventNo: uint,
    ackSeq: uint,
    hid: uint,
    position: uint,
    payload: fc.option(payload, { nil: undefined }),
  }),
  fc.record({ kind: fc.constant('ack' as const), ackSeq: uint }),
  fc.record({ kind: fc.constant('refetch' as const), hid: uint }),
  ping,
)

export const serverMessage: fc.Arbitrary<ServerMessage> = fc.oneof(
  fc.record({
    kind: fc.constant('welcome' as const),
    version: uint,
    lastEvent: uint,
    heartbeatMs: uint,
  }),
  fc.record({
    kind: fc.constant('patch' as const),
    seq: uint,
    ackEvent: uint,
    ops: fc.uint8Array({ maxLength: 300 }),
  }),
  fc.record({ kind: fc.constant('ack' as const), ackEvent: uint }),
  fc.record({
    kind: fc.constant('full-resync' as const),
    seq: uint,
    ackEvent: uint,
    hid: uint,
    html: text,
  }),
  fc.record({ kind: fc.constant('handled' as const), lastEvent: uint }),
  ping,
)

/** The wire does not carry them: they mean the same as no value. */
function withoutTrailingNothing(values: PatchValue[]): PatchValue[] {
  const last = values.findLastIndex((value) => value !== undefined)
  return values.slice(0, last + 1)
}
