/**
 * Sessions in Redis: one hash a session, written by one script that compares and writes in a single
 * step, and let go of by Redis itself when its time is over.
 */
import { createHash } from 'node:crypto'
import type { SessionStore } from './session-store.ts'

// --- types ---

/** What is asked of a client; one that `createClient` of `@redis/client` makes is such a client. */
export interface RedisCommands {
  sendCommand(args: string[]): Promise<unknown>
}

export interface RedisSessionStoreOptions {
  /** Put before the ids of sessions, 'vango-session:' by default. Apps must not share one. */
  readonly prefix?: string
}

const script = `
local revision = tonumber(redis.call('HGET', KEYS[1], 'revision') or '0')
if revision ~= tonumber(ARGV[1]) then return -1 end
redis.call('HSET', KEYS[1], 'revision', revision + 1, 'bytes', ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return revision + 1
`
const scriptHash = createHash('sha1').update(script).digest('hex')

// --- store ---

/**
 * Keeps sessions in the Redis of `client`, which must be connected and stays the caller's to close. What
 * survives a crash of Redis is what its own settings promise; see docs/reliability.md.
 */
export function createRedisSessionStore(
  client: RedisCommands,
  options: RedisSessionStoreOptions = {},
): SessionStore {
  const { prefix = 'vango-session:' } = options

  return {
    isShared: true,

    async load(id) {
      const reply = await client.sendCommand(['HMGET', prefix + id, 'revision', 'bytes'])
      const [revision, bytes] = reply as (string | null)[]
      if (typeof revision !== 'string' || typeof bytes !== 'string') return undefined
      return { revision: Number(revision), bytes: Buffer.from(bytes, 'base64') }
    },

    async save(id, bytes, revision, ttlMs) {
      const args = [prefix + id, String(revision), toBase64(bytes), String(Math.ceil(ttlMs))]
      const saved = Number(await run(client, args))
      return saved < 0 ? undefined : saved
    },

    async remove(id) {
      await client.sendCommand(['DEL', prefix + id])
    },

    async close() {},
  }
}

// --- wire ---

/** By its hash; the script itself goes only to a Redis that does not know it (any more). */
async function run(client: RedisCommands, args: string[]): Promise<unknown> {
  try {
    return await client.sendCommand(['EVALSHA', scriptHash, '1', ...args])
  } catch (error) {
    if (!(error instanceof Error) || !error.message.includes('NOSCRIPT')) throw error
    return client.sendCommand(['EVAL', script, '1', ...args])
  }
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64')
}
