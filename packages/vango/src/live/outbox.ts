/**
 * The outbox: messages sent but not yet acknowledged, in the order of their sequence numbers, kept to
 * be sent again after a reconnect. Bounded: what does not fit is forgotten, oldest first.
 */
import type { LiveLimits } from './limits.ts'
import { MESSAGE_HEADROOM } from './transport.ts'

const nothing: readonly Uint8Array[] = []

export class Outbox {
  /** Sequence number of the newest message; the first is 1. */
  lastSeq = 0
  /** Messages `lastSeq - messages.length + 1` to `lastSeq`. */
  private messages: readonly Uint8Array[] = nothing
  private bytes = 0

  /** Takes the number of the next message. */
  nextSeq(): number {
    return this.lastSeq + 1
  }

  /** Keeps the message that has `nextSeq()`, headroom included. */
  push(message: Uint8Array, limits: LiveLimits): void {
    this.lastSeq++
    this.bytes += message.length
    // An idle session shares one empty array; only a session with messages under way owns one.
    if (this.messages.length === 0) this.messages = [message]
    else (this.messages as Uint8Array[]).push(message)

    let excess = 0
    while (
      this.messages.length - excess > limits.outboxMessages ||
      (this.bytes > limits.outboxBytes && excess < this.messages.length)
    ) {
      this.bytes -= this.messages[excess++]!.length
    }
    if (excess > 0) this.drop(excess)
  }

  /** The browser has applied all messages up to `seq`. Numbers out of range are ignored. */
  acknowledge(seq: number): void {
    const first = this.lastSeq - this.messages.length + 1
    const count = Math.min(seq, this.lastSeq) - first + 1
    if (count <= 0) return
    for (let i = 0; i < count; i++) this.bytes -= this.messages[i]!.length
    this.drop(count)
  }

  /** The messages after `seq`, or `undefined` if some of them are forgotten or never were. */
  after(seq: number): readonly Uint8Array[] | undefined {
    const count = this.lastSeq - seq
    if (count < 0 || count > this.messages.length) return undefined
    return this.messages.slice(this.messages.length - count)
  }

  get size(): number {
    return this.messages.length
  }

  /** Payload bytes kept. */
  get keptBytes(): number {
    return this.bytes - this.messages.length * MESSAGE_HEADROOM
  }

  private drop(count: number): void {
    if (count === this.messages.length) this.messages = nothing
    else (this.messages as Uint8Array[]).splice(0, count)
  }
}
