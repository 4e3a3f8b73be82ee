/**
 * Node loader hooks: a `.ts` or `.tsx` source in, JavaScript with an inline source map out; and
 * `vango` and its doors resolve to the sources of the package, so scripts and benchmarks need no
 * build.
 */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { transform } from 'esbuild'

const sources = new URL('../packages/vango/src/', import.meta.url)

export async function resolve(specifier, context, nextResolve) {
  const door = /^vango(?:\/([\w-]+))?$/.exec(specifier)
  if (door) {
    const source = new URL(`${door[1] ?? 'index'}.ts`, sources)
    if (existsSync(source)) return nextResolve(source.href, context)
  }
  return nextResolve(specifier, context)
}

export async function load(url, context, nextLoad) {
  if (!/^file:.*\.tsx?$/.test(url) || url.includes('/node_modules/')) return nextLoad(url, context)

  const path = fileURLToPath(url)
  const { code } = await transform(await readFile(path, 'utf8'), {
    format: 'esm',
    jsx: 'automatic',
    jsxImportSource: 'vango',
    loader: path.endsWith('x') ? 'tsx' : 'ts',
    sourcefile: path,
    sourcemap: 'inline',
    target: 'es2023',
  })
  return { format: 'module', source: code, shortCircuit: true }
}
