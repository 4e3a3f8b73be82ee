/**
 * The keeper of a storage that is at hand: in memory, in a file or a database of the server, and in
 * a browser all there are. It collects changes for a while and saves them one after the other.
 */
import type { Storage } from '../persist/storage.ts'
import type { Keeper, SavedValue } from './saved-value.ts'
import { toNotLoaded, toNotSaved } from './saved-value.ts'

export class DirectKeeper<T> implements Keeper {
  private readonly value: SavedValue<T>
  private readonly storage: Storage
  private readonly debounceMs: number
  private unwatch: (() => void) | undefined = undefined
  private waiting: { readonly text: string | undefined } | undefined = undefined
  private timer: ReturnType<typeof setTimeout> | undefined = undefined
  private isSaving = false
  private isEnded = false
  private hasLoaded = false

  constructor(value: SavedValue<T>, storage: Storage, debounceMs: number) {
    this.value = value
    this.storage = storage
    this.debounceMs = debounceMs
    value.start(this)
    this.unwatch = storage.watch?.(() => this.load())
    if (typeof document !== 'undefined') addEventListener('pagehide', this.flush)
    this.load()
  }

  keep(text: string | undefined): void {
    this.waiting = { text }
    // The first change starts the clock, and no later one puts it off.
    this.timer ??= setTimeout(this.flush, this.debounceMs)
  }

  end(): void {
    this.flush()
    this.isEnded = true
    this.unwatch?.()
    if (typeof document !== 'undefined') removeEventListener('pagehide', this.flush)
  }

  private readonly flush = (): void => {
    clearTimeout(this.timer)
    this.timer = undefined
    const { waiting } = this
    // The save that is under way comes back here.
    if (waiting === undefined || this.isSaving) return

    this.waiting = undefined
    try {
      const saved = this.storage.save(waiting.text)
      if (saved === undefined) this.value.clear()
      else void this.waitFor(saved)
    } catch (error) {
      this.fail(error)
    }
  }

  private async waitFor(saved: Promise<void>): Promise<void> {
    this.isSaving = true
    try {
      await saved
      this.value.clear()
    } catch (error) {
      this.fail(error)
    }
    this.isSaving = false
    if (this.waiting !== undefined && this.timer === undefined) this.flush()
  }

  private load(): void {
    // What is still to be written replaces it anyway.
    if (this.waiting !== undefined || this.isSaving) return
    try {
      const text = this.storage.load()
      if (text === undefined || typeof text === 'string') return this.take(text)
      text.then(
        (later) => this.take(later),
        (error: unknown) => this.failToLoad(error),
      )
    } catch (error) {
      this.failToLoad(error)
    }
  }

  private take(text: string | undefined): void {
    if (this.isEnded) return
    const { value } = this
    // A session that has moved here has brought the newest value.
    if (!this.hasLoaded && value.status.peek().isLoaded) value.note(text)
    else value.load(text)
    this.hasLoaded = true
    // What was changed before the storage has answered.
    value.save()
  }

  private fail(error: unknown): void {
    this.value.fail('not-saved', toNotSaved(this.value.source, error))
  }

  private failToLoad(error: unknown): void {
    if (!this.isEnded) this.value.giveUp(toNotLoaded(this.value.source, error))
  }
}
