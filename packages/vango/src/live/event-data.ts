/**
 * From the payload of an EVENT to what a handler receives. A payload that does not fit its event type
 * and element was not sent by our client, and is refused.
 */
import { createSubmitData, keyNames, scrollNames } from '../vdom/event-data.ts'
import type { EventFacts, Modifiers } from '../vdom/event-data.ts'
import {
  MODIFIER_ALT,
  MODIFIER_CTRL,
  MODIFIER_META,
  MODIFIER_REPEAT,
  MODIFIER_SHIFT,
} from '../wire/message.ts'
import type { EventPayload } from '../wire/message.ts'
import { BareEvent } from './lanes.ts'

type PayloadKind = EventPayload['kind']

const fieldKinds: readonly PayloadKind[] = ['value', 'checked', 'values']
const kindsByType: ReadonlyMap<string, readonly PayloadKind[]> = new Map([
  ...toKinds('Input Change', fieldKinds),
  ...toKinds(keyNames, ['key']),
  ...toKinds(scrollNames, ['scroll']),
  ...toKinds('Submit', ['form']),
])

/** The handler's argument, or `undefined` if the payload does not fit the event. */
export function toEventData(
  type: string,
  payload: EventPayload | undefined,
): EventFacts | undefined {
  const expected = kindsByType.get(type)
  if (expected === undefined) {
    // All other events say where the pointer was, if anything.
    if (payload === undefined) return new BareEvent(type)
    return payload.kind === 'pointer' ? toPointerData(type, payload) : undefined
  }
  if (payload === undefined || !expected.includes(payload.kind)) return undefined
  return toData(type, payload)
}

function toData(type: string, payload: EventPayload): EventFacts {
  switch (payload.kind) {
    case 'value':
      return data({ type, value: payload.value, checked: false, values: [payload.value] })
    case 'checked':
      return data({ type, value: payload.value, checked: payload.checked, values: [payload.value] })
    case 'values':
      return data({
        type,
        value: payload.values[0] ?? '',
        checked: false,
        values: payload.values,
      })
    case 'key':
      return data({
        type,
        key: payload.key,
        value: payload.value,
        repeat: (payload.modifiers & MODIFIER_REPEAT) !== 0,
        ...toModifiers(payload.modifiers),
      })
    case 'form':
      return createSubmitData(type, payload.fields)
    case 'scroll':
      return data({
        type,
        left: payload.left,
        top: payload.top,
        clientHeight: payload.clientHeight,
        scrollHeight: payload.scrollHeight,
      })
    case 'pointer':
      return toPointerData(type, payload)
  }
}

function toPointerData(
  type: string,
  payload: Extract<EventPayload, { kind: 'pointer' }>,
): EventFacts {
  const { x, y, button } = payload
  return data({ type, x, y, button, ...toModifiers(payload.modifiers) })
}

function toModifiers(bits: number): Modifiers {
  return {
    alt: (bits & MODIFIER_ALT) !== 0,
    ctrl: (bits & MODIFIER_CTRL) !== 0,
    meta: (bits & MODIFIER_META) !== 0,
    shift: (bits & MODIFIER_SHIFT) !== 0,
  }
}

function toKinds(
  names: string,
  kinds: readonly PayloadKind[],
): [type: string, kinds: readonly PayloadKind[]][] {
  return names.split(' ').map((name) => [name.toLowerCase(), kinds])
}

function data<E extends EventFacts>(event: E): E {
  return event
}
