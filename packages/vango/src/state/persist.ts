/**
 * `persist`: a signal that is loaded from a storage, and saved to it when it changes.
 *
 * Where the storage is decides the way: what is at hand is used directly, what is in the browser of a
 * session is reached through an element of the page. Read `saved-value.ts` next.
 */
import { vangoError } from '../base/errors.ts'
import { currentRoot, renderingFiber } from '../component/current.ts'
import type { Storage } from '../persist/storage.ts'
import { createEffect } from '../reactive/effect.ts'
import { createSignal } from '../reactive/signal.ts'
import type { Signal } from '../reactive/signal.ts'
import { DirectKeeper } from './direct-keeper.ts'
import { persistInComponent } from './saved-hook.ts'
import { unloaded } from './saved-value.ts'
import { createValue, defaultDebounceMs, isInBrowser, nameOf, toSaved } from './saved.ts'
import type { PersistOptions, Saved } from './saved.ts'

/** The longest delay that timers know. */
const maxDelayMs = 2 ** 31 - 1

/**
 * Keeps `signal` in `storage`: loads what is there, then saves each change.
 *
 *     const todos = state<readonly Todo[]>([])
 *     const saved = persist(todos, localStorage('todos'), { schema: todosSchema })
 *
 * Call it at the top of a component, or in the function given to `store`. What is stored may be old or
 * broken: then the signal keeps its value, an error is logged, and `problem` tells the page. A value
 * that somebody else changes, in another tab for instance, comes by itself; the last change counts.
 *
 * Throws `persist/outside-session`, `persist/shared-signal`, `persist/bad-option`,
 * `component/hook-outside-render` in a handler or effect, and `persist/changed` if a later rendering
 * names another signal or storage.
 */
export function persist<T>(
  signal: Signal<T>,
  storage: Storage,
  // The signal says what the value is, and the schema has to agree.
  options: PersistOptions<NoInfer<T>> = {},
): Saved {
  checkOptions(options)
  const fiber = renderingFiber()
  if (fiber !== undefined) return persistInComponent(fiber, signal, storage, options)
  if (currentRoot() !== undefined) {
    throw vangoError('component/hook-outside-render', { hook: 'persist()' })
  }
  return persistDirectly(signal, storage, options)
}

/** In a browser, or on a server with a storage of its own: for what all users share. */
function persistDirectly<T>(
  signal: Signal<T>,
  storage: Storage,
  options: PersistOptions<T>,
): Saved {
  if ((storage.place !== undefined || storage.memoryKey !== undefined) && !isInBrowser()) {
    throw vangoError('persist/outside-session', { source: nameOf(storage) })
  }

  const value = createValue(signal, storage, options, {
    status: createSignal(unloaded),
    report: logError,
  })
  new DirectKeeper(value, storage, options.debounceMs ?? defaultDebounceMs)
  const endEffect = createEffect(() => {
    signal.get()
    value.save()
  })
  return toSaved(value, () => {
    endEffect()
    value.end()
  })
}

/** To the console, by the way that each platform has for errors that nobody waits for. */
function logError(error: Error): void {
  if (isInBrowser()) reportError(error)
  else process.emitWarning(error)
}

function checkOptions<T>({ debounceMs, maxLength }: PersistOptions<T>): void {
  checkNumber('debounceMs', debounceMs, maxDelayMs)
  checkNumber('maxLength', maxLength, Number.MAX_SAFE_INTEGER)
}

function checkNumber(option: string, value: number | undefined, max: number): void {
  if (value === undefined || (Number.isInteger(value) && value >= 0 && value <= max)) return
  const expected = `a whole number from 0 to ${max}`
  throw vangoError('persist/bad-option', { option, expected, got: String(value) })
}
