/** The door `vango/server`: an app out of routes and pages. */
export { createApp } from './middleware/default-app.ts'
export type { AppOptions, Protection } from './middleware/default-app.ts'
export { csp } from './middleware/csp.ts'
export type { CSPOptions, CSPReport } from './middleware/csp.ts'
export { csrf, getCSRFToken } from './middleware/csrf.ts'
export type { CSRFOptions, CSRFRefusal } from './middleware/csrf.ts'
export { requireRole, requireUser, safeNextPath } from './middleware/guards.ts'
export type { GuardOptions } from './middleware/guards.ts'
export { cookieSession } from './middleware/session.ts'
export type { CookieSessionOptions, CookieSessionStore } from './middleware/session.ts'
export type { CookieSession, SessionUser } from './server/cookie-session.ts'
export { securityHeaders } from './middleware/headers.ts'
export type { SecurityHeadersOptions } from './middleware/headers.ts'
export type { App } from './server/app.ts'
export type { CookieOptions, Cookies } from './server/cookies.ts'
export type { Middleware, Next } from './server/middleware.ts'
export { getCSPNonce } from './server/nonce.ts'
export type {
  Backplane,
  BackplaneOptions,
  Entry,
  SetResult,
  Subscription,
} from './backplane/backplane.ts'
export { createMemoryBackplane } from './backplane/memory.ts'
export type { MemoryBackplaneOptions } from './backplane/memory.ts'
export { useCtx } from './server/ctx.ts'
export type { Ctx, Logger, Params } from './server/ctx.ts'
export { definePage } from './server/page.ts'
export type { Page, PageComponent, PageOptions, PageProps } from './server/page.ts'
export type { Hub, LiveLimits } from './live/hub.ts'
export { eventKey } from './live/dispatch.ts'
export { createMemoryStore as createMemorySessionStore } from './live/memory-store.ts'
export type { MemoryStoreOptions as MemorySessionStoreOptions } from './live/memory-store.ts'
export type { SessionStore, StoredSession } from './live/session-store.ts'
