/** One change of an element's attributes or handlers, and exactly the patches for it. */
import { describe, expect, test } from 'vitest'
import { on } from './events.ts'
import { diff, diffValues, openSteps } from './fixtures/steps.ts'
import { jsx } from './jsx.ts'
import type { Patch } from './patch.ts'
import type { Child } from './vnode.ts'

const setText = (hid: number, text: string): Patch => ({ op: 'setText', hid, text })

describe('attributes', () => {
  const attribute = (name: string, value: string): Patch => ({
    op: 'setAttribute',
    hid: 1,
    name,
    value,
  })
  const property = (name: string, value: string | boolean): Patch => ({
    op: 'setProperty',
    hid: 1,
    name,
    value,
  })
  const none = (name: string): Patch => ({ op: 'removeAttribute', hid: 1, name })

  test.each<[string, (value: never) => Child, unknown, unknown, Patch[]]>([
    ['text', (v) => <p title={v} />, 'a', 'b', [attribute('title', 'b')]],
    ['the same', (v) => <p title={v} />, 'a', 'a', []],
    ['to nothing', (v) => <p title={v} />, 'a', undefined, [none('title')]],
    ['from nothing', (v) => <p title={v} />, null, '', [attribute('title', '')]],
    ['a bare one', (v) => <p hidden={v} />, false, true, [attribute('hidden', '')]],
    ['no bare one', (v) => <p hidden={v} />, true, false, [none('hidden')]],
    ['an equal class', (v) => <p class={v} />, ['a', 'b'], { a: true, b: 1 }, []],
    ['another class', (v) => <p class={v} />, ['a', 'b'], 'a', [attribute('class', 'a')]],
    ['an equal style', (v) => <p style={v} />, { top: 1 }, { top: '1px' }, []],
    [
      'another style',
      (v) => <p style={v} />,
      { top: 1 },
      { top: 2 },
      [attribute('style', 'top:2px')],
    ],
    [
      'a URL that runs code',
      (v) => <a href={v} />,
      '/',
      ['javascript', ''].join(':'),
      [none('href')],
    ],
    ['a field', (v) => <input value={v} />, 'a', 'b', [property('value', 'b')]],
    ['an emptied field', (v) => <input value={v} />, 'a', undefined, [property('value', '')]],
    ['a checked field', (v) => <input checked={v} />, false, true, [property('checked', true)]],
    [
      'an unchecked field',
      (v) => <input checked={v} />,
      true,
      undefined,
      [property('checked', false)],
    ],
    [
      'spread ones',
      (v) => <p {...(v as object)} />,
      { id: 'a', title: 'x' },
      { id: 'b', lang: 'de' },
      [none('title'), attribute('id', 'b'), attribute('lang', 'de')],
    ],
    ['spread ones that stay', (v) => <p {...(v as object)} />, { id: 'a' }, { id: 'a' }, []],
  ])('%s', (_, render, first, second, patches) => {
    expect(diffValues(render as (value: unknown) => Child, first, second)).toEqual(patches)
  })

  test('of a select come after its options', () => {
    const render = (name: string) => () => (
      <select value={name}>
        <option>{name}</option>
      </select>
    )

    expect(diff(render('a'), render('b'))).toEqual([
      setText(2, 'b'),
      { op: 'setProperty', hid: 1, name: 'value', value: 'b' },
    ])
  })

  test('of an inner element are for that element', () => {
    const render = (text: string) => () => (
      <p>
        <i>still</i>
        <b title={text}>{text}</b>
      </p>
    )

    expect(diff(render('a'), render('b'))).toEqual([
      { op: 'setAttribute', hid: 2, name: 'title', value: 'b' },
      setText(2, 'b'),
    ])
  })
})

describe('handlers', () => {
  const quiet = (): void => {}

  test.each<[string, unknown, unknown, Patch[]]>([
    ['a new closure is nobody’s business', () => 1, () => 2, []],
    ['one that goes away is switched off', quiet, undefined, [{ op: 'listen', hid: 1, events: 0 }]],
    [
      'one that comes back is named again',
      undefined,
      quiet,
      [{ op: 'setAttribute', hid: 1, name: 'data-on', value: 'click' }],
    ],
    [
      'one that looks at the pointer says so',
      quiet,
      (_: unknown) => {},
      [{ op: 'setAttribute', hid: 1, name: 'data-on', value: 'click;pointer' }],
    ],
    [
      'one with other options says so',
      on(quiet),
      on(quiet, { once: true }),
      [{ op: 'setAttribute', hid: 1, name: 'data-on', value: 'click;once' }],
    ],
    ['equal options are the same', on(quiet, { stop: true }), on(quiet, { stop: true }), []],
  ])('%s', (_, first, second, patches) => {
    const render = (handler: unknown): Child => <p onClick={handler as () => void} />

    expect(diffValues(render, first, second)).toEqual(patches)
  })

  test('of several, those that stay stay on', () => {
    const render = (isOn: boolean) => () => (
      <p onClick={isOn && quiet} onInput={quiet} onBlur={isOn ? quiet : undefined} />
    )

    expect(diff(render(true), render(false))).toEqual([{ op: 'listen', hid: 1, events: 0b010 }])
  })

  test('the latest one is called', () => {
    const log: string[] = []
    const page = openSteps(
      () => <p onClick={() => log.push('first')} />,
      () => <p onClick={() => log.push('second')} />,
    )
    page.next()

    page.fire('click')

    expect(log).toEqual(['second'])
  })

  test('at run time come and go with their attribute', () => {
    const page = openSteps(
      () => jsx('p', {}),
      () => jsx('p', { onClick: quiet }),
      () => jsx('p', { onClick: quiet, onInput: quiet }),
      () => jsx('p', { onClick: quiet, onInput: undefined }),
      () => jsx('p', {}),
    )
    const set = (value: string): Patch => ({ op: 'setAttribute', hid: 1, name: 'data-on', value })

    expect([page.next(), page.next(), page.next(), page.next()]).toEqual([
      [set('click')],
      [set('click input')],
      [{ op: 'listen', hid: 1, events: 0b01 }],
      [{ op: 'removeAttribute', hid: 1, name: 'data-on' }],
    ])
    expect(page.root.targets.size).toBe(0)
  })
})
