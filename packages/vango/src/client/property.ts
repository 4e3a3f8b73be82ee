/** Attributes and live properties, and the promise that what the user types is never overwritten. */
import type { LiveElement } from './registry.ts'
import { handledEvent } from './connection.ts'
import { composing, typing, watch } from './events.ts'
import { call, forget, SENT, walkChildren } from './registry.ts'
import { policy } from './template.ts'

/** Sets an attribute; `data-on` also starts to be listened to. */
export function setAttribute(element: LiveElement, name: string, value: string | boolean): void {
  // `true` is a bare attribute.
  call(element, 'setAttribute', name, value === true ? '' : (value as string))
  if (name === 'data-on') watch(element)
  // An element that came later than the page brings the script that makes it work.
  if (name === 'data-script') void import(/* @vite-ignore */ value as string)
}

/** Whether the server does not know yet what the user has done to a field or an editable element. */
export function isBusy(field: LiveElement, typedInto: unknown): boolean {
  // No number is greater than `undefined`.
  return field[SENT]! > handledEvent || field === composing || field === typedInto
}

/**
 * Sets a property. `value` and `checked` are left alone while the server does not know what the user
 * did last: it compares again when it does, so nothing is lost by skipping.
 */
export function setProperty(element: LiveElement, name: string, value: string | boolean): void {
  // The cast is for all properties there are.
  const field = element as HTMLInputElement & LiveElement & Record<string, unknown>
  if (name === 'innerHTML') {
    walkChildren(element, forget)
    value = policy.createHTML(value as string)
  }
  const isValue = name === 'value'
  if ((isValue || name === 'checked') && isBusy(field, isValue && typing)) return

  const start = isValue && field === document.activeElement ? field.selectionStart : null
  const { selectionEnd, selectionDirection } = field
  ;(field as Record<string, unknown>)[name] = value
  // Where the caret is, it stays. Selects have no selection, numbers and dates do not tell it.
  if (start != null) field.setSelectionRange(start, selectionEnd, selectionDirection!)
}
