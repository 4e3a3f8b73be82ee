/**
 * `resource`: asynchronous work in, a value to read out. It belongs to the component, or the store,
 * that made it: kept over its renders, aborted when it goes away.
 *
 * Who reads a value that is not there yet is parked (`component/park.ts`), so that everything below
 * this file stays synchronous. Read `component/suspense.ts` next.
 */
import { errorMessage, TimeoutError, vangoError } from '../base/errors.ts'
import {
  currentPhase,
  isInSession,
  renderingFiber,
  runAs,
  setUnguarded,
} from '../component/current.ts'
import { fiberName } from '../component/fiber.ts'
import type { Fiber } from '../component/fiber.ts'
import { nextHook } from '../component/hooks.ts'
import { SuspensePromise } from '../component/park.ts'
import { findErrorSlot } from '../component/suspense.ts'
import { untrack } from '../reactive/core.ts'
import { nameOf } from '../reactive/options.ts'
import { createSignal, markDerived } from '../reactive/signal.ts'
import type { Signal } from '../reactive/signal.ts'
import type {
  Fetcher,
  Resource,
  ResourceOptions,
  ResourceStatus,
  ResourceValue,
} from './fetcher.ts'

interface Snapshot<T> {
  readonly status: ResourceStatus
  /** `undefined` while there is nothing to show. */
  readonly value: ResourceValue<T> | undefined
  readonly latest: T | undefined
}

/** One call of the fetcher. Results of any but the newest are nobody's. */
interface Fetch {
  readonly controller: AbortController
  timer: ReturnType<typeof setTimeout> | undefined
}

const defaultTimeoutMs = 30_000
/** The longest delay that timers know. */
const maxTimerMs = 2 ** 31 - 1

/**
 * Loads something: the fetch starts at once, and what is read later by `value()` is the same for the
 * whole life of the component, however often it renders.
 *
 *     const user = resource(({ key, signal }) => loadUser(key, signal), { key: () => id.get() })
 *     const [data, error] = user.value()
 *
 * Throws `component/hook-outside-render` in a handler or an effect, and `state/resource-outside-session`
 * outside of any component; `state/bad-timeout`.
 */
export function resource<T, K = undefined>(
  fetcher: Fetcher<T, K>,
  options: ResourceOptions<K> = {},
): Resource<T> {
  const fiber = renderingFiber()
  if (fiber === undefined) {
    if (!isInSession()) throw vangoError('state/resource-outside-session', {})
    throw vangoError('component/hook-outside-render', { hook: 'resource()' })
  }

  const { timeoutMs = defaultTimeoutMs } = options
  if (!(timeoutMs > 0)) throw vangoError('state/bad-timeout', { got: String(timeoutMs) })
  const hook = nextHook(fiber, ResourceHook<T, K>, () => new ResourceHook<T, K>(fiber))
  hook.renew(fetcher, options)
  return hook
}

class ResourceHook<T, K> implements Resource<T> {
  private readonly fiber: Fiber
  private readonly state: Signal<Snapshot<T>>
  private fetcher!: Fetcher<T, K>
  private options!: ResourceOptions<K>
  private key: K | undefined = undefined
  private hasStarted = false
  private isEnded = false
  private fetch: Fetch | undefined = undefined
  /** What those who read a pending value wait for. */
  private settled: { promise: Promise<void>; resolve: () => void } | undefined = undefined

  constructor(fiber: Fiber) {
    this.fiber = fiber
    this.state = createSignal<Snapshot<T>>({
      status: 'pending',
      value: undefined,
      latest: undefined,
    })
    markDerived(this.state as Signal<unknown>)
  }

  /** Each render brings new closures, which may see other props. */
  renew(fetcher: Fetcher<T, K>, options: ResourceOptions<K>): void {
    this.fetcher = fetcher
    this.options = options
    if (this.hasStarted) return this.followKey()

    // The key first: one that waits for another resource throws, and is asked for again.
    this.key = options.key?.()
    this.hasStarted = true
    this.start()
  }

  value(): ResourceValue<T> {
    this.followKey()
    const { value } = this.state.get()
    if (value === undefined) throw new SuspensePromise(this.whenSettled())

    const slot = value[1] === undefined ? undefined : findErrorSlot()
    if (slot === undefined) return value
    slot.failed.add(this.refetch)
    throw value[1]
  }

