/** What an event says beyond having happened, as bytes: `[kind][fields]`, or nothing. */
import {
  PAYLOAD_CHECKED,
  PAYLOAD_FORM,
  PAYLOAD_KEY,
  PAYLOAD_POINTER,
  PAYLOAD_SCROLL,
  PAYLOAD_VALUE,
  PAYLOAD_VALUES,
} from '../wire/message.ts'
import { maxEventBytes } from './connection.ts'
import { toZigzag, write } from './write.ts'

/** `maxFormFields` of the server. */
const maxListLength = 1_000

// All events with a payload and all their targets in one, as fields are only read where there are any.
type AnyEvent = Omit<KeyboardEvent & PointerEvent & SubmitEvent, 'target'> & { target: AnyField }
type AnyField = HTMLFormElement & Omit<HTMLSelectElement, 'type'> & Omit<HTMLInputElement, 'type'>

export function writePayload(event: Event, sendsPointer: boolean): number[] {
  const {
    type,
    button,
    clientX,
    clientY,
    key,
    submitter,
    target: field,
  } = event as Event & AnyEvent
  // A list item's value is a number, an element of the app's own may have anything.
  const value = `${field.value ?? ''}`

  if (/^(input|change)$/.test(type)) {
    if (/^(checkbox|radio)$/.test(field.type)) return write(PAYLOAD_CHECKED, +field.checked, value)
    if (field.type !== 'select-multiple')
      return write(PAYLOAD_VALUE, field.value === undefined ? field.textContent : value)
    const values = [...field.selectedOptions].map((option) => option.value)
    return writeList(PAYLOAD_VALUES, values)
  }
  // A browser that fills in a form dispatches key events without a key.
  if (/key/.test(type)) return write(PAYLOAD_KEY, toModifiers(event), key ?? '', value)
  if (type === 'submit') {
    // Files are left out.
    const fields = [...new FormData(field, submitter)].filter((pair) => !(pair[1] instanceof File))
    return writeList(PAYLOAD_FORM, fields as [string, string][])
  }
  if (/scroll/.test(type)) {
    const { scrollLeft, scrollTop, clientHeight, scrollHeight } = field
    const position = [toZigzag(scrollLeft), toZigzag(scrollTop)]
    return write(PAYLOAD_SCROLL, ...position, clientHeight, scrollHeight)
  }
  if (!sendsPointer) return []
  // Moves have the button -1, "none changed".
  const point = [button > 0 ? button : 0, toZigzag(clientX), toZigzag(clientY)]
  return write(PAYLOAD_POINTER, toModifiers(event), ...point)
}

/** One that is longer than the server takes becomes too long to be sent. */
function writeList(kind: number, list: readonly (string | string[])[]): number[] {
  return list.length > maxListLength
    ? Array(maxEventBytes)
    : write(kind, list.length, ...list.flat())
}

/** The `MODIFIER_*` bits. `|` takes what some events do not have as 0. */
function toModifiers(event: Event): number {
  const { altKey, ctrlKey, metaKey, shiftKey, repeat } = event as unknown as Record<string, number>
  return altKey! | (ctrlKey! << 1) | (metaKey! << 2) | (shiftKey! << 3) | (repeat! << 4)
}
