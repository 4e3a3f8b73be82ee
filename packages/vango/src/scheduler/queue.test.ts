import { expect, test } from 'vitest'
import { createRunQueue, DEAD, QUEUED } from './queue.ts'
import type { RunQueue, Task } from './queue.ts'

interface NamedTask extends Task {
  readonly name: string
}

function task(name: string, depth: number): NamedTask {
  return { name, depth, flags: QUEUED }
}

function takeAll(queue: RunQueue<NamedTask>): string[] {
  const names: string[] = []
  for (let each = queue.take(); each !== undefined; each = queue.take()) names.push(each.name)
  return names
}

test('an empty queue has nothing to take', () => {
  const queue = createRunQueue<NamedTask>()

  expect(queue.take()).toBeUndefined()
})

test('parents run before children', () => {
  const queue = createRunQueue<NamedTask>()
  for (const depth of [3, 1, 0, 2]) queue.add(task(`depth ${depth}`, depth))

  expect(takeAll(queue)).toEqual(['depth 0', 'depth 1', 'depth 2', 'depth 3'])
})

test('the oldest comes first within a depth', () => {
  const queue = createRunQueue<NamedTask>()
  for (const name of ['a', 'b', 'c']) queue.add(task(name, 1))

  expect(takeAll(queue)).toEqual(['a', 'b', 'c'])
})

test('a parent that became dirty during the run comes next', () => {
  const queue = createRunQueue<NamedTask>()
  queue.add(task('child', 5))
  queue.add(task('its sibling', 5))

  const first = queue.take()
  queue.add(task('parent', 2))

  expect([first?.name, ...takeAll(queue)]).toEqual(['child', 'parent', 'its sibling'])
})

test('a task that was taken may be added again', () => {
  const queue = createRunQueue<NamedTask>()
  const one = task('one', 0)
  queue.add(one)

  const taken = queue.take()
  expect(taken?.flags).toBe(0)
  queue.add(one)

  expect(takeAll(queue)).toEqual(['one'])
})

test('a task disposed while it waits is skipped', () => {
  const queue = createRunQueue<NamedTask>()
  const gone = task('gone', 0)
  queue.add(gone)
  queue.add(task('here', 0))

  gone.flags |= DEAD

  expect(takeAll(queue)).toEqual(['here'])
})

test('a queue that ran empty serves later tasks in order', () => {
  const queue = createRunQueue<NamedTask>()
  queue.add(task('deep', 9))
  takeAll(queue)

  queue.add(task('b', 1))
  queue.add(task('a', 0))
  queue.add(task('c', 9))

  expect(takeAll(queue)).toEqual(['a', 'b', 'c'])
})

test('what a broken flush leaves behind is drained in order, still marked as waiting', () => {
  const queue = createRunQueue<NamedTask>()
  for (const depth of [2, 0, 1]) queue.add(task(`depth ${depth}`, depth))
  queue.take()

  const rest: NamedTask[] = []
  queue.drainInto(rest)

  expect(rest).toEqual([
    { name: 'depth 1', depth: 1, flags: QUEUED },
    { name: 'depth 2', depth: 2, flags: QUEUED },
  ])
  expect(queue.take()).toBeUndefined()
})
