/**
 * `vango dev`: Vite turns the app's source into modules and watches it, the app runs in this process,
 * pages, live sockets and Vite's own socket share one port.
 *
 * On a change the app is imported anew and takes the place of the old one, whose sessions end; Vite's
 * client, which is put into every page here, then reloads the pages that are open. An app that does
 * not load is replaced by one that shows the error.
 */
import { createServer } from 'node:http'
import { relative } from 'node:path'
import type { RunnableDevEnvironment, ViteDevServer } from 'vite'

import { serve } from '../node.ts'
import type { Server } from '../node.ts'
import type { Command } from './args.ts'
import { createSwitch } from './dev-switch.ts'
import type { Switch } from './dev-switch.ts'
import { appOf, findEntry, publicDirOf } from './entry.ts'
import { reloadPlugin } from './reload-plugin.ts'
import { commonConfig, loadTools } from './tools.ts'

export async function dev(command: Command, say: (line: string) => void): Promise<Server> {
  const { root, port, host } = command
  const startedAt = performance.now()
  process.env['NODE_ENV'] ??= 'development'

  const entry = findEntry(root)
  const { vite, plugins } = await loadTools('dev', root)
  const http = createServer()
  const app = createSwitch()
  // Set before Vite watches, used only once a file has changed.
  let reload = async (): Promise<void> => {}

  const tool = await vite.createServer({
    ...commonConfig(root, [...plugins, reloadPlugin(app, () => reload())]),
    ...(publicDirOf(root) === undefined && { publicDir: false }),
    server: { middlewareMode: true, ws: { server: http } },
  })
  try {
    await load(tool, entry, app, say)
    const server = await serve(app, {
      ...(port !== undefined && { port }),
      ...(host !== undefined && { host }),
      server: http,
      before: tool.middlewares,
      closeMs: 1_000,
    })
    reload = () => load(tool, entry, app, say).then((what) => tellPages(tool, what, say))

    say(`serving on ${server.url}, ready in ${Math.round(performance.now() - startedAt)} ms`)
    return { ...server, close: () => closeAll(tool, server) }
  } catch (error) {
    await tool.close()
    await app.close()
    throw error
  }
}

/** Imports the app and puts it, or the error, in the place of the one before. Says what it did. */
async function load(
  tool: ViteDevServer,
  entry: string,
  app: Switch,
  say: (line: string) => void,
): Promise<string> {
  const { runner } = tool.environments['ssr'] as RunnableDevEnvironment
  const name = relative(tool.config.root, entry)

  try {
    runner.clearCache()
    const module = (await runner.import(entry)) as object
    await app.use(appOf(module, entry, tool.config.root), tool.config.base)
    return `reloaded ${name}`
  } catch (error) {
    say(`${name} does not load\n${describe(error)}`)
    await app.fail(error, tool.config.base)
    return `showing the error`
  }
}

function tellPages(tool: ViteDevServer, what: string, say: (line: string) => void): void {
  say(what)
  // Vite keeps a message that nobody gets for the next page, which would load twice.
  if (tool.ws.clients.size > 0) tool.ws.send({ type: 'full-reload' })
}

async function closeAll(tool: ViteDevServer, server: Server): Promise<void> {
  await Promise.all([tool.close(), server.close()])
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error)

  const { frame } = error as { frame?: unknown }
  const place = typeof frame === 'string' && frame !== '' ? `${frame}\n` : ''
  return place + (error.stack ?? error.message)
}
