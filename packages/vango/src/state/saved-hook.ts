/**
 * `persist` in a component, or in a store: a hook. It starts with the rendering, as cookies and URLs are
 * to be on the first page, saves once the page is open, and ends with its component.
 */
import { vangoError } from '../base/errors.ts'
import type { VangoError } from '../base/errors.ts'
import { showBeside } from '../component/annex.ts'
import { currentEnv } from '../component/current.ts'
import type { PageEnv } from '../component/current.ts'
import { fiberName } from '../component/fiber.ts'
import type { Fiber, Root } from '../component/fiber.ts'
import { nextHook } from '../component/hooks.ts'
import { effect, state } from '../component/state.ts'
import { readCookie } from '../persist/document-cookie.ts'
import { readParam } from '../persist/location-param.ts'
import { createMemory, openMemory } from '../persist/memory.ts'
import type { Memory } from '../persist/memory.ts'
import { writeOrder } from '../persist/report.ts'
import type { Place, Storage } from '../persist/storage.ts'
import { createComputed } from '../reactive/computed.ts'
import { isShared } from '../reactive/signal.ts'
import type { Signal } from '../reactive/signal.ts'
import { BrowserKeeper } from './browser-keeper.ts'
import { DirectKeeper } from './direct-keeper.ts'
import { unloaded } from './saved-value.ts'
import type { SavedStatus, SavedValue } from './saved-value.ts'
import { createValue, defaultDebounceMs, isInBrowser, nameOf, toSaved } from './saved.ts'
import type { PersistOptions, Saved } from './saved.ts'

/** What the `memoryStorage`s of a session share. */
const memories = new WeakMap<Root, Memory>()

/** The hook of one `persist()`. */
class SavedHook<T> {
  readonly value: SavedValue<T>
  readonly saved: Saved
  /** What the first rendering named. */
  readonly signal: Signal<T>
  readonly source: string
  /** The effect that saves: changes before the page is open are none. */
  readonly follow: () => void

  constructor(value: SavedValue<T>) {
    this.value = value
    this.signal = value.signal
    this.source = value.source
    this.saved = toSaved(value, () => value.end())
    this.follow = () => {
      value.signal.get()
      value.save()
    }
  }

  /** With its component. */
  end(): void {
    this.value.end()
  }
}

export function persistInComponent<T>(
  fiber: Fiber,
  signal: Signal<T>,
  storage: Storage,
  options: PersistOptions<T>,
): Saved {
  const source = nameOf(storage)
  // A state like the author's own, so that it moves to another process with them.
  const status = state(unloaded)
  const hook = nextHook(fiber, SavedHook<T>, () => {
    if (isShared(signal as unknown as Signal<never>)) {
      throw vangoError('persist/shared-signal', { source })
    }
    const report = (error: VangoError): void =>
      fiber.root.report(error, { where: 'storage', component: fiberName(fiber) })
    const value = createValue(signal, storage, options, { status, report })
    connect(fiber, value, storage, options)
    return new SavedHook(value)
  })
  if (hook.signal !== signal || hook.source !== source) {
    throw vangoError('persist/changed', { component: fiberName(fiber), from: hook.source, source })
  }

  effect(hook.follow)
  return hook.saved
}

function connect<T>(
  fiber: Fiber,
  value: SavedValue<T>,
  storage: Storage,
  options: PersistOptions<T>,
): void {
  const { place, memoryKey } = storage
  const { debounceMs = defaultDebounceMs } = options
  if (memoryKey !== undefined) {
    // At hand for the session as well as for a page.
    const memory = openMemory(memoryOf(fiber.root), memoryKey)
    new DirectKeeper(value, memory, debounceMs)
  } else if (place === undefined || isInBrowser()) {
    new DirectKeeper(value, storage, debounceMs)
  } else {
    loadFromRequest(value, place)
    new BrowserKeeper(value, {
      omitsInitial: place.kind === 'url' || place.kind === 'hash',
      show: (keeper) =>
        showElement(fiber.root, value.status, place, debounceMs, (text) => keeper.hear(text)),
    })
  }
}

/** Cookies and the URL have come with the request: no need to wait for the browser. */
function loadFromRequest<T>(value: SavedValue<T>, { kind, key }: Place): void {
  const { request } = (currentEnv() ?? {}) as PageEnv
  if (request === undefined || value.status.peek().isLoaded) return
  if (kind !== 'cookie' && kind !== 'url') return

  const text =
    kind === 'cookie'
      ? readCookie(request.headers.get('cookie') ?? '', key)
      : readParam(new URL(request.url).search, key)
  const order =
    text === undefined
      ? writeOrder({ kind: 'remove', saves: 0 })
      : writeOrder({ kind: 'keep', saves: 0, text })
  value.load(text)
  // Tells the browser what the page was rendered with.
  value.change({ order })
}

/** The element through which the browser is asked; see `persist/element.ts`. */
function showElement(
  root: Root,
  status: Signal<SavedStatus>,
  place: Place,
  debounceMs: number,
  hear: (text: string) => void,
): () => void {
  const { scriptPath } = (currentEnv() ?? {}) as PageEnv
  const props = {
    hidden: true,
    'data-kind': place.kind,
    'data-key': place.key,
    'data-details': place.details || undefined,
    'data-debounce': debounceMs,
    'data-script': scriptPath?.('storage'),
    'data-order': createComputed(() => status.get().order),
    onChange: (event: { readonly value: string }) => hear(event.value),
  }
  return showBeside(root, `${place.kind} ${place.key}`, {
    tag: 'vango-storage',
    props,
    script: 'storage',
  })
}

function memoryOf(root: Root): Memory {
  let memory = memories.get(root)
  if (memory === undefined) memories.set(root, (memory = createMemory()))
  return memory
}
