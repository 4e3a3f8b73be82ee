/** The door `vango/node`: an app on a port of Node. */
export { serve } from './adapters/node.ts'
export type { ServeOptions, Served, Server } from './adapters/node.ts'
export { attachLive } from './adapters/ws.ts'
export type { LiveEndpoint, LiveOptions } from './adapters/ws.ts'
