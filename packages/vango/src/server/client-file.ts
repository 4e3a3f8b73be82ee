/** Finds and reads the browser's scripts that the build of this package made. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import { vangoError } from '../base/errors.ts'

/** `client` is the thin client; `more` and `storage` are for pages that need them. */
export function readClientScript(name: 'client' | 'more' | 'storage'): string {
  // From `dist/server/` it is one folder up; from `src/server/`, as tests run, it is in `dist/`.
  const isSource = import.meta.url.endsWith('.ts')
  const path = fileURLToPath(
    new URL(`../${isSource ? '../dist/' : ''}${name}.min.js`, import.meta.url),
  )

  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw vangoError('server/client-not-built', { path }, error)
  }
}
