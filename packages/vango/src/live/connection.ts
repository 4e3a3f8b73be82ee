/**
 * A connection: one socket on its way to a session, and then its ears. Everything that comes from a
 * browser passes here first; whatever is wrong with it ends in a close code, never in a throw.
 */
import { ProtocolError } from '../base/errors.ts'
import {
  CLOSE_FRAME_TOO_LARGE,
  CLOSE_GOING_AWAY,
  CLOSE_HELLO_TIMEOUT,
  CLOSE_INTERNAL_ERROR,
  CLOSE_NO_SESSION,
  CLOSE_PROTOCOL_ERROR,
  CLOSE_REPLACED,
  CLOSE_TOO_MANY_EVENTS,
  CLOSE_UNAUTHORIZED,
} from '../wire/close.ts'
import { decodeClientMessages } from '../wire/client-message.ts'
import { PROTOCOL_VERSION } from '../wire/message.ts'
import type { ClientMessage, ServerMessage } from '../wire/message.ts'
import type { Limits } from '../wire/limits.ts'
import type { LiveLimits } from './limits.ts'
import type { Claim, Refusal } from './recovery.ts'
import type { LiveErrorInfo, Session } from './session.ts'
import type { Connection, SocketRequest, Transport } from './transport.ts'

/** What a connection asks of its hub. */
export interface ConnectionHost {
  readonly limits: LiveLimits
  readonly wireLimits: Limits
  readonly counters: { refused: number }
  find(sessionId: string): Session | undefined
  /** Whether there is none, or another process may have written down a newer one. */
  isDoubtful(session: Session | undefined): boolean
  /** `undefined` where pages cannot be made again. */
  readonly recover: ((claim: Claim) => Promise<Session | Refusal>) | undefined
  /** Whether a socket with this token, and these cookies, may have a session with this `tokenHash`. */
  admits(claim: Claim, tokenHash: string): boolean
  /** The session has a socket from now on. */
  adopt(session: Session): void
  /** The session waits for its browser to come back. */
  release(session: Session): void
  end(session: Session): void
  forget(connection: LiveConnection): void
  report(error: unknown, info: LiveErrorInfo): void
}

export class LiveConnection implements Connection {
  private readonly transport: Transport
  private readonly host: ConnectionHost
  private readonly request: SocketRequest
  private session: Session | undefined = undefined
  private isClosed = false
  private isGreeted = false
  /** When the socket opened, then when its last message came. */
  private heardAt: number
  private pingedAt: number
  /** Bytes that waited in the socket at the last look, and when it last took some. */
  private waitingBytes = 0
  private takenAt: number

  constructor(request: SocketRequest, transport: Transport, now: number, host: ConnectionHost) {
    this.request = request
    this.transport = transport
    this.host = host
    this.heardAt = now
    this.pingedAt = now
    this.takenAt = now
  }

  receive(message: Uint8Array): void {
    if (this.isClosed) return
    this.heardAt = performance.now()
    try {
      for (const part of decodeClientMessages(message, this.host.wireLimits)) {
        this.handle(part)
        if (this.isClosed) return
      }
    } catch (error) {
      this.refuse(error)
    }
  }

  drained(): void {
    this.session?.resume()
  }

  closed(): void {
    if (this.isClosed) return
    this.isClosed = true
    this.leave()
  }

  close(code: number, reason: string): void {
    if (this.isClosed) return
    this.isClosed = true
    this.transport.close(code, reason)
    this.leave()
  }

  /** Called about once a second: closes what is silent, asks what is idle for a sign of life. */
  sweep(now: number): void {
    const { helloMs, heartbeatMs } = this.host.limits
    const silentMs = now - this.heardAt
    this.session?.renewToken(now)
    if (this.session === undefined) {
      if (silentMs > helloMs) this.close(CLOSE_HELLO_TIMEOUT, 'no HELLO in time')
      return
    }
    if (this.isStalled(now)) return this.close(CLOSE_GOING_AWAY, 'takes nothing')
    // Also what waits for a client that never says where its replay ends.
    if (silentMs > 2_000) this.session.endReplay()
    this.session.resume()
    if (heartbeatMs === 0) return
    if (silentMs > heartbeatMs * 2) return this.close(CLOSE_GOING_AWAY, 'no sign of life')
    if (now - this.pingedAt < heartbeatMs) return
    this.pingedAt = now
    this.answer({ kind: 'ping', nonce: 0 })
  }

