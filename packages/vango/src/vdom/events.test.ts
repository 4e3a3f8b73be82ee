import { describe, expect, test } from 'vitest'
import { createSubmitData } from './event-data.ts'
import { isEventName, LISTENER, on, toEventType, toListenerSpec } from './events.ts'
import type { ListenerOptions } from './events.ts'

const quiet = (): void => {}
const curious = (_event: unknown): void => {}

test.each([
  ['onClick', true],
  ['onX', true],
  ['onclick', false],
  ['on', false],
  ['one', false],
  ['on-click', false],
  ['OnClick', false],
])('%s is an event name: %j', (name, expected) => {
  expect(isEventName(name)).toBe(expected)
})

test.each([
  ['onClick', 'click'],
  ['onDblClick', 'dblclick'],
  ['onFocusIn', 'focusin'],
  ['onMy-event', 'my-event'],
])('%s listens to %s', (name, type) => {
  expect(toEventType(name)).toBe(type)
})

test.each(['onA b', 'onA;prevent', 'onA"', 'onÄ', 'onclick'])(
  'refuses the event name %j',
  (name) => {
    expect(() => toEventType(name)).toThrow('html/bad-event-name')
  },
)

describe('toListenerSpec', () => {
  test.each([
    ['onClick', quiet, 'click'],
    ['onClick', curious, 'click;pointer'],
    ['onTouchStart', curious, 'touchstart;pointer'],
    ['onDragOver', curious, 'dragover;pointer'],
    ['onInput', curious, 'input'],
    ['onClick', undefined, '-'],
    ['onClick', null, '-'],
    ['onClick', false, '-'],
    ['onClick', on(quiet), 'click'],
    ['onClick', on(curious), 'click;pointer'],
    ['onClick', on(curious, { pointer: false }), 'click'],
    ['onClick', on(quiet, { pointer: true }), 'click;pointer'],
  ])('%s of %s is %s', (name, value, spec) => {
    expect(toListenerSpec(name, value)).toBe(spec)
  })

  test.each<[ListenerOptions, string]>([
    [{ prevent: true, stop: true, once: true, self: true }, 'keydown;prevent;stop;once;self'],
    [{ passive: true }, 'keydown;passive'],
    [{ debounceMs: 300, throttleMs: 99.6 }, 'keydown;debounce=300;throttle=100'],
    [{ debounceMs: 0, prevent: false }, 'keydown'],
    [{ keys: ['Enter', ' ', ',', ';', '%'] }, 'keydown;keys=Enter,%20,%2C,%3B,%'],
  ])('prints %j as %s', (options, spec) => {
    expect(toListenerSpec('onKeyDown', on(curious, options))).toBe(spec)
  })

  test.each([['alert(1)'], [1], [true], [{}], [[quiet]], [{ kind: LISTENER, handler: 'x' }]])(
    'refuses %j',
    (value) => {
      expect(() => toListenerSpec('onClick', value)).toThrow(/html\/bad-handler.*onClick/)
    },
  )
})

describe('on', () => {
  test('makes a frozen listener that later changes of the options do not reach', () => {
    const options: { prevent?: boolean } = { prevent: true }

    const listener = on(quiet, options)
    options.prevent = false

    expect(listener).toEqual({ kind: LISTENER, handler: quiet, options: { prevent: true } })
    expect(Object.isFrozen(listener) && Object.isFrozen(listener.options)).toBe(true)
  })

  test.each<[ListenerOptions, string]>([
    [{ debounceMs: -1 }, 'debounceMs'],
    [{ debounceMs: Number.NaN }, 'debounceMs'],
    [{ throttleMs: Infinity }, 'throttleMs'],
    [{ throttleMs: '5' as never }, 'throttleMs'],
    [{ keys: [] }, 'keys'],
    [{ keys: [''] }, 'keys'],
    [{ keys: 'Enter' as never }, 'keys'],
    [{ passive: true, prevent: true }, 'passive'],
  ])('refuses %j', (options, option) => {
    expect(() => on(quiet, options)).toThrow(new RegExp(`html/bad-listener-option.*${option}`))
  })

  test('refuses what cannot be called', () => {
    expect(() => on('x' as never)).toThrow('html/bad-handler')
  })
})

test('a submit gives fields by name, the first or all', () => {
  const data = createSubmitData('submit', [
    ['a', '1'],
    ['__proto__', '2'],
    ['a', '3'],
  ])

  expect([data.get('a'), data.getAll('a')]).toEqual(['1', ['1', '3']])
  expect([data.get('__proto__'), data.get('b'), data.getAll('b')]).toEqual(['2', undefined, []])
})
