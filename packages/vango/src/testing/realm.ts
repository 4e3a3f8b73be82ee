/**
 * A realm: one document with its window, and the page's own scripts running in it.
 *
 * In Node it is a happy-dom window, in a browser an `<iframe>`. Everything above is the same in both,
 * so a test file passes in both. `realm-browser.ts` takes the place of `realm-node.ts` by an alias of
 * `vitest.ts`, never by a test of the platform.
 */
export type PageWindow = Window & typeof globalThis

export interface Realm {
  readonly window: PageWindow
  readonly document: Document
  /** Runs a script as one of the page. It sees `globals` in the place of the window's own. */
  run(code: string, globals: object): void
  close(): void
}

/**
 * A script as the body of a function. `with` puts our socket, clock and address in the place of the
 * window's, whatever else the script names; inside it is as strict as the module that it is.
 */
export function wrapScript(code: string): string {
  return `with (globals) { (function () { "use strict";\n${code}\n})() }`
}
