/** Compiles the benchmark pages as `vango build` would, into a temporary folder, and imports them. */
import { mkdtempSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'vite'
import { vango } from '../../packages/vango/src/vite.ts'

type Pages = typeof import('./counter.tsx') & typeof import('./ssr.tsx')

export async function importPages(): Promise<Pages> {
  process.env['NODE_ENV'] = 'production'
  const root = fileURLToPath(new URL('./', import.meta.url))
  // Inside the workspace, so that `vango` is found from there.
  const outDir = mkdtempSync(fileURLToPath(new URL('../node_modules-pages-', import.meta.url)))
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    plugins: [vango()],
    build: {
      ssr: true,
      outDir,
      emptyOutDir: false,
      rollupOptions: { input: [`${root}index.ts`], output: { entryFileNames: 'pages.js' } },
    },
  })
  return (await import(pathToFileURL(`${outDir}/pages.js`).href)) as Pages
}
