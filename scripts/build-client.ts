/**
 * Bundles `src/client.ts` into `dist/client.min.js`, the one script a live page loads, and prints its
 * size: `npm run build:client`.
 */
import { writeFileSync, mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

export interface ClientBundle {
  readonly code: string
  readonly gzipBytes: number
}

const root = new URL('../packages/vango/', import.meta.url)

export async function bundleClient(): Promise<ClientBundle> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('src/client.ts', root))],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    legalComments: 'none',
    write: false,
    logLevel: 'warning',
  })
  const code = outputFiles[0]!.text
  return { code, gzipBytes: gzipSync(code, { level: 9 }).length }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { code, gzipBytes } = await bundleClient()
  const dist = new URL('dist/', root)
  mkdirSync(dist, { recursive: true })
  writeFileSync(new URL('client.min.js', dist), code)
  console.log(`client.min.js: ${code.length} bytes, ${gzipBytes} gzip -9`)
}
