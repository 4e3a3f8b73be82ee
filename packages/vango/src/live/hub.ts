/**
 * The hub: all live sessions of a process, those with a socket and those that wait for one. It turns
 * a rendered page into a session, and a socket with the right token into that session's connection.
 *
 * It must never know HTTP, cookies or `ws`. Read `session.ts` next, then `connection.ts`.
 */
import { randomBytes } from 'node:crypto'
import { vangoError } from '../base/errors.ts'
import { renderPage } from '../html/render.ts'
import { createTurnLoop } from '../scheduler/turn.ts'
import type { ComponentNode } from '../vdom/vnode.ts'
import { CLOSE_GOING_AWAY, CLOSE_REPLACED, CLOSE_UNAUTHORIZED } from '../wire/close.ts'
import { clientMessageLimits } from '../wire/limits.ts'
import { Checkpoints } from './checkpoints.ts'
import { LiveConnection } from './connection.ts'
import type { ConnectionHost } from './connection.ts'
import { DetachedSessions } from './detached.ts'
import { defaultLimits } from './limits.ts'
import type { LiveLimits } from './limits.ts'
import { createMemoryStore } from './memory-store.ts'
import { hashOf } from './record.ts'
import { recover } from './recovery.ts'
import type { Claim, Pages, RecoveryHost } from './recovery.ts'
import { createLivePage } from './page.ts'
import type { FormTokens, LivePage, PageHost } from './page.ts'
import { Session } from './session.ts'
import type { LiveErrorInfo, SessionHost } from './session.ts'
import type { SessionStore } from './session-store.ts'
import { createPageTokens } from './tokens.ts'
import type { LiveTokens } from './tokens.ts'
import type { Connection, SocketRequest, Transport } from './transport.ts'

export type { LiveLimits } from './limits.ts'
export type { LivePage } from './page.ts'
export type { Part, Place } from './part.ts'
export type { LiveErrorInfo } from './session.ts'

export interface HubOptions {
  readonly limits?: Partial<LiveLimits>
  /** By which sockets are let in; by default whoever has the page has its session. */
  readonly tokens?: LiveTokens
  /** Where sessions are written down; this process's memory by default. */
  readonly store?: SessionStore
  /** Makes pages again that a store has. Without it sessions end with their time or process. */
  readonly pages?: Pages
  /** Told of every error in a page, a handler or an effect. */
  readonly onError: (error: unknown, info: LiveErrorInfo) => void
}

export interface HubStats {
  readonly sessions: number
  readonly connected: number
  readonly detached: number
  /** Events for something that was no longer on the page, since the start. */
  readonly staleEvents: number
  /** Messages, events and sockets that were refused, since the start. */
  readonly refused: number
}

/** A session as seen from outside. */
export interface SessionView {
  /** The HTML a browser should have, with hids. */
  readonly html: string
  /** Something waits for the next flush. */
  readonly isDirty: boolean
  /** An asynchronous handler is at work. */
  readonly isWorking: boolean
}

export interface Hub {
  readonly limits: LiveLimits
  /** Mounts a page: one render, one data load. Throws what the page threw with no boundary around. */
  open(node: ComponentNode, env: unknown, forms?: FormTokens): LivePage
  /**
   * A page that was kept and has met no socket yet, if that is `env`'s; `undefined` if there is none. It is
   * printed anew, as it is now.
   */
  reopen(
    sessionId: string,
    isIt: (env: unknown) => boolean,
    forms?: FormTokens,
  ): LivePage | undefined
  /**
   * A socket asks for a session. Whether it gets one is said through the transport. `headers` are those
   * of the request that opened it.
   */
  connect(sessionId: string, transport: Transport, headers?: SocketRequest['headers']): Connection
  stats(): HubStats
  /** What a session shows right now; `undefined` if there is none. For tests and tools. */
  inspect(sessionId: string): SessionView | undefined
  /** Ends the sessions whose page was opened with such an `env`; their sockets are closed with 4401. */
  disconnect(isMeant: (env: unknown) => boolean): void
  /** Calls `listener` with each error, after `onError`; returns what ends it. For tests and tools. */
  watchErrors(listener: HubOptions['onError']): () => void
  /** Writes all sessions down, closes their sockets with 1001, and ends them. */
  close(): Promise<void>
}

