/** The door `vango/redis`: shared state by way of a Redis server. */
export { createRedisBackplane } from './backplane/redis.ts'
export type { RedisBackplaneOptions, RedisClient, RedisSubscriber } from './backplane/redis.ts'
