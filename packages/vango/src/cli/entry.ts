/** Where an app's files are, by convention, and what its entry must export. */
import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'

import { vangoError } from '../base/errors.ts'
import type { App } from '../server.ts'

const entries = ['', 'src/'].flatMap((folder) =>
  ['tsx', 'ts', 'jsx', 'js'].map((extension) => `${folder}app.${extension}`),
)

/** The app's source file, absolute. */
export function findEntry(root: string): string {
  const found = entries.find((entry) => existsSync(join(root, entry)))
  if (found === undefined) throw vangoError('cli/no-entry', { root, tried: entries.join(', ') })

  return join(root, found)
}

/** What `vango build` makes and `vango start` runs. */
export function builtEntry(root: string): string {
  return join(root, 'dist', 'server', 'app.js')
}

export function publicDirOf(root: string): string | undefined {
  const path = join(root, 'public')
  return existsSync(path) ? path : undefined
}

/** The `app` of the entry's module. */
export function appOf(module: object, file: string, root: string): App {
  const app: unknown = (module as { app?: unknown }).app
  if (isApp(app)) return app

  throw vangoError('cli/no-app', {
    file: relative(root, file),
    exports: Object.keys(module).join(', ') || 'none',
  })
}

/** By shape: the app may come from another copy of this package. */
function isApp(value: unknown): value is App {
  if (typeof value !== 'object' || value === null) return false

  const { fetch, hub } = value as Partial<App>
  return typeof fetch === 'function' && typeof hub === 'object'
}
