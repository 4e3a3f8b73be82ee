/** What the user is typing is never overwritten. */
import type { Patch } from '../vdom/patch.ts'
import type { LivePage } from './fixtures/page.ts'
import { describe, expect, test } from 'vitest'
import { openLivePage } from './fixtures/page.ts'

const setValue = (value: string): Patch => ({ op: 'setProperty', hid: 1, name: 'value', value })

/** As a user would: the value first, then the event. */
function type(page: LivePage, value: string, options: InputEventInit = {}): HTMLInputElement {
  const field = page.query<HTMLInputElement>('input, textarea')
  field.value = value
  field.dispatchEvent(new InputEvent('input', { bubbles: true, ...options }))
  return field
}

describe('a value', () => {
  test('is skipped while the last input event is not acknowledged', async () => {
    const page = await openLivePage('<input data-hid="1" data-on="input">')
    const field = type(page, 'a')
    type(page, 'ab')

    page.patchAfter(1, setValue('A'))
    expect(field.value).toBe('ab')
    page.patchAfter(2, setValue('AB'))

    expect(field.value).toBe('AB')
  })

  test('of another field is set all the same', async () => {
    const page = await openLivePage('<input data-on="input" data-hid="2"><input data-hid="1">')
    type(page, 'a')

    page.patch(setValue('A'))

    expect(page.query<HTMLInputElement>('[data-hid="1"]').value).toBe('A')
  })

  test('is skipped while an event with it is held back, and set when that is acknowledged', async () => {
    const page = await openLivePage('<input data-hid="1" data-on="input;debounce=300">')
    const field = type(page, 'a')

    page.patch(setValue('A'))
    expect(field.value).toBe('a')
    await page.clock.advance(300)
    page.patch(setValue('A'))
    expect(field.value).toBe('a')
    page.patchAfter(1, setValue('A'))

    expect(field.value).toBe('A')
  })

  test('is skipped as long, whatever other elements tell in the meantime', async () => {
    const page = await openLivePage(
      '<input data-hid="1" data-on="change"><i data-hid="2" data-on="change"></i>',
    )
    const field = type(page, 'a')

    page.query('i').dispatchEvent(new Event('change'))
    page.patchAfter(1, setValue('A'))

    expect(field.value).toBe('a')
  })

  test('is skipped while only a change would tell it, until the field is left', async () => {
    const page = await openLivePage('<input data-hid="1" data-on="change"><button></button>')
    const field = page.query<HTMLInputElement>('input')
    field.focus()
    type(page, 'a')

    page.patch(setValue('A'))
    expect(field.value).toBe('a')
    page.query('button').focus()
    page.patch(setValue('A'))

    expect(field.value).toBe('A')
  })

  test('is set after a key event that told it', async () => {
    const page = await openLivePage('<input data-hid="1" data-on="keydown;keys=Enter">')
    const field = type(page, 'a')

    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
    page.patchAfter(1, setValue(''))

    expect(field.value).toBe('')
  })

  test('is skipped while an input method composes, and set after it', async () => {
    const page = await openLivePage('<input data-hid="1" data-on="input">')
    const compose = (name: string): boolean =>
      field.dispatchEvent(new CompositionEvent(name, { bubbles: true }))
    const field = page.query<HTMLInputElement>('input')
    compose('compositionstart')
    type(page, 'に', { isComposing: true })

    page.patchAfter(1, setValue('x'))
    expect(field.value).toBe('に')
    compose('compositionend')
    page.patchAfter(1, setValue('x'))

    expect(field.value).toBe('x')
  })

  test.each(['text', 'search', 'url', 'tel', 'password'])(
    'keeps caret and selection of a focused %s field',
    async (kind) => {
      const page = await openLivePage(`<input type="${kind}" data-hid="1" value="abcdef">`)
      const field = page.query<HTMLInputElement>('input')
      field.focus()
      field.setSelectionRange(1, 3, 'backward')

      page.patch(setValue('ABCDEF'))

      const { selectionStart, selectionEnd, selectionDirection } = field
      expect([selectionStart, selectionEnd, selectionDirection]).toEqual([1, 3, 'backward'])
      expect(field.value).toBe('ABCDEF')
    },
  )

  test.each([
    ['number', '12'],
    ['email', 'a@b'],
    ['date', '2020-02-02'],
    ['range', '50'],
  ])('is set in a focused %s field', async (kind, value) => {
    const page = await openLivePage(`<input type="${kind}" data-hid="1">`)
    page.query('input').focus()

    page.patch(setValue(value))

    expect(page.query<HTMLInputElement>('input').value).toBe(value)
  })

  test('keeps caret and scroll position of a focused textarea', async () => {
    const lines = Array.from({ length: 100 }, (_, i) => `line ${i}`).join('\n')
    const page = await openLivePage(`<textarea data-hid="1" rows="4">${lines}</textarea>`)
    const field = page.query<HTMLTextAreaElement>('textarea')
    field.focus()
    field.setSelectionRange(3, 3)
    field.scrollTop = 400

    page.patch(setValue(lines.replace('line 99', 'LINE 99')))

    expect([field.selectionStart, field.scrollTop]).toEqual([3, 400])
    expect(field.value).toContain('LINE 99')
  })

  test('is set in a focused select', async () => {
    const page = await openLivePage(
      '<select data-hid="1"><option value="a">A</option><option value="b">B</option></select>',
    )
    page.query('select').focus()

    page.patch(setValue('b'))

    expect(page.query<HTMLSelectElement>('select').value).toBe('b')
  })
})

describe('checked', () => {
  const setChecked = (value: boolean): Patch => ({
    op: 'setProperty',
    hid: 1,
    name: 'checked',
    value,
  })

  test.each(['checkbox', 'radio'])('is skipped while a %s has an event out', async (kind) => {
    const page = await openLivePage(`<input type="${kind}" data-hid="1" data-on="change">`)
    const field = page.query<HTMLInputElement>('input')
    field.click()

    page.patch(setChecked(false))
    expect(field.checked).toBe(true)
    page.patchAfter(1, setChecked(false))

    expect(field.checked).toBe(false)
  })

  test('is set after a click that told nothing', async () => {
    const page = await openLivePage('<input type="checkbox" data-hid="1" data-on="click">')
    const field = page.query<HTMLInputElement>('input')
    field.focus()
    field.click()

    page.patchAfter(1, setChecked(false))

    expect(field.checked).toBe(false)
  })
})
