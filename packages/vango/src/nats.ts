/** The door `vango/nats`: shared state by way of a NATS server with JetStream. */
export { createNatsBackplane } from './backplane/nats.ts'
export type { NatsBackplaneOptions } from './backplane/nats.ts'
