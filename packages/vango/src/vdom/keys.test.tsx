import { expect, test } from 'vitest'
import { diff } from './fixtures/steps.ts'
import { openPage } from './fixtures/page.ts'
import { createElement, jsx } from './jsx.ts'
import type { Child, Key } from './vnode.ts'

const none = null as unknown as Key

test('a key of null is none', () => {
  expect(openPage(() => [<b key={none} />, <b key={none} />]).dom.html).toBe('<b></b><b></b>')
  expect(openPage(() => [jsx('b', {}, none), jsx('b', {}, none)]).dom.html).toBe('<b></b><b></b>')
})

test('NaN is a key like any other', () => {
  const list = (text: string) => () => [jsx('b', { children: text }, NaN)]

  expect(diff(list('a'), list('b'))).toEqual([
    { op: 'setText', hid: expect.any(Number), text: 'b' },
  ])
})

test('a key that is spread in with other props is the key, and no attribute', () => {
  const props = { key: 'k', id: 'i' }
  const list = (keys: readonly string[]) => () =>
    keys.map((key): Child => <li {...{ ...props, key }} />)

  expect(openPage(() => <li {...props} />).dom.html).toBe('<li id="i"></li>')
  expect(diff(list(['a', 'b']), list(['b', 'a'])).map(({ op }) => op)).toEqual(['move'])
})

test('createElement is what tools make of a key after a spread', () => {
  const page = openPage(() =>
    createElement(
      'ul',
      null,
      createElement('li', { title: 't', key: 1 }, 'a', 'b'),
      createElement('hr', {}),
    ),
  )

  expect(page.dom.html).toBe('<ul><li title="t">ab</li><hr></hr></ul>')
  expect((createElement('li', { key: 1 }) as { key: unknown }).key).toBe(1)
})
