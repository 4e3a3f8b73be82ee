/** `vango/vite`: the Vite plugin. */
export { vango } from './vite/plugin.ts'
export type { VangoPluginOptions } from './vite/plugin.ts'
