/**
 * `globalMap`: entries that all sessions on all nodes share. Writes of different entries are never in
 * each other's way, and who reads one entry does not hear of the others.
 */
import type { StandardSchema } from '../base/standard-schema.ts'
import { createComputed } from '../reactive/computed.ts'
import { keepGlobal } from './global-hook.ts'
import { GlobalKey } from './global-key.ts'
import type { GlobalOptions } from './global-key.ts'
import { checkShared } from './global-value.ts'
import { ABSENT, toNothing } from './global-writer.ts'

export type MapKey = string | number | bigint | boolean

export interface GlobalMapOptions<V> extends GlobalOptions {
  /** Checks every value that is written. Any Standard Schema (valibot, zod, arktype). */
  readonly schema?: StandardSchema<V>
}

/**
 * A map with one state for all sessions on all nodes, in the order in which its keys were first set. It
 * is kept as one value: keep it to what fits in the backplane's `maxValueBytes`.
 */
export class GlobalMap<K extends MapKey, V> {
  private readonly source: GlobalKey
  private readonly schema: StandardSchema<V> | undefined

  constructor(key: string, options: GlobalMapOptions<V> | undefined, kind = 'map') {
    this.source = new GlobalKey(kind, key, options)
    this.schema = options?.schema
  }

  get key(): string {
    return this.source.name
  }

  /** The value of one key. Whoever runs runs again when this value changes, and for no other. */
  get(key: K): V | undefined {
    return createComputed(() => this.entries().get(key)).get()
  }

  has(key: K): boolean {
    return createComputed(() => this.entries().has(key)).get()
  }

  get size(): number {
    return createComputed(() => this.entries().size).get()
  }

  /** All of it. Whoever runs runs again when anything changes. */
  entries(): ReadonlyMap<K, V> {
    return toMap(this.source.get())
  }

  /** All of it, without subscribing anyone. */
  peek(): ReadonlyMap<K, V> {
    return toMap(this.source.peek())
  }

  /** Sets one entry on all nodes. Rejects as `set` of a global signal does. */
  set(key: K, value: V): Promise<void> {
    return this.source.write((read) => draftOf(read()).set(key, this.check(value)), toNothing)
  }

  /** Replaces one value, atomically, by what `fn` makes of it; resolves with that. */
  update(key: K, fn: (value: V | undefined) => V): Promise<V> {
    let value: V
    return this.source.write(
      (read) => {
        const current = read()
        value = this.check(fn(toMap<K, V>(current).get(key)))
        return draftOf(current).set(key, value)
      },
      () => value,
    )
  }

  /** Deletes one entry; resolves with whether there was one. */
  delete(key: K): Promise<boolean> {
    let wasThere: boolean
    return this.source.write(
      (read) => {
        const draft = draftOf(read())
        wasThere = draft.delete(key)
        return draft
      },
      () => wasThere,
    )
  }

  /** Deletes all entries. */
  clear(): Promise<void> {
    return this.source.write(() => ABSENT, toNothing)
  }

  /** All of it, once the backplane has told it: for the first use outside of a component. */
  async load(): Promise<ReadonlyMap<K, V>> {
    await this.source.load()
    return this.peek()
  }

  private check(value: V): V {
    return checkShared(this.key, value, this.schema)
  }
}

/**
 * A map that all sessions on all nodes share, empty at first. Call it at module level or in a
 * component; two calls with the same key are the same map.
 *
 * Throws `backplane/bad-key`.
 */
export function globalMap<K extends MapKey, V>(
  key: string,
  options?: GlobalMapOptions<V>,
): GlobalMap<K, V> {
  return keepGlobal('map', key, () => new GlobalMap<K, V>(key, options))
}

const empty: ReadonlyMap<never, never> = new Map<never, never>()
/** Copies made by writes that are on their way: the next write of the batch need not copy again. */
const drafts = new WeakSet<Map<unknown, unknown>>()

/** What is no map can only come from elsewhere; it counts as an empty one. */
function toMap<K, V>(value: unknown): ReadonlyMap<K, V> {
  return value instanceof Map ? value : empty
}

function draftOf(value: unknown): Map<unknown, unknown> {
  if (value instanceof Map && drafts.has(value)) return value
  const draft = new Map<unknown, unknown>(toMap(value))
  drafts.add(draft)
  return draft
}
