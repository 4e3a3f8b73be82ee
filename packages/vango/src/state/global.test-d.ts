import type { RedisClientType } from '@redis/client'
import { createClient } from '@redis/client'
import { expectTypeOf, test } from 'vitest'
import type { Backplane } from '../backplane/backplane.ts'
import type { RedisClient } from '../backplane/redis.ts'
import type { StandardSchema } from '../base/standard-schema.ts'
import { globalCounter } from './global-counter.ts'
import { globalMap } from './global-map.ts'
import { globalSignal } from './global-signal.ts'
import { presence } from './presence.ts'

test('a global signal has the type of its initial value', () => {
  const count = globalSignal('count', 0)

  expectTypeOf(count.get()).toEqualTypeOf<number>()
  expectTypeOf(count.update((n) => n + 1)).toEqualTypeOf<Promise<number>>()
  expectTypeOf(count.set(1)).toEqualTypeOf<Promise<void>>()
  // @ts-expect-error - a number is no text
  void count.set('1')
  // @ts-expect-error - an update returns what the signal holds
  void count.update((n) => String(n))
})

test('a schema has to have the type of the value', () => {
  const schema = {} as StandardSchema<number>

  globalSignal('count', 0, { schema })
  // @ts-expect-error - this schema is for numbers
  globalSignal('name', 'Ada', { schema })
})

test('a global map knows its keys and values', () => {
  const votes = globalMap<'yes' | 'no', number>('votes')

  expectTypeOf(votes.get('yes')).toEqualTypeOf<number | undefined>()
  expectTypeOf(votes.entries()).toEqualTypeOf<ReadonlyMap<'yes' | 'no', number>>()
  // @ts-expect-error - no such key
  votes.get('maybe')
  // @ts-expect-error - what all sessions read is only for reading
  votes.entries().set('yes', 1)
  // @ts-expect-error - objects are no keys: two that look alike are not the same
  globalMap<object, number>('objects')
})

test('a counter adds and cannot be set', () => {
  const visits = globalCounter('visits')

  expectTypeOf(visits.add()).toEqualTypeOf<Promise<number>>()
  // @ts-expect-error - a set would overwrite what others add
  void visits.set
})

test('presence gives back what pages say of themselves', () => {
  const here = presence('lobby', { name: 'Ada' })

  expectTypeOf(here.get()[0]!.data).toEqualTypeOf<{ name: string }>()
  expectTypeOf(here.self).toEqualTypeOf<string>()
})

test('a Redis backplane takes any client of @redis/client', () => {
  expectTypeOf<RedisClientType>().toExtend<RedisClient>()
  expectTypeOf(createClient({ RESP: 3 })).toExtend<RedisClient>()
  expectTypeOf<Backplane>().not.toExtend<RedisClient>()
})
