/**
 * A backplane on Redis: one hash a key, written by one script that compares, writes, counts and
 * publishes in a single step. Messages may get lost with a connection, so each new connection reads
 * what it follows once more.
 */
import { createHash } from 'node:crypto'
import { vangoError } from '../base/errors.ts'
import type { Backplane, BackplaneOptions, Entry, SetResult } from './backplane.ts'
import { checkKey, checkNamespace, checkValue, defaultMaxValueBytes } from './backplane.ts'
import { createSubscriptions } from './subscriptions.ts'

// --- types ---

/** What is asked of a client; one that `createClient` of `@redis/client` makes is such a client. */
export interface RedisClient {
  sendCommand(args: string[]): Promise<unknown>
  /** A client of the same server that is not connected yet: messages need a connection of their own. */
  duplicate(): RedisSubscriber
}

export interface RedisSubscriber {
  on(event: 'ready' | 'error', listener: (error?: unknown) => void): unknown
  connect(): Promise<unknown>
  subscribe(channel: string, listener: (message: string) => void): Promise<unknown>
  unsubscribe(channel: string, listener: (message: string) => void): Promise<unknown>
  destroy(): void
}

export interface RedisBackplaneOptions extends BackplaneOptions {}

/**
 * `{namespace}revision` counts all writes of a namespace. It starts at the server's time in microseconds,
 * so that a Redis that has lost its data goes on above every revision that anybody has seen.
 */
const script = `
local current = redis.call('HMGET', KEYS[1], 'revision', 'value')
if (current[1] or '0') ~= ARGV[1] then return { 0, current[1] or '0', current[2] } end
if redis.call('EXISTS', KEYS[2]) == 0 then
  local time = redis.call('TIME')
  redis.call('SET', KEYS[2], time[1] .. string.rep('0', 6 - #time[2]) .. time[2])
end
redis.call('INCR', KEYS[2])
local revision = redis.call('GET', KEYS[2])
if ARGV[3] then
  redis.call('HSET', KEYS[1], 'revision', revision, 'value', ARGV[3])
  redis.call('PUBLISH', ARGV[2], revision .. ':' .. ARGV[3])
else
  redis.call('DEL', KEYS[1])
  redis.call('PUBLISH', ARGV[2], revision)
end
return { 1, revision }
`
const scriptHash = createHash('sha1').update(script).digest('hex')

// --- backplane ---

/**
 * Keeps values in the Redis of `client`, which must be connected and stays the caller's to close.
 * What survives a crash of Redis is what its own settings promise; see docs/guide/shared-state.md.
 */
export function createRedisBackplane(
  client: RedisClient,
  options: RedisBackplaneOptions = {},
): Backplane {
  const { maxValueBytes = defaultMaxValueBytes } = options
  // In braces: a Redis Cluster then keeps all of a namespace in one slot.
  const slot = `{${checkNamespace(options.namespace)}}`
  const prefix = `${slot}:`
  const subscriber = createSubscriber(client, () => subscriptions.refresh())
  const subscriptions = createSubscriptions({ watch, read })

  return {
    subscribe(key, listener) {
      checkKey(key)
      return subscriptions.subscribe(key, listener)
    },

    async compareAndSet(key, revision, value) {
      checkKey(key)
      checkValue(key, value, maxValueBytes)
      const result = await run(key, revision, value)
      if (result.isWritten) subscriptions.deliver(key, result.entry)
      return result
    },

    async close() {
      subscriptions.close()
      subscriber.close()
    },
  }

  async function watch(key: string, deliver: (entry: Entry) => void): Promise<() => void> {
    const redis = await subscriber.connected()
    const listener = (message: string): void => deliver(readMessage(message))
    await redis.subscribe(prefix + key, listener)
    // It fails if the connection is gone, and so is the subscription then.
    return () => void redis.unsubscribe(prefix + key, listener).catch(ignore)
  }

  async function read(key: string): Promise<Entry> {
    const reply = await client.sendCommand(['HMGET', prefix + key, 'revision', 'value'])
    const [revision, value] = reply as readonly unknown[]
    return toEntry(revision, value)
  }

  async function run(key: string, revision: number, value: string | undefined): Promise<SetResult> {
    const args = ['2', prefix + key, `${slot}revision`, String(revision), prefix + key]
    if (value !== undefined) args.push(value)
    try {
      const reply = await evaluate(args)
      const [isWritten, newRevision, current] = reply as readonly unknown[]
      return Number(isWritten) === 1
        ? { isWritten: true, entry: { revision: Number(newRevision), value } }
        : { isWritten: false, entry: toEntry(newRevision, current) }
    } catch (error) {
      throw vangoError(
        'backplane/unavailable',
        { engine: 'Redis', key, reason: text(error) },
        error,
      )
    }
  }

  async function evaluate(args: string[]): Promise<unknown> {
    try {
      return await client.sendCommand(['EVALSHA', scriptHash, ...args])
    } catch (error) {
      // A server that has just started does not know the script yet.
      if (!text(error).startsWith('NOSCRIPT')) throw error
      return client.sendCommand(['EVAL', script, ...args])
    }
  }
}

// --- wire ---

interface Connected {
  connected(): Promise<RedisSubscriber>
  close(): void
}

/** A second connection, made when it is first needed. `onReady` is called after each reconnection. */
function createSubscriber(client: RedisClient, onReady: () => void): Connected {
  let redis: RedisSubscriber | undefined
  let connecting: Promise<unknown> | undefined
  let readies = 0
  let isClosed = false

  return {
    async connected() {
      if (isClosed) throw new Error('The backplane is closed.')
      redis ??= open()
      connecting ??= redis.connect()
      await connecting
      return redis
    },

    close() {
      isClosed = true
      redis?.destroy()
    },
  }

  function open(): RedisSubscriber {
    const duplicate = client.duplicate()
    // Without a listener an error ends the process; the client goes on trying by itself.
    duplicate.on('error', ignore)
    duplicate.on('ready', () => {
      if (++readies > 1) onReady()
    })
    return duplicate
  }
}

/** `17:value` of a write, `17` of a deletion. */
function readMessage(message: string): Entry {
  const colon = message.indexOf(':')
  return colon < 0
    ? { revision: Number(message), value: undefined }
    : { revision: Number(message.slice(0, colon)), value: message.slice(colon + 1) }
}

function toEntry(revision: unknown, value: unknown): Entry {
  const hasValue = value !== undefined && value !== null
  return { revision: Number(revision ?? 0), value: hasValue ? String(value) : undefined }
}

function text(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function ignore(): void {}
