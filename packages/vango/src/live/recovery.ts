/**
 * Recovery: a socket asks for a session that this process does not have, or has only an old copy of. The
 * record is loaded, the page rendered again through the app's own middleware, and its state put back.
 */
import type { ComponentNode } from '../vdom/vnode.ts'
import { CLOSE_NO_SESSION, CLOSE_UNAUTHORIZED } from '../wire/close.ts'
import { decodeRecord } from './record.ts'
import type { SessionRecord } from './record.ts'
import type { Session } from './session.ts'
import type { SessionStore, StoredSession } from './session-store.ts'
import type { SocketRequest } from './transport.ts'

/** What of a HELLO decides about a recovery. */
export interface Claim {
  readonly request: SocketRequest
  readonly token: string
  readonly lastSeq: number
}

/** Makes pages again; the server room's part. */
export interface Pages {
  /** What the page can be made from again; `env` is what it was opened with. */
  addressOf(env: unknown): string
  /**
   * Calls `open` with the page at `address`, as if it had been requested with the headers of the
   * socket's request. Does not call it if the app answers anything else: a redirect, an error.
   */
  reopen(
    address: string,
    headers: SocketRequest['headers'],
    open: (node: ComponentNode, env: unknown) => Promise<void>,
  ): Promise<void>
}

export interface RecoveryHost {
  readonly store: SessionStore
  readonly pages: Pages
  readonly savedMs: number
  /** Whether the token is right for a session with this record. */
  admits(claim: Claim, tokenHash: string): boolean
  find(sessionId: string): Session | undefined
  create(id: string, node: ComponentNode, env: unknown): Session
  /** Ends a session that is not the latest any more. */
  end(session: Session): void
  /** From now on it is here. */
  add(session: Session): void
}

export interface Refusal {
  readonly code: number
  readonly reason: string
}

/** How often another process may get ahead before the browser has to ask again. */
const maxAttempts = 3
const noSession: Refusal = { code: CLOSE_NO_SESSION, reason: 'no such session' }

/** The session that is asked for, as the last process that had it has left it. */
export async function recover(host: RecoveryHost, claim: Claim): Promise<Session | Refusal> {
  const { sessionId } = claim.request
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    // oxlint-disable-next-line no-await-in-loop -- each try follows the one before
    const stored = await host.store.load(sessionId)
    const local = host.find(sessionId)
    // A store that has lost its data knows nothing newer.
    if (local !== undefined && local.revision === (stored?.revision ?? local.revision)) return local
    if (stored === undefined) return noSession

    const record = decodeRecord(stored.bytes)
    if (!host.admits(claim, record.tokenHash)) {
      return { code: CLOSE_UNAUTHORIZED, reason: 'wrong token' }
    }
    if (local !== undefined) host.end(local)
    // oxlint-disable-next-line no-await-in-loop
    const session = await rebuild(host, claim, record)
    if (session === undefined) return noSession
    // oxlint-disable-next-line no-await-in-loop
    if (await take(host, session, stored)) return session
    session.dispose()
  }
  return noSession
}

async function rebuild(
  host: RecoveryHost,
  { request, lastSeq }: Claim,
  record: SessionRecord,
): Promise<Session | undefined> {
  let session: Session | undefined
  await host.pages.reopen(record.address, request.headers, async (node, env) => {
    // A page may be rendered several times before it is ready.
    session?.dispose()
    session = host.create(request.sessionId, node, env)
    session.root.mount()
    await session.root.load()
    session.continue(record, lastSeq)
  })
  return session
}

/** Makes the session ours: whoever had it before finds a newer revision than its own. */
async function take(
  { store, savedMs, add }: RecoveryHost,
  session: Session,
  { bytes, revision }: StoredSession,
): Promise<boolean> {
  const taken = await store.save(session.id, bytes, revision, savedMs)
  if (taken === undefined) return false
  session.revision = taken
  add(session)
  return true
}
