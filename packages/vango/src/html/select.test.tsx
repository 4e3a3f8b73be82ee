import { describe, expect, test } from 'vitest'
import { state } from '../component/state.ts'
import { openPage, withoutMarks } from '../vdom/fixtures/page.ts'
import { jsx } from '../vdom/jsx.ts'
import type { Child } from '../vdom/vnode.ts'

function print(child: Child): string {
  return openPage(() => child).printed
}

describe('a select', () => {
  const options = (...names: string[]): Child => names.map((name) => <option>{name}</option>)

  test.each<[string, Child, string]>([
    [
      'by value',
      [<option value="1">a</option>, <option value="2">b</option>],
      '<option value="1">a</option><option selected value="2">b</option>',
    ],
    [
      'by label',
      options('1', '2', '3'),
      '<option>1</option><option selected>2</option><option>3</option>',
    ],
    [
      'in a group',
      <optgroup label="x">{options('1', '2')}</optgroup>,
      '<optgroup label="x"><option>1</option><option selected>2</option></optgroup>',
    ],
    ['only the first', options('2', '2'), '<option selected>2</option><option>2</option>'],
    ['none', options('1'), '<option>1</option>'],
  ])('selects its option: %s', (_, children, html) => {
    expect(print(<select value="2">{children}</select>)).toBe(`<select>${html}</select>`)
  })

  test('compares what needs escaping', () => {
    const html = print(
      <select value={'"&<'}>
        <option>{'"&<'}</option>
      </select>,
    )

    expect(html).toBe('<select><option selected>"&amp;&lt;</option></select>')
  })

  test('compares labels without the anchors in them', () => {
    const unit = state('px')
    const page = openPage(() => {
      const now = unit.get()
      return (
        <select value="2 px">
          <option>1 {now}</option>
          <option>2 {now}</option>
        </select>
      )
    })

    expect(withoutMarks(page.printed)).toBe(
      '<select><option>1 px</option><option selected>2 px</option></select>',
    )
  })

  test('does not select twice', () => {
    const option = jsx('option', { selected: true, value: 'a' })

    expect(print(<select value="a">{option}</select>)).toBe(
      '<select><option selected value="a"></option></select>',
    )
  })
})
