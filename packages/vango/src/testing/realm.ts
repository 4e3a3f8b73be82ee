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
  /**
   * Runs a script as one of the page. It sees `globals` in the place of the window's own. Returns what
   * it exports, if it is a module that does.
   */
  run(code: string, globals: object): unknown
  close(): void
}

/**
 * A script as the body of a function. `with` puts our socket, clock and address in the place of the
 * window's, whatever else the script names; inside it is as strict as the module that it is.
 *
 * A module may load others, by `globals.importModule`, and export names in one list at its end: what
 * bundlers make. It cannot have imports of its own.
 */
export function wrapScript(code: string): string {
  const body = code
    .replace(/(?<![\w$.])import\s*\(/g, 'importModule(')
    .replace(/(?<![\w$.])export\s*\{([^}]*)\};?\s*$/, (_, names: string) => {
      const fields = names.split(',').map((name) => name.trim().split(/\s+as\s+/))
      const entries = fields.map(([local, exported = local]) => `${exported}: ${local}`)
      return `return { ${entries.join(', ')} }`
    })
  return `with (globals) { return (function () { "use strict";\n${body}\n})() }`
}
