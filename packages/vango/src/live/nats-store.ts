/**
 * Sessions in a key-value bucket of NATS JetStream, whose own revisions decide who was first. Servers
 * before 2.11 know no time for a single key, so each value says when it ends; the bucket drops what is
 * older than the longest time.
 */
import { Kvm } from '@nats-io/kv'
import type { KV, KvEntry } from '@nats-io/kv'
import { JetStreamApiCodes, JetStreamApiError } from '@nats-io/jetstream'
import type { NatsConnection } from '@nats-io/nats-core'
import type { SessionStore } from './session-store.ts'

// --- types ---

export interface NatsSessionStoreOptions {
  /** Name of the bucket, 'vango-sessions' by default; it is made if it is not there. */
  readonly bucket?: string
  /** Copies of each value on a cluster, 1 by default. */
  readonly replicas?: number
  /** Milliseconds after which the bucket drops a value; two days by default. At least `limits.savedMs`. */
  readonly maxAgeMs?: number
}

const defaultMaxAgeMs = 172_800_000
const timeoutMs = 5_000
/** Before the bytes: when their time is over, in milliseconds since 1970. */
const headBytes = 8

// --- store ---

/** Keeps sessions in the JetStream of `connection`, which stays the caller's to close. */
export function createNatsSessionStore(
  connection: NatsConnection,
  options: NatsSessionStoreOptions = {},
): SessionStore {
  const { bucket = 'vango-sessions', replicas = 1, maxAgeMs = defaultMaxAgeMs } = options
  const manager = new Kvm(connection)
  let opening: Promise<KV> | undefined

  /** One that could not be opened is tried again by whoever comes next. */
  function open(): Promise<KV> {
    return (opening ??= manager
      .create(bucket, { history: 1, replicas, ttl: maxAgeMs, allow_direct: false })
      .catch((error: unknown) => {
        opening = undefined
        throw error
      }))
  }

  return {
    isShared: true,

    async load(id) {
      const entry = await (await open()).get(id)
      if (entry === null || isOver(entry)) return undefined
      return { revision: entry.revision, bytes: entry.value.subarray(headBytes) }
    },

    async save(id, bytes, revision, ttlMs) {
      const value = new Uint8Array(headBytes + bytes.length)
      viewOf(value).setFloat64(0, Date.now() + ttlMs)
      value.set(bytes, headBytes)
      const kv = await open()
      try {
        return await kv.put(id, value, { previousSeq: revision, timeout: timeoutMs })
      } catch (error) {
        if (!isStale(error)) throw error
        // What is over is still there, and nobody's.
        const old = revision === 0 ? await kv.get(id) : null
        if (old === null || !isOver(old)) return undefined
        return kv.put(id, value, { previousSeq: old.revision, timeout: timeoutMs })
      }
    },

    async remove(id) {
      await (await open()).purge(id)
    },

    async close() {},
  }
}

// --- wire ---

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
}

/** Removed, or its time is over. */
function isOver({ operation, value }: KvEntry): boolean {
  if (operation !== 'PUT' || value.length < headBytes) return true
  return viewOf(value).getFloat64(0) <= Date.now()
}

function isStale(error: unknown): boolean {
  if (!(error instanceof JetStreamApiError)) return false
  const { StreamWrongLastSequence, StreamWrongLastSequenceUnknown } = JetStreamApiCodes
  return error.code === StreamWrongLastSequence || error.code === StreamWrongLastSequenceUnknown
}
