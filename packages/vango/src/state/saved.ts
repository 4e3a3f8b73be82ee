/** What `persist` is told, what it gives back, and what all its ways have in common. */
import type { VangoError } from '../base/errors.ts'
import type { PlaceKind, Storage } from '../persist/storage.ts'
import { createComputed } from '../reactive/computed.ts'
import type { Computed } from '../reactive/computed.ts'
import type { Signal } from '../reactive/signal.ts'
import { SavedValue } from './saved-value.ts'
import type { SavedProblem, SavedStatus } from './saved-value.ts'
import { createTextFormat, jsonCodec, plainCodec } from './text-format.ts'
import type { FormatOptions } from './text-format.ts'

export interface PersistOptions<T> extends FormatOptions<T> {
  /** How long changes are collected before they are written, in milliseconds. Default 250. */
  readonly debounceMs?: number
  /** The longest text that is loaded or saved, in UTF-16 units. Default 1,048,576. */
  readonly maxLength?: number
  /** Told of what cannot be loaded or saved. Default: the `onError` of the app, or the console. */
  readonly onError?: (error: VangoError) => void
}

/** How a saved signal is doing. */
export interface Saved {
  /** Whether the storage has been heard of. With cookies and URL parameters it has from the start. */
  readonly isLoaded: Computed<boolean>
  /** What is wrong, if anything. The error itself is logged. */
  readonly problem: Computed<SavedProblem | undefined>
  /** Saves what is waiting, then stops. In a component that happens at its end by itself. */
  end(): void
}

export const defaultDebounceMs = 250
const defaultMaxLength = 1_048_576

const placeNames: Readonly<Record<PlaceKind, string>> = {
  local: 'localStorage',
  session: 'sessionStorage',
  cookie: 'the cookie',
  url: 'the URL parameter',
  hash: 'the URL hash',
}

export function createValue<T>(
  signal: Signal<T>,
  storage: Storage,
  options: PersistOptions<T>,
  owner: { readonly status: Signal<SavedStatus>; readonly report: (error: VangoError) => void },
): SavedValue<T> {
  const source = nameOf(storage)
  const { kind } = storage.place ?? {}
  const isRead = kind === 'cookie' || kind === 'url' || kind === 'hash'
  const codec = options.codec ?? (isRead ? plainCodec(signal.peek()) : jsonCodec<T>())

  return new SavedValue({
    status: owner.status,
    report: options.onError ?? owner.report,
    signal,
    source,
    format: createTextFormat(options, codec, source),
    maxLength: options.maxLength ?? defaultMaxLength,
  })
}

export function toSaved<T>({ status }: SavedValue<T>, end: () => void): Saved {
  return {
    isLoaded: createComputed(() => status.get().isLoaded),
    problem: createComputed(() => status.get().problem),
    end,
  }
}

/** How messages call a storage: `localStorage "todos"`. */
export function nameOf({ place, memoryKey }: Storage): string {
  if (memoryKey !== undefined) return `memoryStorage ${JSON.stringify(memoryKey)}`
  if (place === undefined) return 'its storage'
  return `${placeNames[place.kind]} ${JSON.stringify(place.key)}`
}

/** Storages of the browser are at hand. */
export function isInBrowser(): boolean {
  return typeof document !== 'undefined'
}
