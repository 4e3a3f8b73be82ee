/** What authors of resources write and read. Read `resource.ts` for what is behind it. */

export interface FetchContext<K = undefined> {
  /** Aborts when a newer fetch starts, when the component goes away, and when time is up. */
  readonly signal: AbortSignal
  /** What `options.key` said. */
  readonly key: K
}

/** Called in the session's name: until its first `await`, `useCtx()` works and writing does not. */
export type Fetcher<T, K = undefined> = (ctx: FetchContext<K>) => PromiseLike<T> | T

export interface ResourceOptions<K = undefined> {
  /**
   * What the data are of. Whenever the signals it reads give it another result, the resource is fetched
   * anew. Results are compared by `Object.is`, arrays item by item.
   */
  readonly key?: () => K
  /** While the data of a new key load, `value()` gives those of the old one. Default `false`. */
  readonly keepPrevious?: boolean
  /** After so many milliseconds a fetch fails with a `TimeoutError`. Default 30,000. */
  readonly timeoutMs?: number
  /** For error messages. */
  readonly name?: string
}

/**
 * `pending`: there is nothing to show yet · `ready` · `refreshing`: there are data, and newer ones are
 * being fetched · `failed`: the last fetch was.
 */
export type ResourceStatus = 'pending' | 'ready' | 'refreshing' | 'failed'

/** The data, or why there are none. */
export type ResourceValue<T> = readonly [T, undefined] | readonly [undefined, Error]

export interface Resource<T> {
  /**
   * What the last fetch came to. While it is pending, the component that asks waits and the nearest
   * `<Suspense>` shows its fallback. If that one has an `error` slot, a failure is shown there.
   */
  value(): ResourceValue<T>
  /** Never waits. */
  readonly status: ResourceStatus
  /** The last data that were fetched, of whatever key. Never waits. */
  readonly latest: T | undefined
  /** Fetches again; `value()` stays what it is until then. A fetch that is under way is aborted. */
  readonly refetch: () => void
}
