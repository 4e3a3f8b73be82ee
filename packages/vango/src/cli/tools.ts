/** Vite, which only `dev` and `build` need, and our plugin for it. */
import type * as Vite from 'vite'
import type { InlineConfig, Plugin, PluginOption } from 'vite'

import { vangoError } from '../base/errors.ts'

export interface Tools {
  readonly vite: typeof Vite
  /** Our plugin, unless the app's own configuration has it already. */
  readonly plugins: Plugin[]
}

export async function loadTools(command: 'dev' | 'build', root: string): Promise<Tools> {
  const vite = await importVite(command)
  const { vango } = await import('../vite.ts')

  const isBuild = command === 'build'
  const loaded = await vite.loadConfigFromFile(
    { command: isBuild ? 'build' : 'serve', mode: isBuild ? 'production' : 'development' },
    undefined,
    root,
    'silent',
  )
  const isThere = await hasPlugin(loaded?.config.plugins, 'vango')
  return { vite, plugins: isThere ? [] : [vango()] }
}

/** What both commands tell Vite. */
export function commonConfig(root: string, plugins: Plugin[]): InlineConfig {
  return { root, plugins, appType: 'custom', logLevel: 'warn', clearScreen: false }
}

async function importVite(command: string): Promise<typeof Vite> {
  try {
    return await import('vite')
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND'
    throw isMissing ? vangoError('cli/no-vite', { command }, error) : error
  }
}

/** Lists of plugins may hold promises, lists and nothing. */
async function hasPlugin(option: PluginOption | undefined, name: string): Promise<boolean> {
  const plugin = await option
  if (!plugin) return false
  if (!Array.isArray(plugin)) return plugin.name === name

  const found = await Promise.all(plugin.map((inner) => hasPlugin(inner, name)))
  return found.includes(true)
}
