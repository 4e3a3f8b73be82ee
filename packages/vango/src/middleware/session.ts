/**
 * The session of a browser, `ctx.session`: in a cookie that is encrypted and signed, so that its browser
 * can neither read nor change it, or in a store, with only its id in the cookie.
 *
 *     createApp({ routes, middleware: [cookieSession({ lifetimeSeconds: 3_600 })] })
 *
 * A cookie cannot be taken back: who has copied it stays logged in until it is too old. With a store,
 * signing out ends it everywhere. Read `session-state.ts` next.
 */
import { vangoError } from '../base/errors.ts'
import { toRequestCtx } from '../server/ctx.ts'
import type { RequestCtx } from '../server/ctx.ts'
import type { Middleware } from '../server/middleware.ts'
import { createSealer } from '../server/seal.ts'
import type { Sealer } from '../server/seal.ts'
import { createSecrets } from '../server/secrets.ts'
import { SessionState, parseRecord } from './session-state.ts'
import type { SessionRecord } from './session-state.ts'

export interface CookieSessionOptions {
  /** Encrypts the cookie; VANGO_SECRET by default. Several are a rotation, the newest first. */
  readonly secret?: string | readonly string[]
  /** How long it lasts after the last visit, in seconds: 14 days by default. */
  readonly lifetimeSeconds?: number
  /** Keeps the values on the server, so that live pages can change them, too. */
  readonly store?: CookieSessionStore
  /** Milliseconds since 1970; `Date.now` by default. */
  readonly now?: () => number
}

/** Where sessions are kept if not in the cookie. What it is given is opaque. */
export interface CookieSessionStore {
  load(id: string): Promise<string | undefined>
  /** Keeps it for so long, then it may forget it. */
  save(id: string, text: string, lifetimeMs: number): Promise<void>
  delete(id: string): Promise<void>
}

interface Keeper {
  readonly sealer: Sealer
  readonly store: CookieSessionStore | undefined
  readonly lifetimeSeconds: number
  readonly now: () => number
}

const cookieName = 'vango-session'
const twoWeeks = 1_209_600
/** What browsers take for one cookie, less its name and attributes. */
const maxCookieBytes = 3_800
/** The end is put off once this part of its life is over. */
const refreshAfter = 1 / 8

export function cookieSession(options: CookieSessionOptions = {}): Middleware {
  const keeper: Keeper = {
    sealer: createSealer(createSecrets(options.secret), 'session'),
    store: options.store,
    lifetimeSeconds: options.lifetimeSeconds ?? twoWeeks,
    now: options.now ?? Date.now,
  }

  const run: Middleware = async (ctx, next) => {
    const own = toRequestCtx(ctx)
    const name = own.cookies.hostName(cookieName)
    const cookie = own.cookies.get(name)
    const record = cookie === undefined ? undefined : await load(keeper, cookie)
    const state = createState(keeper, own, record)
    own.session = state

    const response = await next()
    if (!state.isChanged && !isAging(keeper, record)) return response
    const text = await save(keeper, state)
    if (text === undefined) own.cookies.delete(name)
    else own.cookies.set(name, text, { maxAgeSeconds: keeper.lifetimeSeconds })
    return response
  }
  return Object.assign(run, { kind: 'session' })
}

function createState(
  keeper: Keeper,
  ctx: RequestCtx,
  record: SessionRecord | undefined,
): SessionState {
  const state: SessionState = new SessionState(record, {
    beforeChange(needsCookie) {
      if (!ctx.isSealed || (keeper.store !== undefined && !needsCookie)) return
      throw vangoError('server/response-gone', { what: 'the session' })
    },
    afterChange() {
      if (ctx.isSealed)
        save(keeper, state).catch((error: unknown) => ctx.host?.report(error, 'the session store'))
    },
    onRotate: () => ctx.browser?.rotate(),
    onSignOut: (id) => ctx.host?.endSession(id),
  })
  return state
}

async function load(keeper: Keeper, cookie: string): Promise<SessionRecord | undefined> {
  const opened = keeper.sealer.open(cookie)
  if (opened === undefined) return undefined

  const text = keeper.store === undefined ? opened : await keeper.store.load(opened)
  const record = text === undefined ? undefined : parseRecord(text)
  return record !== undefined && record.until > keeper.now() ? record : undefined
}

/** Keeps what has changed; returns the text of the cookie, or `undefined` if there is to be none. */
async function save(keeper: Keeper, state: SessionState): Promise<string | undefined> {
  const { store, sealer, lifetimeSeconds } = keeper
  const { record } = state
  state.isChanged = false
  for (const id of state.retired.splice(0)) await store?.delete(id)
  if (record === undefined) return undefined

  const lifetimeMs = lifetimeSeconds * 1_000
  const text = JSON.stringify({ ...record, until: keeper.now() + lifetimeMs })
  if (store !== undefined) {
    await store.save(record.id, text, lifetimeMs)
    return sealer.seal(record.id)
  }

  const sealed = sealer.seal(text)
  if (sealed.length > maxCookieBytes) {
    throw vangoError('server/session-too-large', { bytes: sealed.length, maxBytes: maxCookieBytes })
  }
  return sealed
}

function isAging({ lifetimeSeconds, now }: Keeper, record: SessionRecord | undefined): boolean {
  if (record === undefined) return false

  const leftMs = record.until - now()
  return leftMs < lifetimeSeconds * 1_000 * (1 - refreshAfter)
}
