/**
 * `vango build`: the app's modules in `dist/server/app.js`. Packages stay packages; `public/` stays
 * where it is and is served from there.
 */
import { statSync } from 'node:fs'
import { relative } from 'node:path'

import { vangoError } from '../base/errors.ts'
import type { Command } from './args.ts'
import { builtEntry, findEntry } from './entry.ts'
import { commonConfig, loadTools } from './tools.ts'

export async function build({ root }: Command, say: (line: string) => void): Promise<void> {
  const startedAt = performance.now()
  const entry = findEntry(root)
  const { vite, plugins } = await loadTools('build', root)
  say(`building ${relative(root, entry)}`)

  try {
    await vite.build({
      ...commonConfig(root, plugins),
      build: {
        ssr: entry,
        outDir: 'dist/server',
        emptyOutDir: true,
        copyPublicDir: false,
        target: 'node20',
        sourcemap: true,
        rolldownOptions: {
          output: { entryFileNames: 'app.js', chunkFileNames: 'chunks/[name]-[hash].js' },
        },
      },
    })
  } catch (error) {
    throw vangoError('cli/build-failed', { reason: (error as Error).message }, error)
  }

  const file = builtEntry(root)
  const kilobytes = (statSync(file).size / 1000).toFixed(1)
  const ms = Math.round(performance.now() - startedAt)
  say(`built ${relative(root, file)}, ${kilobytes} kB, in ${ms} ms`)
}
