/**
 * Every error Vango throws: a code, and a message that says what happened, what was expected, and
 * how to fix it. The texts live in `messages/`, one file a room; this file only gives them a class.
 *
 * It must never know anything above it.
 */
import { messages } from './messages/index.ts'

export type Messages = typeof messages
/** `room/what-happened`. */
export type ErrorCode = keyof Messages
export type ErrorParams<C extends ErrorCode> = Parameters<Messages[C]>[0]

/** An error with a stable `code`; its message names the cause and the fix. */
export class VangoError extends Error {
  override name = 'VangoError'
  readonly code: ErrorCode

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(`[${code}] ${message}`, options)
    this.code = code
  }
}

/** Bytes that do not follow `docs/protocol.md`. The connection that sent them is closed. */
export class ProtocolError extends VangoError {
  override name = 'ProtocolError'
}

/** A computed that depends on itself; the message has the chain of names (`a → b → a`). */
export class CycleError extends VangoError {
  override name = 'CycleError'
}

/** What was waited for did not come in the time it was given. */
export class TimeoutError extends VangoError {
  override name = 'TimeoutError'
}

/** The text of an error, for callers that choose the class themselves. */
export function errorMessage<C extends ErrorCode>(code: C, params: ErrorParams<C>): string {
  return (messages[code] as (params: ErrorParams<C>) => string)(params)
}

/** Makes the `VangoError` of `code`; `cause` is kept for logs. */
export function vangoError<C extends ErrorCode>(
  code: C,
  params: ErrorParams<C>,
  cause?: unknown,
): VangoError {
  return new VangoError(code, errorMessage(code, params), cause === undefined ? {} : { cause })
}

/** Makes the `ProtocolError` of `code`. */
export function protocolError<C extends ErrorCode>(code: C, params: ErrorParams<C>): ProtocolError {
  return new ProtocolError(code, errorMessage(code, params))
}
