/**
 * A replica: what one node knows of one shared key. All sessions of the node read one signal; entries
 * of the backplane go into it, decoded once.
 *
 * It shows what the engine has accepted and nothing else: a write of this node appears when it has
 * been acknowledged. Read `global-scope.ts` next.
 */
import type { Backplane, Entry } from '../backplane/backplane.ts'
import { setUnguarded } from '../component/current.ts'
import { untrack } from '../reactive/core.ts'
import { createSignal } from '../reactive/signal.ts'
import type { Signal } from '../reactive/signal.ts'
import { decodeEnvelope } from './global-envelope.ts'
import { decodeValue, shareValue } from './global-value.ts'
import { ABSENT, GlobalWriter } from './global-writer.ts'
import type { Apply } from './global-writer.ts'

export interface ReplicaHost {
  readonly node: string
  readonly backplane: Backplane
  isClosed(): boolean
  report(error: unknown, key: string): void
}

const unknownEntry: Entry = { revision: 0, value: undefined }

export class Replica {
  readonly key: string
  /** The value, or `ABSENT`. */
  readonly signal: Signal<unknown>
  /** Resolves with the first entry. */
  readonly ready: Promise<void>
  isReady = false
  private readonly host: ReplicaHost
  private readonly writer: GlobalWriter
  private entry: Entry = unknownEntry
  private text: string | undefined = undefined
  private failure: { readonly error: unknown } | undefined = undefined
  private resolveReady: () => void = () => {}

  constructor(key: string, host: ReplicaHost) {
    this.key = key
    this.host = host
    this.ready = new Promise((resolve) => (this.resolveReady = resolve))
    // The signal holds on to the replica: it is followed for as long as anybody reads it.
    const equals = (old: unknown, next: unknown): boolean => this.isSame(old, next)
    this.signal = createSignal<unknown>(ABSENT, { name: `global ${key}`, equals })
    this.writer = new GlobalWriter({
      key,
      node: host.node,
      backplane: host.backplane,
      isClosed: () => host.isClosed(),
      current: () => this.entry,
      currentValue: () => this.currentValue(),
    })
  }

  write(apply: Apply, timeoutMs: number): Promise<unknown> {
    return this.writer.write(apply, timeoutMs)
  }

  /** The backplane's listener. A value that cannot be read is reported, and the last good one stays. */
  accept(entry: Entry): void {
    this.entry = entry
    this.failure = undefined
    try {
      this.show(entry)
    } catch (error) {
      this.failure = { error }
      this.host.report(error, this.key)
    }
    this.isReady = true
    this.resolveReady()
  }

  private show({ value }: Entry): void {
    const text = value === undefined ? undefined : decodeEnvelope(this.key, value).text
    // Fast path: the same value written again.
    if (text === this.text) return

    const old = this.signal.peek()
    const next =
      text === undefined
        ? ABSENT
        : shareValue(old === ABSENT ? undefined : old, decodeValue(this.key, text))
    this.text = text
    // Whoever is at work: in a single process the first entry comes in the midst of a rendering, or of
    // the computed that is the first to read it.
    untrack(() => setUnguarded(this.signal, next))
  }

  private currentValue(): unknown {
    if (this.failure !== undefined) throw this.failure.error
    return this.signal.peek()
  }

  private isSame(old: unknown, next: unknown): boolean {
    return Object.is(old, next)
  }
}
