/**
 * Runs a TypeScript file of this workspace: `node scripts/run.mjs FILE [argument…]`.
 *
 * Node 20 cannot strip types, and the scripts must run there too. So `ts-hooks.mjs` turns each file
 * into JavaScript as Node loads it. Bundling to a temporary file first was rejected: it moves
 * `import.meta.url` and runs every module that a script only wants to look at.
 */
import { register } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const file = process.argv[2]
if (file === undefined) {
  console.error('Usage: node scripts/run.mjs FILE [argument…]')
  process.exit(2)
}

register('./ts-hooks.mjs', import.meta.url)
process.setSourceMapsEnabled(true)
process.argv.splice(1, 2, resolve(file))

await import(pathToFileURL(resolve(file)).href)
