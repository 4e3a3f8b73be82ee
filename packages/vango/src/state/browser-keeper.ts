/**
 * The keeper of a storage that is in the browser of a session: it orders by an attribute of a
 * `<vango-storage>` and is told by its events. What comes is a browser's word, and is checked.
 */
import { vangoError } from '../base/errors.ts'
import { readOrder, readReport, writeOrder } from '../persist/report.ts'
import type { Report } from '../persist/report.ts'
import type { Keeper, SavedValue } from './saved-value.ts'
import { toNotLoaded, toNotSaved } from './saved-value.ts'

export class BrowserKeeper<T> implements Keeper {
  private readonly value: SavedValue<T>
  /** To remove the text instead of keeping the initial one. */
  private readonly omitsInitial: boolean
  /** The text whose parts are coming. */
  private collected = ''
  private readonly hide: () => void

  constructor(
    value: SavedValue<T>,
    options: { readonly omitsInitial: boolean; readonly show: (keeper: Listening) => () => void },
  ) {
    this.value = value
    this.omitsInitial = options.omitsInitial
    value.start(this)
    this.hide = options.show(this)
  }

  keep(text: string | undefined): void {
    const { value } = this
    const saves = value.status.peek().saves + 1
    const isOmitted = text === undefined || (this.omitsInitial && text === value.initialText)
    const order = isOmitted
      ? ({ kind: 'remove', saves } as const)
      : ({ kind: 'keep', saves, text } as const)
    value.change({ saves, order: writeOrder(order) })
  }

  resume(): { readonly text: string | undefined } | undefined {
    const last = readOrder(this.value.status.peek().order ?? '')
    if (last?.kind === 'keep') return { text: last.text }
    return last?.kind === 'remove' ? { text: this.value.initialText } : undefined
  }

  end(): void {
    this.hide()
  }

  /** Takes the value of a `change` event. */
  hear(text: string): void {
    const report = readReport(text)
    if (report === undefined) return
    if (report.kind === 'problem') return this.hearProblem(report.name)
    // Sent before the last order has arrived, which replaces what this tells.
    if (report.saves < this.value.status.peek().saves) return

    if (report.kind === 'nothing') this.take(undefined)
    else this.collect(report)
  }

  private collect(report: Extract<Report, { kind: 'part' }>): void {
    const { offset, length, part } = report
    const { source, maxLength } = this.value
    if (length > maxLength) {
      this.collected = ''
      return this.value.giveUp(vangoError('persist/too-long', { source, maxLength, got: length }))
    }
    if (offset === 0) this.collected = ''
    // Of a text whose beginning another process has heard.
    if (offset !== this.collected.length || offset + part.length > length) return this.ask()

    this.collected += part
    if (this.collected.length < length) return
    const text = this.collected
    this.collected = ''
    this.take(text)
  }

  private take(text: string | undefined): void {
    this.value.load(text)
    // What was changed before the browser has answered.
    this.value.save()
  }

  private ask(): void {
    this.collected = ''
    const saves = this.value.status.peek().saves + 1
    this.value.change({ saves, order: writeOrder({ kind: 'ask', saves }) })
  }

  private hearProblem(name: string): void {
    const { value } = this
    if (name === '') return value.clear()
    const { source, status } = value
    if (status.peek().isLoaded) value.fail('not-saved', toNotSaved(source, name))
    else value.giveUp(toNotLoaded(source, name))
  }
}

/** What the element of a keeper is given. */
export interface Listening {
  hear(text: string): void
}
