/**
 * Shared values as text and back. A value is decoded once a node and then shown to every session, so
 * it is frozen, and what is equal to the value before keeps its identity: a component whose props
 * are parts of it renders again only if its own part has changed.
 *
 * The text is devalue's: a closed grammar of data. Nothing in it can become code, or a class of the
 * app.
 */
import { parse, stringify } from 'devalue'
import { vangoError } from '../base/errors.ts'
import { describeIssues } from '../base/standard-schema.ts'
import type { StandardSchema } from '../base/standard-schema.ts'

/** Throws `state/global-not-data` if `value` is no data: a function, a class of the app. */
export function encodeValue(key: string, value: unknown): string {
  try {
    return stringify(value)
  } catch (error) {
    throw vangoError('state/global-not-data', { key, problem: textOf(error) }, error)
  }
}

/** Throws `state/global-bad-value` for anything that `encodeValue` cannot have written. */
export function decodeValue(key: string, text: string): unknown {
  try {
    return parse(text)
  } catch (error) {
    throw vangoError('state/global-bad-value', { key, problem: textOf(error) }, error)
  }
}

/** The value as its schema has it. Throws `state/global-invalid`, `state/global-async-schema`. */
export function checkShared<T>(
  key: string,
  value: unknown,
  schema: StandardSchema<T> | undefined,
): T {
  if (schema === undefined) return value as T
  const result = schema['~standard'].validate(value)
  if (result instanceof Promise) throw vangoError('state/global-async-schema', { key })
  if (result.issues === undefined) return result.value
  throw vangoError('state/global-invalid', { key, problem: describeIssues(result.issues) })
}

/** `next`, frozen, with every part that equals the same part of `old` replaced by that one. */
export function shareValue(old: unknown, next: unknown): unknown {
  return share(old, next, new Map())
}

/** What each object has become; itself, while it is being looked at. */
type Seen = Map<object, unknown>

/**
 * An object may stand at several places, and is the same at all of them. A value that contains itself
 * is left as it is, since equality of circles is not worth its price.
 */
function share(old: unknown, next: unknown, seen: Seen): unknown {
  if (Object.is(old, next) || typeof next !== 'object' || next === null) return next
  if (seen.has(next)) return seen.get(next)

  seen.set(next, next)
  const shared = Array.isArray(next)
    ? shareArray(old, next, seen)
    : next instanceof Map
      ? shareMap(old, next, seen)
      : isPlain(next)
        ? shareObject(old, next, seen)
        : next
  seen.set(next, shared)
  return shared
}

function shareArray(old: unknown, next: unknown[], seen: Seen): unknown {
  const before = Array.isArray(old) ? (old as unknown[]) : []
  let isEqual = Array.isArray(old) && before.length === next.length
  for (let i = 0; i < next.length; i++) {
    next[i] = share(before[i], next[i], seen)
    if (!Object.is(next[i], before[i])) isEqual = false
  }
  return isEqual ? old : Object.freeze(next)
}

function shareObject(old: unknown, next: Record<string, unknown>, seen: Seen): unknown {
  const before = isPlain(old) ? old : {}
  const names = Object.keys(next)
  let isEqual = isPlain(old) && Object.keys(old).length === names.length
  for (const name of names) {
    const isKnown = Object.hasOwn(before, name)
    next[name] = share(isKnown ? before[name] : undefined, next[name], seen)
    if (!isKnown || !Object.is(next[name], before[name])) isEqual = false
  }
  return isEqual ? old : Object.freeze(next)
}

/** Maps cannot be frozen; their types say that they are for reading. */
function shareMap(old: unknown, next: Map<unknown, unknown>, seen: Seen): unknown {
  const before: Map<unknown, unknown> = old instanceof Map ? old : new Map()
  const oldKeys = before.keys()
  let isEqual = old instanceof Map && before.size === next.size
  for (const [key, value] of next) {
    const shared = share(before.get(key), value, seen)
    if (shared !== value) next.set(key, shared)
    // The order of a Map is part of what it shows.
    if (!Object.is(oldKeys.next().value, key) || !Object.is(shared, before.get(key)))
      isEqual = false
  }
  return isEqual ? old : next
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
