/**
 * Compiles a benchmark's app as `vango build` does a user's, in production mode, with the framework's
 * sources in the bundle: what is measured is this working copy, and no build has to come first.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { sourceConfig } from '../scripts/vitest-shared.ts'

const dist = new URL('./dist/', import.meta.url)

/** Returns the address of the compiled module. */
export async function compile(entry: URL): Promise<URL> {
  const name = basename(entry.pathname).replace(/\.tsx?$/, '')
  const folder = new URL(`${basename(new URL('.', entry).pathname)}/`, dist)
  await build({
    ...sourceConfig(),
    configFile: false,
    mode: 'production',
    logLevel: 'warn',
    build: {
      ssr: fileURLToPath(entry),
      outDir: fileURLToPath(folder),
      emptyOutDir: false,
      minify: false,
      target: 'node20',
      sourcemap: true,
      rolldownOptions: { output: { entryFileNames: `${name}.js` } },
    },
  })

  // An app wants to serve the browser's scripts; nobody here runs them.
  mkdirSync(dist, { recursive: true })
  for (const script of ['client.min.js', 'more.min.js', 'storage.min.js']) {
    writeFileSync(new URL(script, dist), '// The load client speaks the protocol itself.\n')
  }
  return new URL(`${name}.js`, folder)
}
