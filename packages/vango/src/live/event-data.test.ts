import { expect, test } from 'vitest'
import { keyNames, pointerNames, scrollNames } from '../vdom/event-data.ts'
import type { EventPayload } from '../wire/message.ts'
import { toEventData } from './event-data.ts'

const key: EventPayload = { kind: 'key', key: 'a', modifiers: 0, value: '' }
const scroll: EventPayload = { kind: 'scroll', left: 1, top: 2, clientHeight: 3, scrollHeight: 4 }
const pointer: EventPayload = { kind: 'pointer', x: 1, y: 2, button: 0, modifiers: 0 }

test.each<[names: string, payload: EventPayload, data: object]>([
  [keyNames, key, { key: 'a', value: '' }],
  [scrollNames, scroll, { left: 1, top: 2 }],
  [pointerNames.join(' '), pointer, { x: 1, y: 2 }],
])('the handlers of %s get their data', (names, payload, data) => {
  for (const name of names.split(' ')) {
    const type = name.toLowerCase()
    expect(toEventData(type, payload)).toMatchObject({ type, ...data })
  }
})

test.each(['constructor', '__proto__', 'toString'])('%s is an event like any other', (type) => {
  expect(toEventData(type, undefined)).toEqual({ type })
  expect(toEventData(type, key)).toBeUndefined()
})

test('a payload of another kind is refused', () => {
  expect(toEventData('keydown', pointer)).toBeUndefined()
  expect(toEventData('click', key)).toBeUndefined()
  expect(toEventData('scroll', undefined)).toBeUndefined()
})
