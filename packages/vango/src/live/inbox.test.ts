import { expect, test } from 'vitest'
import { Inbox } from './inbox.ts'
import { defaultLimits } from './limits.ts'

const limits = { ...defaultLimits, eventsPerSecond: 10, eventBurst: 2 }

test('takes each event once and in order', () => {
  const inbox = new Inbox()

  const receptions = [1, 1, 2, 4].map((eventNo) => inbox.accept(eventNo, 0, defaultLimits))

  expect(receptions).toEqual(['new', 'duplicate', 'new', 'gap'])
  expect(inbox.lastEvent).toBe(2)
})

test('takes a burst, then as many as the rate allows', () => {
  const inbox = new Inbox()

  const atOnce = [1, 2, 3].map((eventNo) => inbox.accept(eventNo, 1_000, limits))
  const later = [inbox.accept(3, 1_100, limits), inbox.accept(4, 1_100, limits)]

  expect(atOnce).toEqual(['new', 'new', 'too-many'])
  expect(later).toEqual(['new', 'too-many'])
})

test('counts no token for a duplicate', () => {
  const inbox = new Inbox()
  inbox.accept(1, 0, limits)

  for (let i = 0; i < 10; i++) inbox.accept(1, 0, limits)

  expect(inbox.accept(2, 0, limits)).toBe('new')
})
