/** One change of what is shown, and exactly the patches for it. */
import { describe, expect, test } from 'vitest'
import { computed, state } from '../component/state.ts'
import { openPage } from './fixtures/page.ts'
import { diff, diffValues, openSteps } from './fixtures/steps.ts'
import { Fragment, jsx, Portal } from './jsx.ts'
import type { Patch } from './patch.ts'
import type { Child } from './vnode.ts'

const setText = (hid: number, text: string): Patch => ({ op: 'setText', hid, text })
const remove = (hid: number): Patch => ({ op: 'remove', hid })
const insert = (parent: number, before: number, ...hids: number[]): unknown => ({
  op: 'insert',
  parent,
  before,
  nodes: hids.map((hid) => expect.objectContaining({ hid })),
})

describe('text', () => {
  test.each<[string, (value: Child) => Child, Child, Child, Patch[]]>([
    ['that stays', (t) => <p>{t}</p>, 'a', 'a', []],
    ['of an element', (t) => <p>{t}</p>, 'a', 'b', [setText(1, 'b')]],
    ['before an anchor', (t) => <p>is {t}</p>, 'a', 'b', [setText(2, 'b')]],
    ['of the root', (t) => t, 'a', 'b', [setText(1, 'b')]],
    ['to a number', (t) => <p>{t}</p>, 'a', 1, [setText(1, '1')]],
    ['to the same number', (t) => <p>{t}</p>, '1', 1, []],
    ['to nothing', (t) => <p>{t}</p>, 'a', null, [setText(1, '')]],
    ['to the empty text', (t) => <p>{t}</p>, 'a', '', [setText(1, '')]],
    ['from nothing', (t) => <p>{t}</p>, undefined, 'a', [setText(1, 'a')]],
    ['from nothing to nothing', (t) => <p>{t}</p>, false, '', []],
    [
      'of an element built at run time',
      (t) => jsx('p', { children: t }),
      'a',
      'b',
      [setText(1, 'b')],
    ],
    ['in a fragment', (t) => <p>{<>{t}</>}</p>, 'a', 'b', [setText(1, 'b')]],
  ])('%s', (_, render, first, second, patches) => {
    expect(diffValues(render, first, second)).toEqual(patches)
  })
})

describe('children that come and go', () => {
  test.each<[string, (value: Child) => Child, Child, Child, unknown[]]>([
    ['an element comes', (c) => <p>{c}</p>, null, <b />, [insert(1, 0, 2)]],
    ['an element goes', (c) => <p>{c}</p>, <b />, null, [{ op: 'clear', hid: 1 }]],
    ['before an anchor one comes', (c) => <p>a{c}</p>, null, <b />, [insert(0, 2, 3)]],
    ['before an anchor one goes', (c) => <p>a{c}</p>, <b />, null, [remove(3)]],
    ['text to an element', (c) => <p>{c}</p>, 'a', <b />, [setText(1, ''), insert(1, 0, 2)]],
    [
      'an element to text',
      (c) => <p>{c}</p>,
      <b />,
      'a',
      [{ op: 'clear', hid: 1 }, setText(1, 'a')],
    ],
    ['an element to another', (c) => <p>{c}</p>, <b />, <i />, [insert(0, 2, 3), remove(2)]],
    [
      'an element to a list',
      (c) => <p>{c}</p>,
      <b />,
      [<i />, 'a'],
      [{ op: 'clear', hid: 1 }, insert(1, 0, 3, 4)],
    ],
    [
      'a list to an element',
      (c) => <p>a{c}</p>,
      [<i />, 'a'],
      <b />,
      [remove(3), remove(4), insert(0, 2, 5)],
    ],
    [
      'another tag at run time',
      (c) => <p>{c}</p>,
      jsx('b', {}),
      jsx('i', {}),
      [insert(0, 2, 3), remove(2)],
    ],
    ['the same tag at run time', (c) => <p>{c}</p>, jsx('b', {}), jsx('b', {}), []],
    [
      'another key',
      (c) => <p>{c}</p>,
      jsx('b', {}, 1),
      jsx('b', {}, 2),
      [insert(0, 2, 3), remove(2)],
    ],
    ['the root to another', (c) => c, <b />, <i />, [insert(0, 1, 2), remove(1)]],
    ['the root to text', (c) => c, <b />, 'a', [insert(0, 1, 2), remove(1)]],
    ['the root to nothing', (c) => c, <b />, null, [insert(0, 1, 2), remove(1)]],
    ['the root to a list', (c) => c, 'a', [<b />, <i />], [setText(1, ''), insert(0, 1, 2, 3)]],
    ['an empty list', (c) => <p>{c}</p>, [], null, []],
  ])('%s', (_, render, first, second, patches) => {
    expect(diffValues(render, first, second)).toEqual(patches)
  })

  test('a keyed fragment has an anchor of its own', () => {
    const render = (key: string, text: string) => () => (
      <p>{jsx(Fragment, { children: text }, key)}</p>
    )
    const page = openSteps(render('a', 'x'), render('a', 'y'), render('b', 'y'))

    expect([page.next(), page.next()]).toEqual([[setText(2, 'y')], [insert(0, 2, 3), remove(2)]])
    expect(page.dom.html).toBe('<p>y</p>')
  })

  test('a component to another replaces its output', () => {
    const A = (): Child => [<b />, 'a']
    const B = (): Child => <i />

    expect(diffValues((child) => <p>{child}</p>, <A />, <B />)).toEqual([
      insert(0, 3, 5),
      remove(3),
      remove(4),
      remove(2),
    ])
  })

  test.each<[string, Child]>([
    ['null', null],
    ['an array', ['a', <b />]],
    ['text', 'a'],
    ['a fragment', jsx(Fragment, { children: [<b />, 'c'] })],
    ['an element', <i>d</i>],
  ])('a component that returns %s is put in front of and replaced', (_, output) => {
    const Any = (): Child => output
    const page = openSteps(
      ...[<Any />, [<u key="u" />, <Any key="any" />], <Any />, null].map((child) => {
        return () => render(child)
      }),
    )
    const html = page.dom.html

    page.next()
    expect(page.dom.html).toBe(html.replace('is ', 'is <u></u>'))
    page.next()
    expect(page.dom.html).toBe(html)
    page.next()
    expect(page.dom.html).toBe('<p>is </p>')
  })
})

