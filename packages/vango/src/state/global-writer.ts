/**
 * Atomic writes of one key by one node. Writes wait in a line; all that wait are applied to the newest
 * value one after the other and go to the engine as one compare-and-set. If another node was faster,
 * they are applied again to what that node has written.
 *
 *     update, update, set ──▶ line ──▶ batch ──▶ compareAndSet ──▶ written: all are resolved
 *                                       ▲                    └──▶ stale: apply again
 *                                       └── no answer: the same again ◀──┘
 *
 * Without an answer nobody knows whether a batch was written. Each batch therefore has a number, kept
 * beside the value: when the engine is back, the number tells. So no write is lost and none counts
 * twice.
 *
 * It must never know signals. Read `global-replica.ts` next.
 */
import { VangoError, vangoError } from '../base/errors.ts'
import type { Backplane, Entry, SetResult } from '../backplane/backplane.ts'
import { addWriter, decodeEnvelope, encodeEnvelope } from './global-envelope.ts'
import type { Writer } from './global-envelope.ts'
import { decodeValue, encodeValue } from './global-value.ts'

/** Stands for the value of a key that has none. */
export const ABSENT: unique symbol = Symbol('absent')

/**
 * Returns the next value, or `ABSENT` to delete it. May be called repeatedly. `read` gives the current
 * value, or `ABSENT`, or throws if what is stored cannot be read; who only sets need not call it.
 */
export type Apply = (read: () => unknown) => unknown

/** For writes whose value is of no interest. */
export function toNothing(): void {}

export interface WriterHost {
  readonly key: string
  readonly node: string
  readonly backplane: Backplane
  /** No engine will answer any more. */
  isClosed(): boolean
  /** The newest entry that this node has heard of. */
  current(): Entry
  /** The value of that entry, decoded already. */
  currentValue(): unknown
}

interface Op {
  readonly apply: Apply
  readonly deadline: number
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
  /** What `apply` returned last. */
  value: unknown
  isSettled: boolean
}

interface Batch {
  readonly number: number
  ops: readonly Op[]
}

/** Writes of one key that may wait, for instance while the engine is away. */
const maxWaiting = 100_000
/** Writes that are applied in one go: more would hold up the event loop. */
const maxBatch = 5_000
/** Attempts that follow each other at once; later ones wait a little, so that nodes do not collide. */
const hastyAttempts = 3
const maxPauseMs = 500
/** Deadlines that are close together are one: looking costs a walk over all that wait. */
const minExpireMs = 50

export class GlobalWriter {
  private readonly host: WriterHost
  private waiting: Op[] = []
  private batch: Batch | undefined = undefined
  private isDraining = false
  /** After a batch that cannot be written: so many writes go one by one, to find the one to blame. */
  private singles = 0
  private writes = 0
  private timer: NodeJS.Timeout | undefined = undefined

  constructor(host: WriterHost) {
    this.host = host
  }

  /** Whether writes wait for the engine. */
  get isBusy(): boolean {
    return this.isDraining
  }

  /**
   * Resolves with what `apply` has made of the value once the engine has it. Rejects with what `apply`
   * threw, with `state/global-overloaded`, or with `state/global-timeout` after `timeoutMs`.
   */
  write(apply: Apply, timeoutMs: number): Promise<unknown> {
    if (this.waiting.length >= maxWaiting) {
      const params = { key: this.host.key, max: maxWaiting }
      return Promise.reject(vangoError('state/global-overloaded', params))
    }
    return new Promise((resolve, reject) => {
      const deadline = performance.now() + timeoutMs
      this.waiting.push({ apply, deadline, resolve, reject, value: undefined, isSettled: false })
      this.startTimer(timeoutMs)
      if (this.isDraining) return
      this.isDraining = true
      // Not at once: writes of the same turn go together.
      void Promise.resolve().then(() => this.drain())
    })
  }

  private async drain(): Promise<void> {
    while (this.waiting.length > 0) {
      const size = this.singles > 0 ? 1 : maxBatch
      if (this.singles > 0) this.singles--
      this.batch = { number: ++this.writes, ops: this.waiting.splice(0, size) }
      await this.send(this.batch)
    }
    this.batch = undefined
    this.isDraining = false
    clearTimeout(this.timer)
    this.timer = undefined
  }

