/**
 * Which events there are and what their handlers receive. Handlers run on the server, so this is
 * data that came over the wire, never a DOM event; the browser decides by event and element.
 */
import type { Word } from './jsx-types/value.ts'

/** What every handler receives. */
export interface LiveEvent {
  /** As the DOM has it: `click`, `dblclick`. */
  readonly type: string
  /**
   * Aborts when the handler need not go on: a newer event has come to a `latest` one, its time is up,
   * or the session has ended.
   */
  readonly signal: AbortSignal
}

/** An event as the browser tells of it, before a handler runs for it. */
export type EventFacts<E extends LiveEvent = LiveEvent> = Omit<E, 'signal'>

/** `input` and `change` of a text field; of an editable element, its text. */
export interface InputData extends LiveEvent {
  readonly value: string
}

/** The same of an `input` element, which may be a checkbox. */
export interface CheckData extends InputData {
  /** Always `false` unless it is a checkbox or a radio button. */
  readonly checked: boolean
}

/** The same of a `select`: `value` is the first of `values`, or empty. */
export interface SelectData extends InputData {
  readonly values: readonly string[]
}

export interface Modifiers {
  readonly alt: boolean
  readonly ctrl: boolean
  readonly meta: boolean
  readonly shift: boolean
}

export interface KeyData extends LiveEvent, Modifiers {
  /** As `KeyboardEvent.key`: `a`, `Enter`, `ArrowDown`. */
  readonly key: string
  /** The key is held down. */
  readonly repeat: boolean
  /** Of the field it was typed into; empty if it is none. */
  readonly value: string
}

export interface PointerData extends LiveEvent, Modifiers {
  /** CSS pixels from the left and the top of the window. */
  readonly x: number
  readonly y: number
  readonly button: number
}

export interface ScrollData extends LiveEvent {
  readonly left: number
  readonly top: number
  readonly clientHeight: number
  readonly scrollHeight: number
}

export type SubmittedField = readonly [name: string, value: string]

/** The fields of a form, files left out, in order; a name may come twice. */
export interface SubmitData extends LiveEvent {
  readonly fields: readonly SubmittedField[]
  /** The first value of that name. */
  get(name: string): string | undefined
  getAll(name: string): string[]
}

// JSX names without `on`, by what their handlers receive.
export const pointerNames = [
  'Click DblClick AuxClick ContextMenu Wheel',
  'MouseDown MouseUp MouseMove MouseEnter MouseLeave MouseOver MouseOut',
  'PointerDown PointerUp PointerMove PointerEnter PointerLeave PointerOver PointerOut',
  'PointerCancel PointerRawUpdate GotPointerCapture LostPointerCapture',
  'TouchStart TouchMove TouchEnd TouchCancel',
  'Drag DragStart DragEnd DragEnter DragLeave DragOver Drop',
] as const

type PlainNames =
  | 'Focus Blur FocusIn FocusOut'
  | 'BeforeInput Invalid Reset FormData Select SelectStart SelectionChange Cancel Close'
  | 'Copy Cut Paste CompositionStart CompositionUpdate CompositionEnd'
  | 'Toggle BeforeToggle BeforeMatch Command ContentVisibilityAutoStateChange'
  | 'Load Error Abort Resize SlotChange ContextLost ContextRestored SecurityPolicyViolation'
  | 'AnimationStart AnimationEnd AnimationIteration AnimationCancel'
  | 'TransitionRun TransitionStart TransitionEnd TransitionCancel'
  | 'CanPlay CanPlayThrough CueChange DurationChange Emptied Encrypted Ended LoadedData'
  | 'LoadedMetadata LoadStart Pause Play Playing Progress RateChange Seeked Seeking Stalled'
  | 'Suspend TimeUpdate VolumeChange Waiting WaitingForKey'
  | 'EnterPictureInPicture LeavePictureInPicture FullscreenChange FullscreenError'

export const keyNames = 'KeyDown KeyUp KeyPress'
export const scrollNames = 'Scroll ScrollEnd ScrollSnapChange ScrollSnapChanging'

export type PointerEventName = Word<(typeof pointerNames)[number]>
export type PlainEventName = Word<PlainNames>
export type KeyEventName = Word<typeof keyNames>
export type ScrollEventName = Word<typeof scrollNames>
/** Their data depend on the element: see `InputData`, `CheckData`, `SelectData`. */
export type FieldEventName = 'Input' | 'Change'
export type EventName =
  | PointerEventName
  | PlainEventName
  | KeyEventName
  | ScrollEventName
  | FieldEventName
  | 'Submit'

/** Event names as in JSX, without `on`, and what their handlers receive. */
export type EventDataMap = Record<PlainEventName, LiveEvent> &
  Record<PointerEventName, PointerData> &
  Record<KeyEventName, KeyData> &
  Record<ScrollEventName, ScrollData> &
  Record<FieldEventName, InputData> &
  Record<'Submit', SubmitData>

/** The hidden fields that the renderer puts into forms: the CSRF token, … */
export const csrfFieldName = '_csrf'
/** … and the name of the handler. */
export const formFieldName = '_form'

/** The data of a `submit`, without the renderer's own fields. */
export function createSubmitData(
  type: string,
  all: readonly SubmittedField[],
): EventFacts<SubmitData> {
  const fields = all.filter(([name]) => name !== csrfFieldName && name !== formFieldName)
  return {
    type,
    fields,
    get: (name) => fields.find((field) => field[0] === name)?.[1],
    getAll: (name) => fields.filter((field) => field[0] === name).map((field) => field[1]),
  }
}
