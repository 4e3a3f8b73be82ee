import { describe, expect, test } from 'vitest'
import { state } from '../component/state.ts'
import { openPage } from './fixtures/page.ts'
import type { Page } from './fixtures/page.ts'
import { Fragment, jsx } from './jsx.ts'
import type { Patch } from './patch.ts'
import type { Child } from './vnode.ts'

type Key = string | number

/** A page with a list that can be set: keys as items, `key:text` for an item of another text. */
function openList(
  first: readonly Key[],
  render: (items: Child[]) => Child = (items) => <ul>{items}</ul>,
): Page & { set(items: readonly Key[]): Patch[]; hids: Map<string, number> } {
  const items = state(first)
  const page = openPage(() => render(items.get().map(toItem)))
  const hids = new Map<string, number>()
  for (const [, hid, text] of page.printed.matchAll(/<li data-hid="(\d+)">([^<]*)/g)) {
    hids.set(text!, Number(hid))
  }
  return Object.assign(page, {
    hids,
    set(next: readonly Key[]) {
      items.set(next)
      return page.flush()
    },
  })
}

function toItem(item: Key): Child {
  const [key, text = key] = String(item).split(':')
  return <li key={key}>{text}</li>
}

function range(length: number): number[] {
  return Array.from({ length }, (_, i) => i)
}

const move = (hid: number, before: number): Patch => ({ op: 'move', hid, before })
const remove = (hid: number): Patch => ({ op: 'remove', hid })
const insert = (parent: number, before: number, ...hids: number[]): unknown => ({
  op: 'insert',
  parent,
  before,
  nodes: hids.map((hid) => expect.objectContaining({ hid })),
})

describe('a keyed list that is all of its element', () => {
  // The list is 1, its items are 2, 3, 4; new ones go on from there.
  test.each<[string, Key[], Key[], unknown[]]>([
    ['appends one', ['a', 'b'], ['a', 'b', 'c'], [insert(1, 0, 4)]],
    ['appends several as one', ['a'], ['a', 'b', 'c'], [insert(1, 0, 3, 4)]],
    ['prepends', ['a', 'b'], ['x', 'a', 'b'], [insert(0, 2, 4)]],
    ['inserts in the middle', ['a', 'b'], ['a', 'x', 'y', 'b'], [insert(0, 3, 4, 5)]],
    ['inserts at two places', ['a', 'b'], ['x', 'a', 'y', 'b'], [insert(0, 3, 4), insert(0, 2, 5)]],
    ['removes the first', ['a', 'b', 'c'], ['b', 'c'], [remove(2)]],
    ['removes the middle', ['a', 'b', 'c'], ['a', 'c'], [remove(3)]],
    ['removes the last', ['a', 'b', 'c'], ['a', 'b'], [remove(4)]],
    ['is cleared at once', ['a', 'b', 'c'], [], [{ op: 'clear', hid: 1 }]],
    ['is filled at once', [], ['a', 'b'], [insert(1, 0, 2, 3)]],
    [
      'is replaced by one clear',
      ['a', 'b'],
      ['c', 'd'],
      [{ op: 'clear', hid: 1 }, insert(1, 0, 4, 5)],
    ],
    ['replaces one', ['a', 'b', 'c'], ['a', 'x', 'c'], [remove(3), insert(0, 4, 5)]],
    ['swaps two', ['a', 'b', 'c', 'd'], ['a', 'c', 'b', 'd'], [move(4, 3)]],
    ['moves the first to the end', ['a', 'b', 'c'], ['b', 'c', 'a'], [move(2, 0)]],
    ['moves the last to the front', ['a', 'b', 'c'], ['c', 'a', 'b'], [move(4, 2)]],
    ['is reversed', ['a', 'b', 'c'], ['c', 'b', 'a'], [move(3, 2), move(4, 3)]],
    ['changes text in place', ['a', 'b'], ['a', 'b:x'], [{ op: 'setText', hid: 3, text: 'x' }]],
    [
      'moves and changes',
      ['a', 'b'],
      ['b:x', 'a'],
      [{ op: 'setText', hid: 3, text: 'x' }, move(3, 2)],
    ],
    [
      'moves, removes and inserts',
      ['a', 'b', 'c', 'd'],
      ['d', 'x', 'a', 'c'],
      [remove(3), insert(0, 2, 6), move(5, 6)],
    ],
    ['stays', ['a', 'b'], ['a', 'b'], []],
  ])('%s', (_, first, second, patches) => {
    const page = openList(first)

    expect(page.set(second)).toEqual(patches)
    expect(page.dom.html).toBe(openList(second).dom.html)
  })
})

