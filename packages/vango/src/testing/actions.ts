/**
 * What a user does, by `user-event`: a click moves the pointer and the focus, a key has its default
 * action, a field gets the events that typing makes.
 */
import { userEvent } from '@testing-library/user-event'
import { vangoError } from '../base/errors.ts'
import { describe } from './lint.ts'

export interface Actions {
  /** Clicks an element: pointer, focus, and what a click does by itself (check, submit, follow). */
  click(target: Element): Promise<void>
  doubleClick(target: Element): Promise<void>
  hover(target: Element): Promise<void>
  /** Replaces what a field holds, with one `input` event, as pasting over it does. */
  fill(target: Element, value: string): Promise<void>
  /** Types into a field, key by key, behind what it holds. */
  type(target: Element, text: string): Promise<void>
  /** Presses a key, with its modifiers in front (`'Control+Enter'`), where the focus is or in `target`. */
  press(key: string, target?: Element): Promise<void>
  /** Chooses options of a `<select>` by their values or texts, and no others. */
  select(target: Element, ...options: string[]): Promise<void>
  /** Submits a form, by its button if it has one. */
  submit(form: Element): Promise<void>
}

interface ActionHost {
  /** The open document. */
  readonly document: () => Document
  readonly label: () => string
  /** Called after each action, and awaited. */
  readonly done: () => Promise<void>
}

export function createActions(host: ActionHost): Actions {
  let prepared: { document: Document; user: ReturnType<typeof userEvent.setup> } | undefined

  /** Knows which keys and buttons are down, so there is one a document. */
  function user(): ReturnType<typeof userEvent.setup> {
    const document = host.document()
    if (prepared?.document !== document) {
      // No delays, as no test should wait; no check of `pointer-events`, which asks for all styles.
      const options = { document, delay: null, pointerEventsCheck: 0 }
      prepared = { document, user: userEvent.setup(options) }
    }
    return prepared.user
  }

  async function act(action: (by: ReturnType<typeof userEvent.setup>) => unknown): Promise<void> {
    await action(user())
    await host.done()
  }

  return {
    click: (target) => act((by) => by.click(target)),
    doubleClick: (target) => act((by) => by.dblClick(target)),
    hover: (target) => act((by) => by.hover(target)),
    type: (target, text) => act((by) => by.type(target, text.replace(/[{[]/g, '$&$&'))),
    select: (target, ...options) =>
      act(async (by) => {
        const { multiple } = target as HTMLSelectElement
        if (multiple) await by.deselectOptions(target, selectedOf(target))
        await by.selectOptions(target, options)
      }),
    fill: (target, value) => act((by) => fill(by, target, value, host.label())),
    press: (key, target) =>
      act((by) => {
        if (target !== undefined) (target as HTMLElement).focus()
        return by.keyboard(toKeys(key))
      }),
    submit: (form) =>
      act(() => {
        const button = form.querySelector<HTMLElement>('button:not([type]), [type=submit]')
        ;(form as HTMLFormElement).requestSubmit(button)
      }),
  }
}

function selectedOf(select: Element): HTMLOptionElement[] {
  return [...(select as HTMLSelectElement).selectedOptions]
}

/** Types for which a text can be pasted; the others are set at once, as a picker does. */
const textTypes = /^(text|search|url|tel|password|email|)$/

async function fill(
  by: ReturnType<typeof userEvent.setup>,
  target: Element,
  value: string,
  page: string,
): Promise<void> {
  const { localName, type } = target as HTMLInputElement
  const isField = localName === 'textarea' || localName === 'input'
  const isEditable = target.hasAttribute('contenteditable')
  if ((!isField && !isEditable) || /^(checkbox|radio|file|submit|button)$/.test(type)) {
    throw vangoError('testing/cannot-fill', { page, element: describe(target) })
  }
  if (isField && localName === 'input' && !textTypes.test(type)) {
    return setField(target as HTMLInputElement, value)
  }

  await by.click(target)
  if (value === '') return by.clear(target)
  if (isField) {
    const field = target as HTMLInputElement
    field.setSelectionRange(0, field.value.length)
  } else target.ownerDocument.getSelection()?.selectAllChildren(target)
  await by.paste(value)
}

function setField(field: HTMLInputElement, value: string): void {
  const { InputEvent, Event } = field.ownerDocument.defaultView!
  field.focus()
  field.value = value
  field.dispatchEvent(new InputEvent('input', { bubbles: true }))
  field.dispatchEvent(new Event('change', { bubbles: true }))
}

/** `Control+Enter` → `{Control>}{Enter}{/Control}`; `+` alone is the key `+`. */
function toKeys(key: string): string {
  const parts = key === '+' ? ['+'] : key.split(/\+(?=.)/)
  const modifiers = parts.slice(0, -1)
  const last = parts.at(-1)!
  const open = modifiers.map((name) => `{${name}>}`).join('')
  const close = modifiers
    .map((name) => `{/${name}}`)
    .toReversed()
    .join('')
  // `{{` and `[[` are the keys themselves.
  const pressed = /^[{[]$/.test(last) ? last + last : `{${last}}`
  return open + pressed + close
}