  private async send(batch: Batch): Promise<void> {
    const { key, backplane } = this.host
    let entry = this.host.current()
    for (let attempt = 0; ; attempt++) {
      batch.ops = batch.ops.filter((op) => !op.isSettled)
      if (batch.ops.length === 0) return

      let result: SetResult
      try {
        const stored = this.apply(batch, entry)
        if (batch.ops.length === 0) return
        result = await backplane.compareAndSet(key, entry.revision, stored)
      } catch (error) {
        if (!isUnavailable(error)) return this.blame(batch, error)
        if (this.host.isClosed()) return this.giveUp(batch.ops)
        await pause(attempt)
        continue
      }

      if (result.isWritten || this.hasWritten(batch, result.entry)) return settleAll(batch)
      entry = result.entry
      if (attempt >= hastyAttempts) await pause(attempt - hastyAttempts)
    }
  }

  /** The text to store; writes that throw are told so and leave the batch. */
  private apply(batch: Batch, entry: Entry): string | undefined {
    const { key, node } = this.host
    let read = (): unknown => this.valueOf(entry)
    for (const op of batch.ops) {
      try {
        const value = op.apply(read)
        op.value = value
        read = () => value
      } catch (error) {
        settle(op, () => op.reject(error))
      }
    }
    batch.ops = batch.ops.filter((op) => !op.isSettled)
    const value = batch.ops.at(-1)?.value
    if (batch.ops.length === 0 || value === ABSENT) return undefined

    const writers = addWriter(this.writersOf(entry), node, batch.number)
    return encodeEnvelope({ writers, text: encodeValue(key, value) })
  }

  private valueOf(entry: Entry): unknown {
    const { key } = this.host
    if (entry === this.host.current()) return this.host.currentValue()
    if (entry.value === undefined) return ABSENT
    return decodeValue(key, decodeEnvelope(key, entry.value).text)
  }

  /** Whether an attempt that seemed to fail is what the key holds, or came before it. */
  private hasWritten(batch: Batch, entry: Entry): boolean {
    const isOwn = ([node, write]: Writer): boolean =>
      node === this.host.node && write === batch.number
    return this.writersOf(entry).some(isOwn)
  }

  /** Of something that cannot be read, none: whoever sets a new value mends it. */
  private writersOf({ value }: Entry): readonly Writer[] {
    if (value === undefined) return []
    try {
      return decodeEnvelope(this.host.key, value).writers
    } catch {
      return []
    }
  }

  /** The batch can never be written: too large, no data. One of its writes is to blame. */
  private blame(batch: Batch, error: unknown): void {
    const [only, ...others] = batch.ops
    if (only === undefined) return
    if (others.length === 0) return settle(only, () => only.reject(error))
    this.waiting.unshift(...batch.ops)
    this.singles += batch.ops.length
  }

  /** One error for all, as it is one failure: it is reported once. */
  private giveUp(ops: readonly Op[]): void {
    if (ops.length === 0) return
    const error = vangoError('state/global-timeout', { key: this.host.key })
    for (const op of ops) settle(op, () => op.reject(error))
  }

  // --- deadlines ---

  private startTimer(ms: number): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined
      this.expire()
    }, ms)
  }

  private expire(): void {
    const now = performance.now()
    const all = [...(this.batch?.ops ?? []), ...this.waiting].filter((op) => !op.isSettled)
    this.giveUp(all.filter((op) => op.deadline <= now))
    this.waiting = this.waiting.filter((op) => !op.isSettled)

    let next = Infinity
    for (const op of all) if (!op.isSettled) next = Math.min(next, op.deadline)
    if (next < Infinity) this.startTimer(Math.max(next - now, minExpireMs))
  }
}

function settleAll(batch: Batch): void {
  for (const op of batch.ops) settle(op, () => op.resolve(op.value))
}

function settle(op: Op, how: () => void): void {
  if (op.isSettled) return
  op.isSettled = true
  how()
}

function isUnavailable(error: unknown): boolean {
  return error instanceof VangoError && error.code === 'backplane/unavailable'
}

/** Longer with each attempt, and by chance, so that nodes get out of each other's way. */
function pause(attempt: number): Promise<void> {
  const ms = Math.random() * Math.min(2 ** attempt, maxPauseMs)
  return new Promise((resolve) => setTimeout(resolve, ms))
}
