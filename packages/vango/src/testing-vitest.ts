/** `vango/testing-vitest`: Vitest's configuration for tests that run in Node and in a browser. */
export { serverInBrowser, vangoTests } from './testing/vitest.ts'
export type { TestOptions } from './testing/vitest.ts'
