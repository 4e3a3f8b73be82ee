/** The door `vango/redis`: shared state and saved sessions by way of a Redis server. */
export { createRedisBackplane } from './backplane/redis.ts'
export type { RedisBackplaneOptions, RedisClient, RedisSubscriber } from './backplane/redis.ts'
export { createRedisSessionStore } from './live/redis-store.ts'
export type { RedisCommands, RedisSessionStoreOptions } from './live/redis-store.ts'
