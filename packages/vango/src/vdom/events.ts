/**
 * Listeners: what stands behind `onClick` in JSX, and how the browser is told to listen.
 *
 * A listener leaves here as text, one entry of its element's `data-on`, and never as code. What
 * handlers receive stands in `event-data.ts`. This file must never know bytes nor the DOM.
 */
import { vangoError } from '../base/errors.ts'
import { pointerNames } from './event-data.ts'
import type { LiveEvent } from './event-data.ts'

/** What it returns is ignored, except that a promise is awaited and its failure reported. */
export type EventHandler<E extends LiveEvent = LiveEvent> = (event: E) => unknown

/**
 * What happens to an event that comes while an asynchronous handler still works on the one before it,
 * of the same element: `serial`, it waits for its turn · `latest`, the one before is aborted ·
 * `drop`, it is ignored · `parallel`, both run.
 */
export type HandlerPolicy = 'serial' | 'latest' | 'drop' | 'parallel'

/** How the browser listens, and how the handler runs. */
export interface ListenerOptions {
  /** Keep the browser from doing what it does by itself. A `submit` is always prevented. */
  readonly prevent?: boolean
  /** Handlers of the elements around it do not run. */
  readonly stop?: boolean
  readonly once?: boolean
  /** Only if the element itself was meant, not one inside it. */
  readonly self?: boolean
  /** Promises not to prevent, which lets the browser scroll without waiting. */
  readonly passive?: boolean
  /** Wait until this many milliseconds have passed without another event. */
  readonly debounceMs?: number
  /** At most one event in this many milliseconds. */
  readonly throttleMs?: number
  /** Only these keys, named as by `KeyboardEvent.key`. */
  readonly keys?: readonly string[]
  /**
   * For `onSubmit`: the form is posted the plain way, script or not. The handler runs in a request, so
   * that it can set cookies, log in, and redirect.
   */
  readonly post?: boolean
  /** Send where the pointer was. Default: if the handler declares a parameter. */
  readonly pointer?: boolean
  /** Default: `serial`. */
  readonly policy?: HandlerPolicy
}

// Listener.kind: tells a listener from any other object; no JSON can carry its handler.
export const LISTENER = 7

/** A handler with the way the browser listens for it. */
export interface Listener<E extends LiveEvent = LiveEvent> {
  readonly kind: typeof LISTENER
  readonly handler: EventHandler<E>
  readonly options: ListenerOptions
}

const policies: readonly unknown[] = ['serial', 'latest', 'drop', 'parallel', undefined]
/** The longest delay that timers of browsers know. */
const maxDelayMs = 2 ** 31 - 1
/** Bounds what names from spread props can make us remember. */
const maxEventTypes = 256

const pointerTypes: ReadonlySet<string> = new Set(pointerNames.join(' ').toLowerCase().split(' '))
const eventTypes = new Map<string, string>()
const validType = /^[a-z][\w.:-]*$/

/** `onInput={on((event) => search(event.value), { debounceMs: 300 })}` */
export function on<E extends LiveEvent>(
  handler: EventHandler<E>,
  options: ListenerOptions = {},
): Listener<E> {
  if (typeof handler !== 'function') {
    throw vangoError('html/bad-handler', { name: 'on()', got: describe(handler) })
  }
  checkDelay('debounceMs', options.debounceMs)
  checkDelay('throttleMs', options.throttleMs)
  checkKeys(options.keys)
  if (!policies.includes(options.policy)) {
    throw badOption('policy', "'serial', 'latest', 'drop' or 'parallel'", String(options.policy))
  }
  if (options.passive === true && options.prevent === true) {
    throw badOption('passive', 'either passive or prevent', 'both')
  }

  return Object.freeze({ kind: LISTENER, handler, options: Object.freeze({ ...options }) })
}

/** Whether an attribute of this name is an event handler: `onClick`, not `onclick`, not `one`. */
export function isEventName(prop: string): boolean {
  if (prop.charCodeAt(0) !== 111 || prop.charCodeAt(1) !== 110) return false
  const third = prop.charCodeAt(2)
  return third >= 65 && third <= 90
}

/** The DOM's name of the event: `onDblClick` is `dblclick`. */
export function toEventType(prop: string): string {
  return eventTypes.get(prop) ?? learnEventType(prop)
}

/** One entry of `data-on`, for example `input;debounce=300`; `-` if nothing listens. */
export function toListenerSpec(name: string, value: unknown): string {
  if (value === undefined || value === null || value === false) return '-'

  const type = toEventType(name)
  if (typeof value === 'function') {
    return value.length > 0 && pointerTypes.has(type) ? `${type};pointer` : type
  }
  if (isListener(value)) {
    // The browser listens to nothing and does what it does by itself.
    return value.options.post === true ? '-' : type + toModifiers(type, value)
  }
  throw vangoError('html/bad-handler', { name, got: describe(value) })
}

/** Whether `on` made it. JSON has no functions, so spread props of users cannot pretend to be one. */
function isListener(value: unknown): value is Listener<never> {
  if (typeof value !== 'object' || value === null) return false
  const { kind, handler } = value as Listener
  return kind === LISTENER && typeof handler === 'function'
}

function toModifiers(type: string, listener: Listener<never>): string {
  const { options, handler } = listener
  const pointer = options.pointer ?? (handler.length > 0 && pointerTypes.has(type))
  let spec = ''
  if (options.prevent) spec += ';prevent'
  if (options.stop) spec += ';stop'
  if (options.once) spec += ';once'
  if (options.self) spec += ';self'
  if (options.passive) spec += ';passive'
  if (options.debounceMs) spec += `;debounce=${Math.round(options.debounceMs)}`
  if (options.throttleMs) spec += `;throttle=${Math.round(options.throttleMs)}`
  if (options.keys) spec += `;keys=${options.keys.map(encodeKey).join(',')}`
  if (pointer) spec += ';pointer'
  return spec
}

/** Encodes what separates things in `data-on`; the browser does the same and compares. */
function encodeKey(key: string): string {
  return key.replace(/[ ,;]/g, encodeURIComponent)
}

function learnEventType(prop: string): string {
  const type = prop.slice(2).toLowerCase()
  if (!isEventName(prop) || !validType.test(type)) {
    throw vangoError('html/bad-event-name', { name: prop })
  }
  if (eventTypes.size < maxEventTypes) eventTypes.set(prop, type)
  return type
}

function checkDelay(option: string, delay: number | undefined): void {
  if (delay === undefined) return
  if (typeof delay === 'number' && delay >= 0 && delay <= maxDelayMs) return
  throw badOption(option, `milliseconds from 0 to ${maxDelayMs}`, String(delay))
}

function checkKeys(keys: readonly string[] | undefined): void {
  if (keys === undefined) return
  const isNamed = (key: unknown): boolean => typeof key === 'string' && key !== ''
  if (Array.isArray(keys) && keys.length > 0 && keys.every(isNamed)) return
  throw badOption('keys', "at least one name, such as ['Enter']", JSON.stringify(keys))
}

function badOption(option: string, expected: string, got: string): Error {
  return vangoError('html/bad-listener-option', { option, expected, got })
}

function describe(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 40))
  return Array.isArray(value) ? 'array' : typeof value
}
