/**
 * The Vite plugin: precompiles JSX before anything else reads a file, and sets Vite up so that what is
 * left uncompiled uses Vango's JSX runtime.
 */
import type { Plugin, UserConfig } from 'vite'
import { parseSync } from 'vite'
import { JsxError } from './check.ts'
import { precompile } from './precompile.ts'

export interface VangoPluginOptions {
  /** `false` leaves JSX to the runtime: slower rendering, same result. Default `true`. */
  precompile?: boolean
}

/** Vite support for Vango: `plugins: [vango()]`. */
export function vango(options: VangoPluginOptions = {}): Plugin {
  const { precompile: isOn = true } = options

  return {
    name: 'vango',
    enforce: 'pre',
    config: viteConfig,
    transform: {
      filter: { id: /\.[jt]sx(?:\?|$)/ },
      handler(code, id) {
        if (!isOn || isPlain(id)) return undefined

        try {
          return precompile(code, stripQuery(id), {
            parse: parseSync,
            warn: (warning) => this.warn(warning),
          })
        } catch (error) {
          if (error instanceof JsxError) this.error({ message: error.message, pos: error.pos })
          throw error
        }
      },
    },
  }
}

function viteConfig(): UserConfig {
  return {
    oxc: { jsx: { runtime: 'automatic', importSource: 'vango' } },
    // A package linked into a workspace would be bundled into Vite's module runner, and so exist
    // twice: once for the app's pages, once for the server that runs them.
    environments: { ssr: { resolve: { external: ['vango'] } } },
  }
}

/** Internal: `./page.tsx?plain` is left uncompiled, so that tests can run one file both ways. */
function isPlain(id: string): boolean {
  return /[?&]plain(?:[&=]|$)/.test(id)
}

function stripQuery(id: string): string {
  return id.replace(/\?.*$/s, '')
}
