/** An element that is edited in place is a field as any other: what is typed into it stays. */
import type { Patch } from '../vdom/patch.ts'
import type { LivePage } from './fixtures/page.ts'
import { expect, test } from 'vitest'
import { openLivePage } from './fixtures/page.ts'

const editor = '<div contenteditable data-hid="1" data-on="input">a</div>'
const setText = (text: string): Patch => ({ op: 'setText', hid: 1, text })

/** As a user would: the text with the caret behind it, then the event. */
function type(page: LivePage, text: string): void {
  const element = page.query('div')
  element.focus()
  const node = element.firstChild as Text
  node.data = text
  page.document.getSelection()!.collapse(node, text.length)
  element.dispatchEvent(new InputEvent('input', { bubbles: true }))
}

test('a text is skipped while the last input event is not handled, and set then', async () => {
  const page = await openLivePage(editor)

  type(page, 'ab')
  page.patch(setText('A'))
  expect(page.query('div').textContent).toBe('ab')
  page.patchAfter(1, setText('AB'))

  expect(page.query('div').textContent).toBe('AB')
})

test('a text that is there already leaves the caret where it is', async () => {
  const page = await openLivePage(editor)

  type(page, 'ab')
  page.patchAfter(1, setText('ab'))

  expect(page.document.getSelection()!.focusOffset).toBe(2)
})

test('a text is skipped while an input method composes', async () => {
  const page = await openLivePage(editor)
  const element = page.query('div')
  element.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }))

  page.patch(setText('b'))

  expect(element.textContent).toBe('a')
})
