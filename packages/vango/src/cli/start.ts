/** `vango start`: serves what `vango build` has made. */
import { existsSync } from 'node:fs'
import { relative } from 'node:path'
import { pathToFileURL } from 'node:url'

import { vangoError } from '../base/errors.ts'
import { serve } from '../node.ts'
import type { Server } from '../node.ts'
import type { Command } from './args.ts'
import { appOf, builtEntry, publicDirOf } from './entry.ts'

export async function start(command: Command, say: (line: string) => void): Promise<Server> {
  const { root, port, host } = command
  // Before the app is loaded: packages look at it while they are.
  process.env['NODE_ENV'] ??= 'production'

  const file = builtEntry(root)
  if (!existsSync(file)) throw vangoError('cli/not-built', { file: relative(root, file) })
  const app = appOf((await import(pathToFileURL(file).href)) as object, file, root)

  const publicDir = publicDirOf(root)
  const server = await serve(app, {
    ...(port !== undefined && { port }),
    ...(host !== undefined && { host }),
    ...(publicDir !== undefined && { publicDir }),
  })
  say(`serving on ${server.url}`)
  return server
}
