import { afterEach, describe, expect, test } from 'vitest'
import type { Backplane } from '../backplane/backplane.ts'
import { createMemoryBackplane } from '../backplane/memory.ts'
import { computed, state } from '../component/state.ts'
import { openPage } from '../vdom/fixtures/page.ts'
import { createNode } from './fixtures/nodes.ts'
import type { TestNode } from './fixtures/nodes.ts'
import { globalCounter } from './global-counter.ts'
import { globalSignal } from './global-signal.ts'

let nodes: TestNode[] = []

function open(backplane: Backplane = createMemoryBackplane()): TestNode {
  const node = createNode(backplane)
  nodes.push(node)
  return node
}

afterEach(async () => {
  await Promise.all(nodes.map((node) => node.close()))
  nodes = []
})

describe('a global signal', () => {
  test('re-renders the components of all sessions that read it', async () => {
    const { env } = open()
    const count = globalSignal('count', 0)
    const pages = [1, 2, 3].map((user) =>
      openPage(() => <b>{`${user}: ${count.get()}`}</b>, { env }),
    )

    await count.set(7)

    expect(pages.map((page) => page.update())).toEqual([
      '<b>1: 7</b>',
      '<b>2: 7</b>',
      '<b>3: 7</b>',
    ])
  })

  test('can be bound, and a change then renders no component', async () => {
    const { env } = open()
    const count = globalSignal('count', 0)
    const hits = globalCounter('hits')
    let renders = 0
    const page = openPage(
      () => {
        renders++
        return (
          <b>
            {count} {hits}
          </b>
        )
      },
      { env },
    )

    await Promise.all([count.set(7), hits.add(2)])

    expect(page.update()).toBe('<b>7 2</b>')
    expect(renders).toBe(1)
  })

  test('is written by a handler, where a state of all users may not be', async () => {
    const { env } = open()
    const count = globalSignal('count', 0)
    const page = openPage(
      () => <button onClick={() => count.update((n) => n + 1)}>{count.get()}</button>,
      { env },
    )

    await Promise.all([page.fire('click'), page.fire('click')])

    expect(page.update()).toBe('<button data-on="click">2</button>')
  })

  test('shows a write when the backplane has accepted it, and not before', async () => {
    const node = open()
    const count = node.run(() => globalSignal('count', 0))

    const written = count.set(5)
    expect(count.peek()).toBe(0)
    await written

    expect(count.peek()).toBe(5)
  })

  test('refuses a write in a render, and in a computed', () => {
    const { env } = open()
    const count = globalSignal('count', 0)
    function Careless() {
      void count.set(1)
      return 'never'
    }

    expect(() => openPage(() => <Careless />, { env })).toThrow(
      '[component/write-in-render] <Careless> wrote a signal while it rendered',
    )
    expect(() => computed(() => void count.set(1)).get()).toThrow('reactive/write-in-computed')
  })

  test('called with one key twice is one value', async () => {
    const node = open()
    const [one, other] = node.run(() => [globalSignal('same', 1), globalSignal('same', 2)])
    expect([one!.peek(), other!.peek()]).toEqual([1, 2])

    await one!.set(5)

    expect([one!.peek(), other!.peek()]).toEqual([5, 5])
  })

  test('follows its key when props bring another', async () => {
    const node = open()
    await node.run(() => globalSignal('room 2', '')).set('second')
    const room = state(1)
    function Topic(props: { room: number }) {
      return <i>{globalSignal(`room ${props.room}`, 'none')}</i>
    }
    const page = openPage(() => <Topic room={room.get()} />, { env: node.env })
    expect(page.dom.html).toBe('<i>none</i>')

    room.set(2)

    expect(page.update()).toBe('<i>second</i>')
  })

  test('has its initial value again when it is deleted', async () => {
    const node = open()
    const list = node.run(() => globalSignal<readonly number[]>('list', []))
    await list.set([1])

    await list.delete()

    expect(list.peek()).toEqual([])
    expect(await list.update((old) => [...old, 2])).toEqual([2])
  })

  test('renders nothing when the same value is written again', async () => {
    const node = open()
    const user = node.run(() => globalSignal('user', { name: 'Ada', tags: ['x'] }))
    let renders = 0
    const page = openPage(
      () => {
        renders++
        return user.get().name
      },
      { env: node.env },
    )
    await user.set({ name: 'Ada', tags: ['x'] })
    page.update()
    renders = 0

    await user.set({ name: 'Ada', tags: ['x'] })
    page.update()

    expect(renders).toBe(0)
  })

  test('renders only the items that have changed', async () => {
    const node = open()
    const list = node.run(() => globalSignal<readonly { id: number; text: string }[]>('list', []))
    const rendered: number[] = []
    function Item({ item }: { item: { id: number; text: string } }) {
      rendered.push(item.id)
      return <li>{item.text}</li>
    }
    const page = openPage(
      () => (
        <ul>
          {list.get().map((item) => (
            <Item key={item.id} item={item} />
          ))}
        </ul>
      ),
      { env: node.env },
    )
    await list.set([1, 2, 3].map((id) => ({ id, text: `item ${id}` })))
    page.update()
    rendered.length = 0

    await list.update((old) => old.map((item) => (item.id === 2 ? { ...item, text: 'new' } : item)))

    expect(page.update()).toBe('<ul><li>item 1</li><li>new</li><li>item 3</li></ul>')
    expect(rendered).toEqual([2])
  })

  test('refuses an initial value that is no data', () => {
    expect(() => globalSignal('bad', { go: () => {} })).toThrow('[state/global-not-data]')
  })

  test('does not see what is done to an initial value later', () => {
    const node = open()
    const initial = [1]
    const list = node.run(() => globalSignal('list', initial))

    initial.push(2)

    expect(list.peek()).toEqual([1])
  })
})