function render(child: Child): Child {
  return <p>is {child}</p>
}

describe('what is bound', () => {
  test('changes with one patch each', () => {
    const text = state('a')
    const page = openPage(() => (
      <p title={text}>
        {text} <input value={text} />
      </p>
    ))

    text.set('b')

    expect(page.flush()).toEqual([
      { op: 'setAttribute', hid: 1, name: 'title', value: 'b' },
      setText(2, 'b'),
      { op: 'setProperty', hid: 3, name: 'value', value: 'b' },
    ])
  })

  test('is followed no more when something else takes its place', () => {
    const text = state('a')
    const page = openSteps(
      () => <p title={text}>{text}</p>,
      () => <p title="x">{'x'}</p>,
      () => <p title={text}>{text}</p>,
    )
    page.next()
    expect(text.subs).toBeUndefined()
    page.next()
    text.set('b')
    page.flush()

    expect(page.dom.html).toBe('<p title="a">a</p>'.replaceAll('a"', 'b"').replace('>a<', '>b<'))
  })

  test('to another with the same value changes nothing, and then follows it', () => {
    const first = state('a')
    const second = state('a')
    const page = openSteps(...[first, second].map((text) => () => <p title={text}>{text}</p>))

    expect(page.next()).toEqual([])
    first.set('x')
    expect(page.flush()).toEqual([])
    second.set('y')

    expect(page.flush()).toEqual([
      { op: 'setAttribute', hid: 1, name: 'title', value: 'y' },
      setText(1, 'y'),
    ])
  })

  test('may be a list', () => {
    const items = state(['a', 'b'])
    const page = openPage(() => (
      <ul>{computed(() => items.get().map((item) => <li key={item}>{item}</li>))}</ul>
    ))

    items.set(['b', 'a'])

    expect(page.flush()).toEqual([{ op: 'move', hid: 3, before: 2 }])
  })
})

describe('portals', () => {
  test('change in their place', () => {
    const render = (text: string) => () => <Portal to="#a">{text}</Portal>

    expect(diff(render('x'), render('y'))).toEqual([setText(2, 'y')])
  })

  test('are removed with their place', () => {
    const render = (isOpen: boolean) => () => <p>a{isOpen && <Portal to="#a">x</Portal>}</p>
    const page = openSteps(render(true), render(false))

    expect(page.next()).toEqual([remove(3), remove(4)])
    expect(page.dom.portals.size).toBe(0)
  })

  test('are removed with what is around their place', () => {
    const render = (child: Child) => () => <p>{child}</p>
    const page = openSteps(render(<b>{<Portal to="#a">x</Portal>}</b>), render(null))

    expect(page.next()).toEqual([{ op: 'clear', hid: 1 }, remove(4)])
  })

  test('with another target are others', () => {
    const render = (to: string) => () => <Portal to={to}>x</Portal>

    expect(diff(render('#a'), render('#b'))).toEqual([insert(0, 1, 3), remove(1), remove(2)])
  })

  test('of a page that ends need no patches', () => {
    const page = openPage(() => <Portal to="#a">x</Portal>)

    page.root.dispose()

    expect(page.flush()).toEqual([])
  })
})
