/** The door `vango/nats`: shared state and saved sessions by way of a NATS server with JetStream. */
export { createNatsBackplane } from './backplane/nats.ts'
export type { NatsBackplaneOptions } from './backplane/nats.ts'
export { createNatsSessionStore } from './live/nats-store.ts'
export type { NatsSessionStoreOptions } from './live/nats-store.ts'