  get status(): ResourceStatus {
    this.followKey()
    return this.state.get().status
  }

  get latest(): T | undefined {
    this.followKey()
    return this.state.get().latest
  }

  /** A field, so that it can be given away: `onClick={user.refetch}`. */
  readonly refetch = (): void => {
    // It would render for ever: fetch, render, fetch.
    if (currentPhase() === 'render') {
      throw vangoError('component/write-in-render', { component: fiberName(renderingFiber()) })
    }
    if (this.isEnded) return
    const { value, latest } = this.state.peek()
    this.setState(value?.[1] === undefined ? value : undefined, latest)
    this.start()
  }

  end(): void {
    this.isEnded = true
    this.abort()
    this.settled?.resolve()
  }

  // --- fetches ---

  /** Reads the key, so that who asks is asked again when it changes, and fetches if it has. */
  private followKey(): void {
    const { key, keepPrevious } = this.options
    if (key === undefined || this.isEnded) return
    const next = key()
    if (isSameKey(this.key, next)) return

    this.key = next
    const { value, latest } = this.state.peek()
    this.setState(keepPrevious && value?.[1] === undefined ? value : undefined, latest)
    this.start()
  }

  private start(): void {
    this.abort()
    const fetch: Fetch = { controller: new AbortController(), timer: undefined }
    this.fetch = fetch
    this.limit(fetch)
    this.call(fetch.controller.signal).then(
      (data) => this.settle(fetch, 'ready', [data, undefined]),
      (reason: unknown) => this.settle(fetch, 'failed', [undefined, this.toError(reason)]),
    )
  }

  /** The work of the page, and of no component: what it reads and makes is not the reader's. */
  private async call(signal: AbortSignal): Promise<T> {
    const owner = { phase: 'render', root: this.fiber.root, fiber: undefined } as const
    const ctx = { signal, key: this.key as K }
    return runAs(owner, () => untrack(() => this.fetcher(ctx)), undefined)
  }

  private limit(fetch: Fetch): void {
    const { timeoutMs = defaultTimeoutMs } = this.options
    if (timeoutMs > maxTimerMs) return
    fetch.timer = setTimeout(() => {
      const params = { name: this.name, ms: timeoutMs }
      const error = new TimeoutError(
        'state/resource-timeout',
        errorMessage('state/resource-timeout', params),
      )
      this.settle(fetch, 'failed', [undefined, error])
      fetch.controller.abort(error)
    }, timeoutMs)
    // A page that waits keeps no process alive. In a browser a timer is a number.
    ;(fetch.timer as { unref?: () => void }).unref?.()
  }

  private settle(fetch: Fetch, status: 'ready' | 'failed', value: ResourceValue<T>): void {
    if (this.fetch !== fetch) return
    clearTimeout(fetch.timer)
    this.fetch = undefined
    const latest = status === 'ready' ? value[0] : this.state.peek().latest
    setUnguarded(this.state, { status, value, latest })
    this.settled?.resolve()
    this.settled = undefined
  }

  private abort(): void {
    const { fetch } = this
    if (fetch === undefined) return
    this.fetch = undefined
    clearTimeout(fetch.timer)
    fetch.controller.abort()
  }

  // --- state ---

  /** A fetch is about to start; until it settles there is `value` to show, or nothing. */
  private setState(value: ResourceValue<T> | undefined, latest: T | undefined): void {
    const status = value === undefined ? 'pending' : 'refreshing'
    // A computed may be what has asked.
    untrack(() => setUnguarded(this.state, { status, value, latest }))
  }

  private whenSettled(): Promise<void> {
    this.settled ??= withResolver()
    return this.settled.promise
  }

  private get name(): string {
    return nameOf('resource', this.options.name, this.fetcher)
  }

  private toError(reason: unknown): Error {
    if (reason instanceof Error) return reason
    const params = { name: this.name, got: String(reason) }
    return vangoError('state/resource-rejected', params, reason)
  }
}

function isSameKey(old: unknown, next: unknown): boolean {
  if (!Array.isArray(old) || !Array.isArray(next)) return Object.is(old, next)
  return old.length === next.length && old.every((item, i) => Object.is(item, next[i]))
}

function withResolver(): { promise: Promise<void>; resolve: () => void } {
  let resolve!: () => void
  const promise = new Promise<void>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}
