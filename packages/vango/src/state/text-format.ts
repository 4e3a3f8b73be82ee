/**
 * Between a value and the text that a storage keeps: encoded, with the version of its shape, and on
 * the way back decoded, migrated and validated. Whatever a text is, reading it never throws: it may be
 * old, edited by hand, or written by somebody else.
 *
 *     text = [ "v" version ":" ] encoded        the first part from version 1 on
 */
import type { StandardSchemaV1 } from '@standard-schema/spec'
import type { ErrorCode, ErrorParams, VangoError } from '../base/errors.ts'
import { vangoError } from '../base/errors.ts'

/** How a value becomes text and comes back. */
export interface Codec<T> {
  encode(value: T): string
  /** May throw for a text that it cannot read. What it returns still has to pass the schema. */
  decode(text: string): unknown
}

export interface FormatOptions<T> {
  /** What the value must be, in any library that follows Standard Schema. Must answer at once. */
  readonly schema?: StandardSchemaV1<unknown, T>
  /** Number of the shape of the value. Raise it when the shape changes. Default 0. */
  readonly version?: number
  /** Makes a value of the current shape from a decoded one of an older version. */
  migrate?(old: unknown, version: number): unknown
  /**
   * Default JSON; in cookies and URLs, where people read it, the plain text of strings, numbers and
   * booleans, as the initial value is one.
   */
  readonly codec?: Codec<T>
}

export type ReadResult<T> =
  | { readonly value: T; readonly error?: undefined }
  | { readonly error: VangoError }

export interface TextFormat<T> {
  /** `undefined` if the value is `undefined`. Throws for what the codec cannot write. */
  write(value: T): string | undefined
  read(text: string): ReadResult<T>
}

const maxNamedIssues = 3

/** `source` names the storage in messages. Throws `persist/bad-option` for a version that is none. */
export function createTextFormat<T>(
  options: FormatOptions<T>,
  codec: Codec<T>,
  source: string,
): TextFormat<T> {
  const { schema, version = 0, migrate } = options
  if (!Number.isSafeInteger(version) || version < 0) {
    throw vangoError('persist/bad-option', {
      option: 'version',
      expected: 'a whole number from 0 on',
      got: String(version),
    })
  }

  function read(text: string): ReadResult<T> {
    const [encoded, writtenIn] = version === 0 ? ([text, 0] as const) : splitVersion(text)
    if (writtenIn > version) {
      return refuse('persist/newer-version', { source, got: writtenIn, version })
    }
    const decoded = attempt(() => codec.decode(encoded))
    if ('thrown' in decoded) return refuse('persist/unreadable', { source }, decoded.thrown)
    if (writtenIn === version) return validate(decoded.value)

    if (migrate === undefined) {
      return refuse('persist/no-migration', { source, got: writtenIn, version })
    }
    const migrated = attempt(() => migrate(decoded.value, writtenIn))
    if (!('thrown' in migrated)) return validate(migrated.value)
    const params = { source, got: writtenIn, version }
    return refuse('persist/migration-failed', params, migrated.thrown)
  }

  function validate(value: unknown): ReadResult<T> {
    if (schema === undefined) return { value: value as T }
    const checked = attempt(() => schema['~standard'].validate(value))
    if ('thrown' in checked) {
      return refuse('persist/invalid', { source, issues: 'the schema threw' }, checked.thrown)
    }
    const result = checked.value
    if (result instanceof Promise) {
      // Nobody waits for it.
      result.catch(() => {})
      return refuse('persist/async-schema', { source })
    }
    if (result.issues === undefined) return { value: result.value }
    return refuse('persist/invalid', { source, issues: describe(result.issues) })
  }

  return {
    read,
    write(value) {
      if (value === undefined) return undefined
      const text = codec.encode(value)
      return version === 0 ? text : `v${version}:${text}`
    },
  }
}

export function jsonCodec<T>(): Codec<T> {
  return { encode: (value) => JSON.stringify(value), decode: (text) => JSON.parse(text) }
}

/** For places that people read: plain text if `initial` is plain, JSON for anything else. */
export function plainCodec<T>(initial: T): Codec<T> {
  switch (typeof initial) {
    case 'string':
      return { encode: (value) => expectType(value, 'string'), decode: (text) => text }
    case 'number':
      return { encode: (value) => expectType(value, 'number'), decode: decodeNumber }
    case 'boolean':
      return { encode: (value) => expectType(value, 'boolean'), decode: decodeBoolean }
    default:
      return jsonCodec()
  }
}

/** It would come back as something else. */
function expectType(value: unknown, type: string): string {
  if (typeof value === type) return String(value)
  throw vangoError('persist/mixed-types', { expected: type, got: typeof value })
}

function decodeNumber(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || Number.isNaN(value)) throw new Error('not a number')
  return value
}

function decodeBoolean(text: string): boolean {
  if (text !== 'true' && text !== 'false') throw new Error('neither true nor false')
  return text === 'true'
}

function splitVersion(text: string): readonly [encoded: string, version: number] {
  const match = /^v(\d{1,15}):/.exec(text)
  return match === null ? [text, 0] : [text.slice(match[0].length), Number(match[1])]
}

/** In the schema's words, which may name a value. */
function describe(issues: readonly StandardSchemaV1.Issue[]): string {
  const named = issues.slice(0, maxNamedIssues).map(({ message, path }) => {
    const keys = path?.map((part) => String(typeof part === 'object' ? part.key : part)) ?? []
    return keys.length === 0 ? message : `${keys.join('.')}: ${message}`
  })
  const more = issues.length - named.length
  return named.join('; ') + (more > 0 ? `; and ${more} more` : '')
}

function attempt<R>(fn: () => R): { readonly value: R } | { readonly thrown: unknown } {
  try {
    return { value: fn() }
  } catch (thrown) {
    return { thrown }
  }
}

function refuse<C extends ErrorCode>(
  code: C,
  params: ErrorParams<C>,
  cause?: unknown,
): { readonly error: VangoError } {
  return { error: vangoError(code, params, cause) }
}
