/**
 * DOM events to client events. One capturing listener on the document for each event type that some
 * `data-on` names walks from the target upwards, so nodes need no listeners of their own.
 *
 * It decides what is sent and when; numbers and sockets are `connection.ts`'s matter.
 */
import type { LiveElement } from './registry.ts'
import { PAYLOAD_POINTER, PAYLOAD_SCROLL, PAYLOAD_VALUES } from '../wire/message.ts'
import { isReceiving, send } from './connection.ts'
import { delay, flush } from './delay.ts'
import { writePayload } from './payload.ts'
import { call, HID, SENT } from './registry.ts'
import { write } from './write.ts'

type Modifiers = Record<string, string | undefined>

/** The field in which an input method composes. */
export let composing: EventTarget | null
/** The field the user has typed into, with nothing sent about it so far. */
export let typing: EventTarget | null

/** Listens to the events that the element's `data-on` names. Returns its `data-hid`. */
export function watch(element: HTMLElement): string | null {
  for (const entry of toEntries(element)) {
    const passive = entry.includes(';passive')
    // The browser drops a listener that is added twice.
    const listener = passive ? onPassive : dispatch
    document.addEventListener(entry.split(';')[0]!, listener, { capture: true, passive })
  }
  return call(element, 'getAttribute', 'data-hid')
}

/** Switches entries off whose bits are not set. What comes anew comes as an attribute. */
export function unlisten(element: HTMLElement, bits: number): void {
  const entries = toEntries(element)
  const listened = entries.map((entry, i) => ((bits >> i) & 1 ? entry : '-'))
  call(element, 'setAttribute', 'data-on', listened.join(' '))
}

export function trackFields(): void {
  for (const type of ['input', 'focusout', 'compositionstart', 'compositionend']) {
    document.addEventListener(type, track, true)
  }
}

function track({ type, target }: Event): void {
  if (type === 'input') typing = target
  else if (type === 'focusout') {
    flush()
    typing = null
  } else composing = type === 'compositionend' ? null : target
}

// Beside `dispatch` itself: each is asked only for its own entries, as only the active one may
// prevent anything.
function onPassive(event: Event): void {
  dispatch(event, true)
}

function dispatch(event: Event, isPassive?: boolean): void {
  // Patches fire events too, `blur` of a removed field for instance, and these are not the user's
  // doing. Keys typed into an input method are its own: its Enter must not submit.
  if (isReceiving || ((event as KeyboardEvent).isComposing && event.type !== 'input')) return

  // Written as the server has written the list. A form being filled in has key events without a key.
  const key = (event as KeyboardEvent).key?.replace(/[ ,;]/g, encodeURIComponent)
  let isStopped = false
  for (const element of event.bubbles ? event.composedPath() : [event.target]) {
    if (isStopped || !(element as LiveElement)[HID]) continue
    toEntries(element as LiveElement).forEach((entry, position) => {
      const [type, ...list] = entry.split(';')
      const modifiers: Modifiers = Object.fromEntries(list.map((item) => item.split(/=(.*)/)))
      if (type !== event.type || 'passive' in modifiers !== !!isPassive) return
      if ('self' in modifiers && event.target !== element) return
      if (modifiers['keys']?.split(',').includes(key!) === false) return

      if ('prevent' in modifiers || type === 'submit') event.preventDefault()
      if ('stop' in modifiers) isStopped = true
      if ('once' in modifiers) unlisten(element as LiveElement, ~(1 << position))
      queue(event, (element as LiveElement)[HID]!, position, modifiers)
    })
  }
}

function queue(event: Event, hid: number, position: number, modifiers: Modifiers): void {
  // Read now: when a delayed event is sent, the field may say something else.
  const payload = writePayload(event, 'pointer' in modifiers)
  const head = write(hid, position)
  delay(modifiers, head.join(), () => {
    const eventNo = send([...head, ...payload])
    const [kind] = payload
    // These tell no value.
    if (!kind || kind === PAYLOAD_POINTER || kind === PAYLOAD_SCROLL) return
    // Another element's event, a script's for instance, says nothing about the field.
    const { target } = event
    if (typing === target || (typing as HTMLInputElement | null)?.form === target) typing = null
    if (kind <= PAYLOAD_VALUES) (target as LiveElement)[SENT] = eventNo
  })
}

function toEntries(element: HTMLElement): string[] {
  return (call(element, 'getAttribute', 'data-on') ?? '').split(' ')
}
