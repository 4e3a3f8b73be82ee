/**
 * A backplane on NATS: one key-value bucket of JetStream a namespace, whose stream counts the
 * revisions and refuses a write that expected another one.
 */
import { JetStreamApiCodes, JetStreamApiError } from '@nats-io/jetstream'
import { Kvm } from '@nats-io/kv'
import type { KV, KvEntry } from '@nats-io/kv'
import type { NatsConnection } from '@nats-io/nats-core'
import { vangoError } from '../base/errors.ts'
import type { Backplane, BackplaneOptions, Entry } from './backplane.ts'
import { checkKey, checkNamespace, checkValue, defaultMaxValueBytes } from './backplane.ts'
import { createSubscriptions } from './subscriptions.ts'

// --- types ---

export interface NatsBackplaneOptions extends BackplaneOptions {
  /** On how many servers of a cluster each value is kept: 1 by default, 3 or 5. */
  readonly replicas?: number
  /** 'file' by default. Values in 'memory' end with the server. */
  readonly storage?: 'file' | 'memory'
}

/** A write without an answer for so long has failed, as far as anybody can tell. */
const writeTimeoutMs = 2_000

// --- backplane ---

/**
 * Keeps values in a bucket of `connection`, made if there is none, which stays the caller's to close.
 * Connect with `maxReconnectAttempts: -1`: by default the client gives up after some 20 seconds. What
 * survives a crash of the server is told in docs/guide/shared-state.md.
 */
export function createNatsBackplane(
  connection: NatsConnection,
  options: NatsBackplaneOptions = {},
): Backplane {
  const { maxValueBytes = defaultMaxValueBytes } = options
  const namespace = checkNamespace(options.namespace)
  const manager = new Kvm(connection)
  const subscriptions = createSubscriptions({ watch, read })
  let opening: Promise<KV> | undefined
  /** Writes that wait for their answer: on a new connection it will not come. */
  const unanswered = new Set<() => void>()
  const stopStatus = onStatus(connection, (status) => {
    if (status === 'disconnect') for (const giveUp of unanswered) giveUp()
    if (status !== 'reconnect') return
    opening = undefined
    subscriptions.refresh()
  })

  return {
    subscribe(key, listener) {
      checkKey(key)
      return subscriptions.subscribe(key, listener)
    },

    async compareAndSet(key, revision, value) {
      checkKey(key)
      checkValue(key, value, maxValueBytes)
      try {
        const written = await orLost(write(key, revision, value))
        if (written === undefined) return { isWritten: false, entry: await read(key) }

        subscriptions.deliver(key, written)
        return { isWritten: true, entry: written }
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error)
        throw vangoError('backplane/unavailable', { engine: 'NATS', key, reason }, error)
      }
    },

    async close() {
      stopStatus()
      subscriptions.close()
    },
  }

  /** Rejects with the connection, where the client would wait for its timeout. */
  async function orLost<R>(answer: Promise<R>): Promise<R> {
    let giveUp = (): void => {}
    const lost = new Promise<never>((_, reject) => {
      giveUp = () => reject(new Error('the connection was lost'))
    })
    unanswered.add(giveUp)
    try {
      return await Promise.race([answer, lost])
    } finally {
      unanswered.delete(giveUp)
    }
  }

  /** One that could not be opened is tried again by whoever comes next. */
  function bucket(): Promise<KV> {
    return (opening ??= manager
      .create(namespace, {
        history: 1,
        replicas: options.replicas ?? 1,
        storage: options.storage ?? 'file',
        // Answers come from the leader: a follower may be behind.
        allow_direct: false,
      })
      .catch((error: unknown) => {
        opening = undefined
        throw error
      }))
  }

  async function watch(key: string, deliver: (entry: Entry) => void): Promise<() => void> {
    const kv = await bucket()
    const entries = await kv.watch({ key: toNatsKey(key) })
    void (async () => {
      for await (const entry of entries) deliver(toEntry(entry))
    })().catch(ignore)
    return () => entries.stop()
  }

  async function read(key: string): Promise<Entry> {
    const kv = await bucket()
    return toEntry(await kv.get(toNatsKey(key)))
  }

  /** `undefined`: the key has another revision. */
  async function write(
    key: string,
    revision: number,
    value: string | undefined,
  ): Promise<Entry | undefined> {
    const kv = await bucket()
    try {
      const options = { previousSeq: revision, timeout: writeTimeoutMs }
      // A deletion is an empty value: the client's own `delete` does not tell its revision.
      return { revision: await kv.put(toNatsKey(key), value ?? '', options), value }
    } catch (error) {
      if (isStale(error)) return undefined
      throw error
    }
  }
}

// --- wire ---

/** Calls `listener` with what becomes of the connection, until it is closed or told to stop. */
function onStatus(connection: NatsConnection, listener: (type: string) => void): () => void {
  let isStopped = false
  const statuses = connection.status()[Symbol.asyncIterator]()
  void (async () => {
    for (;;) {
      const { value, done } = await statuses.next()
      if (done === true || isStopped) return
      listener(value.type)
    }
  })().catch(ignore)
  return () => {
    isStopped = true
    void statuses.return?.()
  }
}

function toEntry(entry: KvEntry | null): Entry {
  if (entry === null) return { revision: 0, value: undefined }
  const hasValue = entry.operation === 'PUT' && entry.length > 0
  return { revision: entry.revision, value: hasValue ? entry.string() : undefined }
}

function isStale(error: unknown): boolean {
  if (!(error instanceof JetStreamApiError)) return false
  const { StreamWrongLastSequence, StreamWrongLastSequenceUnknown } = JetStreamApiCodes
  return error.code === StreamWrongLastSequence || error.code === StreamWrongLastSequenceUnknown
}

/** NATS has fewer characters for keys: each other byte of UTF-8 becomes `=` and two digits. */
function toNatsKey(key: string): string {
  return key.replace(/[^\w-]/gu, (character) =>
    Buffer.from(character).toString('hex').replace(/../g, '=$&'),
  )
}

function ignore(): void {}
