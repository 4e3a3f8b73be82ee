/** The door `vango/server`: an app out of routes and pages. */
export { createApp } from './server/app.ts'
export type { App, AppOptions } from './server/app.ts'
export { useCtx } from './server/ctx.ts'
export type { Ctx, Logger, Params } from './server/ctx.ts'
export { definePage } from './server/page.ts'
export type { Page, PageOptions, PageProps } from './server/page.ts'
export type { Hub, LiveLimits } from './live/hub.ts'