/** How often waiting sessions and silent sockets are looked at. */
const sweepMs = 1_000

export function createHub(options: HubOptions): Hub {
  const limits: LiveLimits = { ...defaultLimits, ...options.limits }
  const tokens = options.tokens ?? createPageTokens()
  const sessions = new Map<string, Session>()
  const connections = new Set<LiveConnection>()
  const errorListeners = new Set<HubOptions['onError']>()
  const counters = { staleEvents: 0, refused: 0 }
  const turns = createTurnLoop<Session>({
    flush,
    defer: (run) => void setImmediate(run),
  })
  const store = options.store ?? createMemoryStore()
  const { pages } = options
  /** Whether the effects of events outlive this process. */
  const keepsEvents = store.isShared && pages !== undefined
  const host: SessionHost = {
    limits,
    counters,
    keepsEvents,
    tokens,
    request: (session) => turns.request(session),
    touch(session) {
      // What still streams into a response has a reader of its own.
      const isOut = session.isConnected || !session.root.isLoading
      if (keepsEvents && isOut && sessions.has(session.id)) checkpoints.touch(session)
    },
    addressOf: (session) => pages!.addressOf(session.env),
    report,
  }
  const checkpoints = new Checkpoints({
    limits,
    store,
    report,
    onTakenOver(session) {
      session.socket?.close(CLOSE_REPLACED, 'taken over by another process')
      end(session)
    },
  })
  const recovery: RecoveryHost = {
    store,
    pages: pages!,
    savedMs: limits.savedMs,
    admits,
    find: (sessionId) => sessions.get(sessionId),
    create: (id, node, env) => new Session(id, node, env, host),
    end,
    add(session) {
      sessions.set(session.id, session)
      detached.add(session, performance.now() + limits.detachedMs)
      startSweeping()
    },
  }
  const connectionHost: ConnectionHost = {
    limits,
    wireLimits: { ...clientMessageLimits, maxMessageBytes: limits.maxMessageBytes },
    counters,
    find: (sessionId) => sessions.get(sessionId),
    // A page that was never saved is nobody else's, and neither is one in our own memory.
    isDoubtful: (session) => session === undefined || (keepsEvents && session.revision > 0),
    recover: pages && ((claim) => recover(recovery, claim)),
    admits,
    adopt: (session) => detached.delete(session),
    release: (session) => detached.add(session, performance.now() + limits.detachedMs),
    end,
    forget: (connection) => connections.delete(connection),
    report,
  }
  const pageHost: PageHost = {
    issueToken: (session) => tokens.issue(session.id, session.env),
    keep,
    discard(session) {
      if (!session.isConnected) end(session)
    },
  }
  const detached = new DetachedSessions(limits.maxDetached, (session) => void evict(session))
  let timer: NodeJS.Timeout | undefined

  function admits({ request, token }: Claim, tokenHash: string): boolean {
    if (tokens.check(token, request.sessionId, request.credentials)) return true
    return tokenHash !== '' && hashOf(token) === tokenHash
  }

  /** Lets go of a session that nobody has come for; if somebody does after all, it is made again. */
  async function evict(session: Session): Promise<void> {
    detached.delete(session)
    // One that no browser has come for is as the next request would make it: crawlers cost no writes.
    if (pages === undefined || !session.root.isStarted) return end(session)
    await checkpoints.save(session)
    if (session.isConnected || detached.has(session)) return
    if (sessions.get(session.id) === session) end(session)
  }

  function end(session: Session): void {
    if (sessions.get(session.id) === session) sessions.delete(session.id)
    checkpoints.forget(session)
    detached.delete(session)
    session.dispose()
  }

  /** A page that still loads is held by its response, and not by a clock. */
  function keep(session: Session, isComplete: boolean): void {
    if (session.root.isDisposed || session.isConnected) return
    sessions.set(session.id, session)
    detached.add(session, isComplete ? performance.now() + limits.adoptMs : Infinity)
    // Tokens that others have made can be checked by any process; the page's own only here.
    if (options.tokens === undefined) session.tokenHash = hashOf(pageHost.issueToken(session))
    // At once: a page whose process dies before it is written down can only be loaded anew.
    if (isComplete && keepsEvents) void checkpoints.save(session)
    startSweeping()
  }

  /** An error in the app's own error handler must not end the process. */
  function report(error: unknown, info: LiveErrorInfo): void {
    try {
      options.onError(error, info)
      for (const listener of errorListeners) listener(error, info)
    } catch (cause) {
      process.emitWarning(vangoError('live/error-handler-failed', {}, cause))
    }
  }

  function flush(session: Session): void {
    try {
      session.flush()
    } catch (error) {
      report(error, { where: 'flush', session: session.id })
      end(session)
    }
  }

  function sweep(): void {
    const now = performance.now()
    detached.expire(now)
    for (const connection of connections) connection.sweep(now)
    if (sessions.size > 0 || connections.size > 0) return
    clearInterval(timer)
    timer = undefined
  }

  /** Writes down all there is; what comes meanwhile is sent again to the next process. */
  async function drain(): Promise<void> {
    for (const session of sessions.values()) flush(session)
    await Promise.all([...sessions.values()].map((session) => checkpoints.save(session)))
    for (const session of sessions.values()) flush(session)
  }

  /** A process without sessions has no timer, one with them is not kept alive by it. */
  function startSweeping(): void {
    timer ??= setInterval(sweep, sweepMs).unref()
  }

  return {
    limits,

    open(node, env, forms) {
      const session = new Session(randomId(), node, env, host)
      session.root.mount()
      return createLivePage(session, pageHost, forms)
    },

    reopen(sessionId, isIt, forms) {
      const session = sessions.get(sessionId)
      if (session === undefined || session.isAdopted || !isIt(session.env)) return undefined

      return createLivePage(session, pageHost, forms)
    },

    connect(sessionId, transport, headers = {}) {
      const { cookie } = headers
      const credentials = typeof cookie === 'string' ? cookie : undefined
      const request = { sessionId, credentials, headers }
      const connection = new LiveConnection(request, transport, performance.now(), connectionHost)
      connections.add(connection)
      startSweeping()
      return connection
    },

    stats: () => ({
      sessions: sessions.size,
      connected: sessions.size - detached.size,
      detached: detached.size,
      ...counters,
    }),

    inspect(sessionId) {
      const session = sessions.get(sessionId)
      if (session === undefined) return undefined
      return {
        html: renderPage(session.root),
        isDirty: session.root.isDirty,
        isWorking: session.lanes?.isWorking === true,
      }
    },

    disconnect(isMeant) {
      for (const session of sessions.values()) {
        if (!isMeant(session.env)) continue
        session.socket?.close(CLOSE_UNAUTHORIZED, 'logged out')
        end(session)
      }
    },

    watchErrors(listener) {
      errorListeners.add(listener)
      return () => void errorListeners.delete(listener)
    },

    async close() {
      clearInterval(timer)
      timer = undefined
      if (keepsEvents) await drain()
      for (const connection of connections) connection.close(CLOSE_GOING_AWAY, 'going away')
      for (const session of sessions.values()) end(session)
      checkpoints.stop()
      await store.close()
    },
  }
}

/** 128 random bits: an id that nobody guesses. */
function randomId(): string {
  return randomBytes(16).toString('base64url')
}
