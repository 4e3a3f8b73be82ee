/**
 * A saved value: a signal, and the text that a storage has of it. It knows when to take the text and
 * when to give one; how texts come and go is its keeper's matter.
 *
 * Read `direct-keeper.ts` and `browser-keeper.ts` next.
 */
import type { VangoError } from '../base/errors.ts'
import { vangoError } from '../base/errors.ts'
import { setUnguarded } from '../component/current.ts'
import type { Signal } from '../reactive/signal.ts'
import type { TextFormat } from './text-format.ts'

/**
 * `unreadable`: what was stored could not be used. `unavailable`: the storage could not be asked.
 * `not-saved`: the last change could not be stored.
 */
export type SavedProblem = 'unreadable' | 'unavailable' | 'not-saved'

/** Where a saved value stands: plain data, so that it can move with its session. */
export interface SavedStatus {
  readonly isLoaded: boolean
  readonly problem: SavedProblem | undefined
  /** Of a storage in the browser: how many orders it was given, and the last one. */
  readonly saves: number
  readonly order: string | undefined
}

export const unloaded: SavedStatus = {
  isLoaded: false,
  problem: undefined,
  saves: 0,
  order: undefined,
}

export interface SavedValueOptions<T> {
  readonly signal: Signal<T>
  readonly format: TextFormat<T>
  readonly status: Signal<SavedStatus>
  /** Names the storage in messages: `localStorage "todos"`. */
  readonly source: string
  /** In UTF-16 units; longer texts are neither taken nor given. */
  readonly maxLength: number
  readonly report: (error: VangoError) => void
}

/** What brings texts to a storage. */
export interface Keeper {
  keep(text: string | undefined): void
  /** The text that was ordered last, by a process from which the session has moved here. */
  resume?(): { readonly text: string | undefined } | undefined
  /** Brings what is still waiting, then stops. */
  end(): void
}

export class SavedValue<T> {
  readonly source: string
  readonly maxLength: number
  readonly status: Signal<SavedStatus>
  readonly signal: Signal<T>
  readonly initialText: string | undefined
  private readonly format: TextFormat<T>
  private readonly initial: T
  private readonly reportError: (error: VangoError) => void
  /** As long as the signal's text is this one, there is nothing to save. */
  private saved: { readonly text: string | undefined } | undefined
  private keeper: Keeper | undefined = undefined

  constructor(options: SavedValueOptions<T>) {
    this.source = options.source
    this.maxLength = options.maxLength
    this.status = options.status
    this.signal = options.signal
    this.format = options.format
    this.initial = options.signal.peek()
    this.initialText = options.format.write(this.initial)
    this.reportError = options.report
    this.saved = undefined
  }

  /** From now on changes go to `keeper`. */
  start(keeper: Keeper): void {
    this.keeper = keeper
  }

  /** Saves the signal's value, unless the storage has it or was not heard of yet. */
  save(): void {
    if (!this.status.peek().isLoaded) return
    let text: string | undefined
    try {
      text = this.format.write(this.signal.peek())
    } catch (error) {
      return this.fail('not-saved', toNotSaved(this.source, error))
    }
    // Loaded in another process: what is not known to be saved was loaded as it is.
    this.saved ??= this.keeper?.resume?.() ?? { text }
    if (this.saved.text === text) return

    const { source, maxLength } = this
    if (text !== undefined && text.length > maxLength) {
      const error = vangoError('persist/too-long', { source, maxLength, got: text.length })
      return this.fail('not-saved', error)
    }
    this.saved = { text }
    this.clear('unreadable')
    this.keeper?.keep(text)
  }

  /** Takes what the storage has; nothing, if somebody has removed it. */
  load(text: string | undefined): void {
    const { isLoaded } = this.status.peek()
    if (isLoaded && this.saved?.text === text) return
    if (text === undefined) {
      // At first it only means that nothing was ever saved; what happened since then is to be saved.
      if (isLoaded) setUnguarded(this.signal, this.initial)
      this.saved = { text: this.initialText }
    } else this.take(text, isLoaded)
    this.change({ isLoaded: true })
  }

  /** What the storage has, for a session that has moved here with a newer value. */
  note(text: string | undefined): void {
    this.saved = { text }
  }

  /** The storage could not be asked: the page goes on without it. */
  giveUp(error: VangoError): void {
    this.saved ??= { text: this.initialText }
    this.change({ isLoaded: true })
    this.fail('unavailable', error)
  }

  fail(problem: SavedProblem, error: VangoError): void {
    // Told once, not at each keystroke.
    if (this.status.peek().problem === problem) return
    this.change({ problem })
    this.reportError(error)
  }

  /** A problem is over. */
  clear(problem?: SavedProblem): void {
    const { problem: current } = this.status.peek()
    if (current === undefined || (problem !== undefined && current !== problem)) return
    this.change({ problem: undefined })
  }

  change(change: Partial<SavedStatus>): void {
    setUnguarded(this.status, { ...this.status.peek(), ...change })
  }

  end(): void {
    this.keeper?.end()
    this.keeper = undefined
  }

  private take(text: string, isLoaded: boolean): void {
    const result = this.format.read(text)
    if (result.error === undefined) {
      setUnguarded(this.signal, result.value)
      this.saved = this.textNow()
      return this.clear('unreadable')
    }
    // What cannot be read is left where it is until there is something to replace it.
    this.saved = isLoaded ? this.textNow() : { text: this.initialText }
    this.fail('unreadable', result.error)
  }

  private textNow(): { text: string | undefined } | undefined {
    try {
      return { text: this.format.write(this.signal.peek()) }
    } catch {
      return undefined
    }
  }
}

export function toNotSaved(source: string, error: unknown): VangoError {
  return vangoError('persist/not-saved', { source, reason: describe(error) }, error)
}

export function toNotLoaded(source: string, error: unknown): VangoError {
  return vangoError('persist/not-loaded', { source, reason: describe(error) }, error)
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
