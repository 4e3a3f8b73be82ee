/**
 * What all Vitest configurations share: `vango` and its doors mean the sources of the package, and
 * TSX goes through the framework's own compiler, as users' code does.
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Alias, UserConfig } from 'vite'
import { vango } from '../packages/vango/src/vite.ts'

const root = new URL('../packages/vango/', import.meta.url)

interface Manifest {
  readonly exports: Readonly<Record<string, unknown>>
}

export function sourceConfig(): UserConfig {
  return { plugins: [vango()], resolve: { alias: doorAliases() } }
}

/** One alias for each key of `exports` that is a module. */
function doorAliases(): Alias[] {
  const manifest = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as Manifest
  return Object.entries(manifest.exports)
    .filter(([, target]) => typeof target !== 'string')
    .map(([key]) => ({
      find: new RegExp(`^vango${key.slice(1)}$`),
      replacement: fileURLToPath(new URL(`src/${key === '.' ? 'index' : key.slice(2)}.ts`, root)),
    }))
}