describe('a keyed list beside other children', () => {
  const render = (items: Child[]): Child => (
    <ul>
      <li>first</li>
      {items}
      <li>last</li>
    </ul>
  )

  // The list's anchor is 2, its items are 3, 4.
  test.each<[string, Key[], Key[], unknown[]]>([
    ['appends before its anchor', ['a'], ['a', 'b'], [insert(0, 2, 4)]],
    ['is cleared one by one', ['a', 'b'], [], [remove(3), remove(4)]],
    ['is replaced', ['a'], ['b'], [remove(3), insert(0, 2, 4)]],
    ['moves to its end', ['a', 'b'], ['b', 'a'], [move(4, 3)]],
  ])('%s', (_, first, second, patches) => {
    const page = openList(first, render)

    expect(page.set(second)).toEqual(patches)
    expect(page.dom.html).toBe(openList(second, render).dom.html)
  })
})

describe('of a thousand items', () => {
  const thousand = range(1_000)

  test('two that swap are two moves', () => {
    const swapped = thousand.map((n) => (n === 1 ? 998 : n === 998 ? 1 : n))
    const page = openList(thousand)

    expect(page.set(swapped)).toEqual([move(3, 1001), move(1000, 4)])
  })

  test('every tenth that changes is one text each', () => {
    const page = openList(thousand)

    const patches = page.set(thousand.map((n) => (n % 10 === 0 ? `${n}:new` : n)))

    expect(patches).toEqual(
      range(100).map((n) => ({ op: 'setText', hid: n * 10 + 2, text: 'new' })),
    )
  })

  test('all that go are one clear, all that come one insert', () => {
    const page = openList(thousand)

    expect(page.set([])).toEqual([{ op: 'clear', hid: 1 }])
    expect(page.set(thousand).map((patch) => patch.op)).toEqual(['insert'])
    expect(page.set(range(2_000)).map((patch) => patch.op)).toEqual(['insert'])
    expect(page.set(thousand.map((n) => n + 5_000)).map((patch) => patch.op)).toEqual([
      'clear',
      'insert',
    ])
  })

  test('one that goes is one removal', () => {
    const page = openList(thousand)

    expect(page.set(thousand.filter((n) => n !== 500))).toEqual([remove(502)])
  })
})

