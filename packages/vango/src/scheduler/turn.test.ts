import { expect, test } from 'vitest'
import { createTurnLoop } from './turn.ts'
import type { TurnLoop } from './turn.ts'

/** Turns that a test starts by hand, with a clock that only flushes move. */
function createTurns(onFlush: (owner: string, loop: TurnLoop<string>) => void = () => {}) {
  const log: string[] = []
  const deferred: (() => void)[] = []
  const clock = { ms: 0 }
  const loop = createTurnLoop<string>({
    flush(owner) {
      log.push(owner)
      onFlush(owner, loop)
    },
    defer: (run) => void deferred.push(run),
    budgetMs: 10,
    now: () => clock.ms,
  })

  return {
    loop,
    log,
    deferred,
    clock,
    /** Runs the next turn; returns whom it flushed. */
    turn(): string[] {
      log.length = 0
      deferred.shift()?.()
      return [...log]
    },
  }
}

test('nobody is flushed before the end of the turn', () => {
  const { loop, log, deferred } = createTurns()

  loop.request('a')

  expect(log).toEqual([])
  expect(deferred.length).toBe(1)
})

test('all who asked in one turn are flushed in the order in which they asked', () => {
  const { loop, deferred, turn } = createTurns()
  for (const owner of ['b', 'a', 'c']) loop.request(owner)
  expect(deferred.length).toBe(1)

  expect(turn()).toEqual(['b', 'a', 'c'])
  expect(deferred.length).toBe(0)
})

test('who asks during a turn gets the next one', () => {
  const { loop, turn } = createTurns((owner, { request }) => {
    if (owner === 'a') request('a again')
  })
  loop.request('a')
  loop.request('b')

  expect([turn(), turn(), turn()]).toEqual([['a', 'b'], ['a again'], []])
})

test('a turn ends when its budget is used up', () => {
  const { loop, clock, turn } = createTurns(() => (clock.ms += 6))
  for (const owner of ['a', 'b', 'c', 'd', 'e']) loop.request(owner)

  expect([turn(), turn(), turn(), turn()]).toEqual([['a', 'b'], ['c', 'd'], ['e'], []])
})

test('a turn flushes at least one owner, however slow', () => {
  const { loop, clock, turn } = createTurns(() => (clock.ms += 1_000))
  loop.request('slow')
  loop.request('slower')

  expect([turn(), turn(), turn()]).toEqual([['slow'], ['slower'], []])
})

test('who waited longer comes before who asked during the turn', () => {
  const { loop, clock, turn } = createTurns((owner, { request }) => {
    clock.ms += 11
    if (owner === 'busy') request('busy')
  })
  for (const owner of ['busy', 'b', 'c']) loop.request(owner)

  expect([turn(), turn(), turn(), turn()]).toEqual([['busy'], ['b'], ['c'], ['busy']])
})

test('an owner that always asks again does not keep others waiting', () => {
  const { loop, turn } = createTurns((owner, { request }) => {
    if (owner === 'busy') request('busy')
  })
  loop.request('busy')
  turn()
  loop.request('patient')

  expect([turn(), turn()]).toEqual([['busy', 'patient'], ['busy']])
})

test('a flush that throws takes nobody along', () => {
  const { loop, log, turn } = createTurns((owner) => {
    if (owner === 'broken') throw new Error('broken flush')
  })
  for (const owner of ['a', 'broken', 'b', 'c']) loop.request(owner)

  expect(turn).toThrow('broken flush')
  expect(log).toEqual(['a', 'broken'])
  expect([turn(), turn()]).toEqual([['b', 'c'], []])
})

test('who asked before a flush threw keeps the place', () => {
  const { loop, turn } = createTurns((owner, { request }) => {
    if (owner !== 'broken') return
    request('late')
    throw new Error('broken flush')
  })
  loop.request('broken')
  loop.request('early')

  expect(turn).toThrow('broken flush')
  expect(turn()).toEqual(['early', 'late'])
})

test('many turns in a row lose and repeat nobody', () => {
  const { loop, clock, turn } = createTurns(() => (clock.ms += 4))
  const owners = Array.from({ length: 50 }, (_, i) => `owner ${i}`)
  for (const owner of owners) loop.request(owner)

  const flushed: string[] = []
  for (let names = turn(); names.length > 0; names = turn()) flushed.push(...names)

  expect(flushed).toEqual(owners)
})