  /** A socket that takes nothing for long is let go of, and with it what waits for it. */
  private isStalled(now: number): boolean {
    const { buffered } = this.transport
    if (buffered === 0 || buffered < this.waitingBytes) this.takenAt = now
    this.waitingBytes = buffered
    return now - this.takenAt > this.host.limits.stalledMs
  }

  /** Not to somebody who asks and does not read: that would fill the memory. */
  private answer(message: ServerMessage): void {
    if (this.transport.buffered > this.host.limits.maxBufferedBytes) return
    this.session?.send(message)
  }

  // --- messages ---

  private handle(message: ClientMessage): void {
    if (message.kind === 'hello') return this.greet(message)
    const { session } = this
    if (session === undefined) return this.deny(CLOSE_PROTOCOL_ERROR, 'HELLO must come first')

    switch (message.kind) {
      case 'event':
        return this.receiveEvent(session, message)
      case 'ack':
        session.endReplay()
        return session.acknowledge(message.ackSeq)
      case 'ping':
        return this.answer({ kind: 'pong', nonce: message.nonce })
      case 'pong':
        return
      case 'refetch':
        return session.refetch(message.hid)
    }
  }

  private greet(hello: Extract<ClientMessage, { kind: 'hello' }>): void {
    if (this.isGreeted) return this.deny(CLOSE_PROTOCOL_ERROR, 'HELLO came twice')
    this.isGreeted = true
    if (hello.version !== PROTOCOL_VERSION) {
      return this.deny(CLOSE_NO_SESSION, `protocol version ${PROTOCOL_VERSION} expected`)
    }
    const { token, lastSeq } = hello
    const claim: Claim = { request: this.request, token, lastSeq }
    const session = this.host.find(this.request.sessionId)
    const { recover } = this.host
    if (recover !== undefined && this.host.isDoubtful(session)) {
      return void this.recover(claim, recover)
    }
    if (session === undefined) return this.close(CLOSE_NO_SESSION, 'no such session')
    if (!this.host.admits(claim, session.tokenHash)) {
      return this.deny(CLOSE_UNAUTHORIZED, 'wrong token')
    }
    this.adopt(session, lastSeq)
  }

  /** Until it is done the browser has nothing to say: whatever comes is refused. */
  private async recover(
    claim: Claim,
    recover: NonNullable<ConnectionHost['recover']>,
  ): Promise<void> {
    let found: Session | Refusal
    try {
      found = await recover(claim)
    } catch (error) {
      // The store is away, or the page fails: the browser tries again later.
      this.host.report(error, { where: 'recovery', session: claim.request.sessionId })
      return this.close(CLOSE_INTERNAL_ERROR, 'the session could not be recovered')
    }
    if (this.isClosed) return
    if ('code' in found) return this.deny(found.code, found.reason)
    if (!this.host.admits(claim, found.tokenHash)) {
      return this.deny(CLOSE_UNAUTHORIZED, 'wrong token')
    }
    this.adopt(found, claim.lastSeq)
  }

  private adopt(session: Session, lastSeq: number): void {
    if (!session.hasSent(lastSeq)) {
      return this.deny(CLOSE_PROTOCOL_ERROR, 'lastSeq was never sent')
    }
    const old = session.socket
    this.session = session
    this.host.adopt(session)
    session.attach(this.transport, lastSeq)
    old?.close(CLOSE_REPLACED, 'replaced by another socket')
  }

  private receiveEvent(session: Session, event: Extract<ClientMessage, { kind: 'event' }>): void {
    const reception = session.receive(event)
    if (reception === 'gap') {
      this.deny(CLOSE_PROTOCOL_ERROR, 'an event number was left out')
    } else if (reception === 'too-many') {
      this.deny(CLOSE_TOO_MANY_EVENTS, 'too many events')
    }
  }

  // --- ends ---

  private refuse(error: unknown): void {
    if (!(error instanceof ProtocolError)) {
      this.host.report(error, { where: 'connection' })
      return this.close(CLOSE_INTERNAL_ERROR, 'internal error')
    }
    const isTooLarge =
      error.code === 'wire/frame-too-large' || error.code === 'wire/message-too-large'
    this.deny(isTooLarge ? CLOSE_FRAME_TOO_LARGE : CLOSE_PROTOCOL_ERROR, error.code)
  }

  private deny(code: number, reason: string): void {
    this.host.counters.refused++
    this.close(code, reason)
  }

  private leave(): void {
    this.host.forget(this)
    const { session } = this
    this.session = undefined
    if (session !== undefined && session.detach(this.transport)) this.host.release(session)
  }
}
