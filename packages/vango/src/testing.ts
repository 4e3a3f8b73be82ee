/** `vango/testing`: components and apps under test, in Node and, by `vango/testing-vitest`, in browsers. */
export type { Actions } from './testing/actions.ts'
export type { ChaosOptions } from './testing/chaos.ts'
export { cleanup } from './testing/cleanup.ts'
export { createClock } from './testing/clock.ts'
export type { Clock, ClockOptions } from './testing/clock.ts'
export { createFakeServer } from './testing/fake-server.ts'
export type {
  ClientEvent,
  FakePageOptions,
  FakeServer,
  FakeServerSocket,
} from './testing/fake-server.ts'
export { mount, visit } from './testing/mount.ts'
export type { MountOptions } from './testing/mount.ts'
export type { Network } from './testing/network.ts'
export type { Page, PageOptions } from './testing/page.ts'
export type { Problem } from './testing/problems.ts'
export type { Queries } from './testing/queries.ts'
export type { Traffic } from './testing/traffic.ts'