describe('a list without keys', () => {
  function openTexts(first: Child[]): Page & { set(items: Child[]): Patch[] } {
    const items = state(first)
    const page = openPage(() => <p>{items.get()}</p>)
    return Object.assign(page, {
      set(next: Child[]) {
        items.set(next)
        return page.flush()
      },
    })
  }

  test('of text changes in place', () => {
    const page = openTexts(['a', 'b', 'c'])

    expect(page.set(['a', 'x'])).toEqual([{ op: 'setText', hid: 3, text: 'x' }, remove(4)])
    expect(page.dom.html).toBe('<p>ax</p>')
  })

  test('keeps what is the same, and moves it', () => {
    const b = (): Child => <b>1</b>
    const i = (): Child => <i>2</i>
    const page = openTexts([b(), 'text', i()])

    expect(page.set([b(), <u />, i(), 'text'])).toEqual([
      { op: 'move', hid: 4, before: 3 },
      insert(0, 4, 5),
    ])
    expect(page.dom.html).toBe('<p><b>1</b><u></u><i>2</i>text</p>')
  })

  test('looks at each node a fixed number of times, also when all of them are others', () => {
    let looks = 0
    // Counts whoever asks a node for its kind.
    const counted = (tag: string): Child => {
      const node = jsx(tag, {})
      const { kind } = node
      return Object.defineProperty(node, 'kind', { get: () => (looks++, kind) })
    }
    const openRows = (rows: number) => {
      const page = openTexts(Array.from({ length: rows }, () => counted('i')))
      const next = Array.from({ length: rows }, () => counted('u'))
      looks = 0
      page.set(next)
      return looks / rows
    }

    expect(openRows(400)).toBeLessThan(openRows(100) * 1.5)
  })

  test('shows nothing for nothing', () => {
    const page = openTexts([null, 'a', false, undefined])
    expect(page.dom.html).toBe('<p>a</p>')

    expect(page.set(['x', null, true, 'y'])).toEqual([
      { op: 'setText', hid: 2, text: 'x' },
      { op: 'setText', hid: 3, text: '' },
      { op: 'setText', hid: 5, text: 'y' },
    ])
    expect(page.dom.html).toBe('<p>xy</p>')
  })

  test('may contain lists', () => {
    const page = openTexts(['a', ['b', ['c']], 'd'])

    expect(page.set(['a', ['b', ['x', 'y']], 'd']).length).toBe(2)
    expect(page.dom.html).toBe('<p>abxyd</p>')
  })
})

describe('items of several nodes', () => {
  function Pair(props: { name: string }): Child {
    return [<dt>{props.name}</dt>, props.name]
  }

  test.each<[string, (name: string) => Child]>([
    ['fragments', (name) => jsx(Fragment, { children: [<dt>{name}</dt>, name] }, name)],
    ['components', (name) => <Pair key={name} name={name} />],
  ])('%s move with all their nodes, and their anchor last', (_, toPair) => {
    const names = state(['a', 'b', 'c'])
    const page = openPage(() => <dl>{names.get().map(toPair)}</dl>)
    const show = (...each: string[]): string =>
      `<dl>${each.map((name) => `<dt>${name}</dt>${name}`).join('')}</dl>`
    expect(page.dom.html).toBe(show('a', 'b', 'c'))

    names.set(['c', 'a', 'b'])
    expect(page.flush()).toEqual([move(9, 3), move(10, 3), move(8, 3)])
    expect(page.dom.html).toBe(show('c', 'a', 'b'))

    names.set(['c', 'x', 'b'])
    expect(page.update()).toBe(show('c', 'x', 'b'))
    names.set([])

    expect(page.flush()).toEqual([{ op: 'clear', hid: 1 }])
  })
})

describe('keys', () => {
  test('tell numbers from strings', () => {
    const keys = state<Key[]>([1, '1'])
    const page = openPage(() => (
      <ul>{keys.get().map((key) => jsx('li', { children: typeof key }, key))}</ul>
    ))
    expect(page.dom.html).toBe('<ul><li>number</li><li>string</li></ul>')

    keys.set(['1', 1])

    expect(page.flush().map((patch) => patch.op)).toEqual(['move'])
  })

  test('of another element are another item', () => {
    const tag = state('b')
    const page = openPage(() => <p>{[jsx(tag.get(), { children: 'x' }, 'key'), <i key="i" />]}</p>)

    tag.set('u')

    expect(page.update()).toBe('<p><u>x</u><i></i></p>')
  })

  test('keep the state of their components', () => {
    function Counter(props: { name: string }) {
      const count = state(0)
      return (
        <li onClick={() => count.update((n) => n + 1)}>
          {props.name} {count}
        </li>
      )
    }
    const names = state(['a', 'b', 'c'])
    const page = openPage(() => (
      <ul>
        {names.get().map((name) => (
          <Counter key={name} name={name} />
        ))}
      </ul>
    ))
    page.fire('click')
    page.flush()

    names.set(['c', 'b', 'a'])

    expect(page.update().replaceAll(' data-on="click"', '')).toBe(
      '<ul><li>c 0</li><li>b 0</li><li>a 1</li></ul>',
    )
  })
})
