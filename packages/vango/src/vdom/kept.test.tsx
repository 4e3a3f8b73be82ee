/** JSX that its author keeps: constants, `children`, one vnode at two places. */
import { describe, expect, test } from 'vitest'
import { computed, state } from '../component/state.ts'
import { openPage } from './fixtures/page.ts'
import { jsx } from './jsx.ts'
import type { Child } from './vnode.ts'

test('one vnode at two places is two nodes', () => {
  const text = state('a')
  const both = <b title={text}>{text}</b>
  const page = openPage(() => (
    <p>
      {both}
      {both}
    </p>
  ))

  text.set('b')

  expect(page.update()).toBe('<p><b title="b">b</b><b title="b">b</b></p>')
  page.root.dispose()
  expect(text.subs).toBeUndefined()
})

test('one vnode in a list twice is two nodes', () => {
  const item = <li>x</li>
  const count = state(2)
  const page = openPage(() => <ul>{Array.from({ length: count.get() }, () => item)}</ul>)
  expect(page.dom.html).toBe('<ul><li>x</li><li>x</li></ul>')

  count.set(3)
  expect(page.update()).toBe('<ul><li>x</li><li>x</li><li>x</li></ul>')
  count.set(1)

  expect(page.update()).toBe('<ul><li>x</li></ul>')
})

test('one vnode with a component in it is two instances', () => {
  function Counter() {
    const count = state(0)
    return <i onClick={() => count.update((n) => n + 1)}>{count}</i>
  }
  const both = (
    <b>
      <Counter />
    </b>
  )
  const page = openPage(() => [both, both])

  page.fire('click')

  expect(page.update()).toBe('<b><i data-on="click">1</i></b><b><i data-on="click">0</i></b>')
})

test('a constant is shared by two pages and changes in each by itself', () => {
  const isShown = state(true)
  const text = state('a')
  const shared = (
    <p>
      {text} {[<b>{text}</b>]}
    </p>
  )
  const pages = [0, 1].map(() => openPage(() => (isShown.get() ? shared : null)))
  const html = pages[0]!.dom.html

  pages[0]!.root.dispose()
  text.set('b')
  expect(pages[1]!.update()).toBe(html.replaceAll('a', 'b'))
  isShown.set(false)
  expect(pages[1]!.update()).toBe('')
  isShown.set(true)

  expect(pages[1]!.update()).toBe(html.replaceAll('a', 'b'))
  expect(openPage(() => shared).dom.html).toBe(html.replaceAll('a', 'b'))
})

describe('constants that take turns', () => {
  const tabs: [string, Child[]][] = [
    ['of one template', ['a', 'b', 'c'].map((text) => <p title={text}>{text}</p>)],
    ['built at run time', ['a', 'b', 'c'].map((text) => jsx('p', { title: text, children: text }))],
    [
      'fragments',
      ['a', 'b', 'c'].map((text) => (
        <>
          {text}
          <b>{text}</b>
        </>
      )),
    ],
    ['with elements in them', ['a', 'b', 'c'].map((text) => <p>{<b>{text}</b>}</p>)],
    [
      'with lists in them',
      ['a', 'b', 'c'].map((text) => <p>{[text, <b key={text}>{text}</b>]}</p>),
    ],
  ]

  test.each(tabs)('%s show their own', (_, nodes) => {
    const at = state(0)
    const page = openPage(() => <main>{nodes[at.get()]}</main>)
    const expected = nodes.map((node) => openPage(() => <main>{node}</main>).dom.html)

    const shown = [1, 0, 2, 1, 1, 0].map((next) => {
      at.set(next)
      return page.update()
    })

    expect(shown).toEqual([1, 0, 2, 1, 1, 0].map((next) => expected[next]))
  })
})

test('children that are passed through are not looked at again', () => {
  let renders = 0
  function Child() {
    renders++
    return 'child'
  }
  function Panel(props: { children?: Child }) {
    const title = state('a')
    return (
      <section title={title} onClick={() => title.set('b')} lang={title.get()}>
        {props.children}
      </section>
    )
  }
  const page = openPage(() => (
    <Panel>
      <p>
        <Child />
      </p>
    </Panel>
  ))

  page.fire('click')

  expect(page.flush()).toEqual([
    { op: 'setAttribute', hid: 1, name: 'lang', value: 'b' },
    { op: 'setAttribute', hid: 1, name: 'title', value: 'b' },
  ])
  expect(renders).toBe(1)
})

test('a component that is shown again starts anew', () => {
  function Counter() {
    const count = state(0)
    return <i onClick={() => count.set(1)}>{count}</i>
  }
  const kept = <Counter />
  const isShown = state(true)
  const page = openPage(() => <p>{isShown.get() ? kept : 'gone'}</p>)
  page.fire('click')
  expect(page.update()).toBe('<p><i data-on="click">1</i></p>')

  isShown.set(false)
  page.flush()
  isShown.set(true)

  expect(page.update()).toBe('<p><i data-on="click">0</i></p>')
})

test('a kept vnode may be the value of a computed', () => {
  const name = state('a')
  const page = openPage(() => {
    const view = computed(() => <b>{name.get()}</b>)
    const other = state(0)
    return (
      <p onClick={() => other.update((n) => n + 1)} lang={String(other.get())}>
        {view.get()} {view}
      </p>
    )
  })

  page.fire('click')
  expect(page.update()).toBe('<p data-on="click" lang="1"><b>a</b> <b>a</b></p>')
  name.set('b')

  expect(page.update()).toBe('<p data-on="click" lang="1"><b>b</b> <b>b</b></p>')
})
