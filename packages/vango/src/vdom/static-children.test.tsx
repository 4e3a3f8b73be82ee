import { expect, test } from 'vitest'
import { state } from '../component/state.ts'
import { diff } from './fixtures/steps.ts'
import { openPage } from './fixtures/page.ts'
import { jsx, jsxDEV, jsxs } from './jsx.ts'
import type { Child } from './vnode.ts'

/** A component that shows how often it was made. */
function createCounted(): () => Child {
  let made = 0
  return () => state(++made).peek()
}

function Framed({ children }: { children: Child }) {
  return <p>{children}</p>
}

test.each<[string, (children: Child[]) => Child]>([
  ['an element', (children) => jsxs('p', { children })],
  ['an element in development', (children) => jsxDEV('p', { children }, undefined, true)],
  ['a component', (children) => jsxs(Framed, { children })],
])('static children of %s keep their places', (_, render) => {
  const Counted = createCounted()
  const isSecond = state(false)
  const page = openPage(() =>
    render([isSecond.get() ? null : <Counted />, <Counted />, isSecond.get() ? <Counted /> : null]),
  )
  expect(page.dom.html).toBe('<p>12</p>')

  isSecond.set(true)

  expect(page.update()).toBe('<p>23</p>')
})

test('static children may have the same key', () => {
  const render = (text: string) => () =>
    jsxs('p', { children: [jsx('b', {}, 1), jsx('b', { children: text }, 1)] })

  expect(diff(render('a'), render('b'))).toEqual([
    { op: 'setText', hid: expect.any(Number), text: 'b' },
  ])
})

test('a static child with another key is another one', () => {
  const Counted = createCounted()
  const key = state('a')
  const page = openPage(() => jsxs('p', { children: ['n', jsx(Counted, {}, key.get())] }))

  key.set('b')

  expect(page.update()).toBe('<p>n2</p>')
})

test('a place of text takes an element and gives it back without losing its anchor', () => {
  const render = (child: Child) => () => jsxs('p', { children: [child, 'after'] })

  expect(diff(render('text'), render(<b>x</b>)).map(({ op }) => op)).toEqual(['setText', 'insert'])
})

test('static children that were spread into are compared as a list', () => {
  const render =
    (...items: string[]) =>
    () =>
      jsxs('ul', { children: items.map((item) => jsx('li', { children: item }, item)) })

  expect(diff(render('a', 'b'), render('b', 'c', 'a')).map(({ op }) => op)).toEqual([
    'insert',
    'move',
  ])
})

test('a frozen list is no static one, and is shown', () => {
  const children = Object.freeze(['a', 'b'])

  expect(openPage(() => jsxs('p', { children })).dom.html).toBe('<p>ab</p>')
})
