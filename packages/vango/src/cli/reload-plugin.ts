/** Vite plugin of `vango dev`: tells when the app must be imported anew, one time after the other. */
import type { Plugin } from 'vite'

import type { Switch } from './dev-switch.ts'

export function reloadPlugin(app: Pick<Switch, 'isFailed'>, reload: () => Promise<void>): Plugin {
  const requestReload = createSerial(reload)

  return {
    name: 'vango:dev-reload',

    hotUpdate({ modules, timestamp }) {
      const { environment } = this
      if (environment.name !== 'ssr') return
      // An app that does not load may wait for any file, also for one it could not find.
      if (modules.length === 0 && !app.isFailed) return

      const seen = new Set<(typeof modules)[number]>()
      for (const module of modules) {
        environment.moduleGraph.invalidateModule(module, seen, timestamp, true)
      }
      if (app.isFailed) environment.moduleGraph.invalidateAll()
      requestReload()
      // Nothing is left to Vite, which would import the app a second time.
      return []
    },
  }
}

/** Runs `task` again if it was asked for while it ran, but never twice at a time. */
export function createSerial(task: () => Promise<void>): () => void {
  let isRunning = false
  let isWanted = false

  return () => {
    isWanted = true
    if (!isRunning) void run()
  }

  async function run(): Promise<void> {
    isRunning = true
    while (isWanted) {
      isWanted = false
      // The files of one "save all", and a formatter right behind it, make one reload.
      await new Promise((resolve) => setTimeout(resolve, settleMs))
      isWanted = false
      await task()
    }
    isRunning = false
  }
}

/**
 * Vite's watcher (chokidar) drops a second change of a file within 50 ms of the first. Reading files
 * only after that time misses no write: a later one is told again.
 */
const settleMs = 60
