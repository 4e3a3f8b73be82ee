/**
 * What is written down of a session, as bytes and back. The grammar is closed (`devalue`): plain data,
 * dates, maps, sets and the like; nothing in it names a class or becomes code.
 *
 * Written by us, but read with care: a store may hold what another version has written.
 */
import { createHash } from 'node:crypto'
import { parse, stringify } from 'devalue'
import { vangoError } from '../base/errors.ts'
import type { HidMap } from '../component/hid-map.ts'
import type { SavedState } from '../component/saved-state.ts'

export interface SessionRecord {
  /** What the server room needs to render the page again. */
  readonly address: string
  /** Of the token that a HELLO must carry. */
  readonly tokenHash: string
  /** Number of the last event whose effects are in `state`. */
  readonly lastEvent: number
  /** Number of the last PATCH made, and a hash of the page after it; empty if it is not known. */
  readonly lastSeq: number
  readonly pageHash: string
  readonly hids: HidMap
  readonly state: SavedState
}

/** Rises when an older record could be misread; such a record is as good as none. */
const version = 1

/** Bytes of a record. State that cannot be written is left out, and told to `onLost` by its key. */
export function encodeRecord(
  record: SessionRecord,
  onLost: (key: string, cause: unknown) => void,
): Uint8Array {
  try {
    return toBytes(record)
  } catch {
    // The error is not told by key, so each value is tried by itself.
    const state: SavedState = new Map()
    for (const [key, value] of record.state) {
      try {
        stringify(value)
        state.set(key, value)
      } catch (cause) {
        onLost(key, cause)
      }
    }
    return toBytes({ ...record, state })
  }
}

/** Throws `live/bad-record` for anything that this version has not written. */
export function decodeRecord(bytes: Uint8Array): SessionRecord {
  let read: unknown
  try {
    read = parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw vangoError('live/bad-record', {}, cause)
  }
  if (!Array.isArray(read) || read[0] !== version || !isRecord(read[1])) {
    throw vangoError('live/bad-record', {})
  }
  return read[1]
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22)
}

function toBytes(record: SessionRecord): Uint8Array {
  return new TextEncoder().encode(stringify([version, record]))
}

function isRecord(value: unknown): value is SessionRecord {
  const record = value as Partial<SessionRecord> | null | undefined
  return (
    typeof record?.address === 'string' &&
    typeof record.tokenHash === 'string' &&
    typeof record.pageHash === 'string' &&
    isCount(record.lastEvent) &&
    isCount(record.lastSeq) &&
    record.state instanceof Map &&
    isCount(record.hids?.shape) &&
    isCount(record.hids.next) &&
    Array.isArray(record.hids.runs) &&
    record.hids.runs.every(isCount)
  )
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) < 2 ** 32
}
