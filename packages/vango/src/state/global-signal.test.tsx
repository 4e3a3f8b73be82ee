import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Backplane } from '../backplane/backplane.ts'
import { createMemoryBackplane } from '../backplane/memory.ts'
import type { StandardSchema } from '../base/standard-schema.ts'
import { openPage } from '../vdom/fixtures/page.ts'
import { computed, state } from '../component/state.ts'
import { createShakyEngine } from './fixtures/shaky.ts'
import { createNode } from './fixtures/nodes.ts'
import type { TestNode } from './fixtures/nodes.ts'
import { globalCounter } from './global-counter.ts'
import { globalMap } from './global-map.ts'
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

describe('a schema', () => {
  const positive: StandardSchema<number> = {
    '~standard': {
      version: 1,
      vendor: 'test',
      validate: (value) =>
        typeof value === 'number' && value >= 0
          ? { value }
          : { issues: [{ message: 'Expected a number from 0', path: ['total', 2] }] },
    },
  }

  test('refuses a write', async () => {
    const node = open()
    const count = node.run(() => globalSignal('count', 1, { schema: positive }))

    await expect(count.update((n) => n - 5)).rejects.toThrow('total[2]: Expected a number from 0')

    expect(count.peek()).toBe(1)
  })

  test('keeps what another version has written off the page, and says so', async () => {
    const backplane = createMemoryBackplane()
    const [old, current] = [open(backplane), open(backplane)]
    const count = current.run(() => globalSignal('count', 1, { schema: positive }))
    await count.set(3)
    expect(count.peek()).toBe(3)

    await old.run(() => globalSignal<unknown>('count', '')).set('many')

    expect(count.peek()).toBe(3)
    expect(current.errors).toEqual([expect.stringContaining('count: [state/global-invalid]')])
    await count.set(4)
    expect(count.peek()).toBe(4)
  })

  test('must answer at once', async () => {
    const node = open()
    const schema: StandardSchema<number> = {
      '~standard': { version: 1, vendor: 'test', validate: async () => ({ value: 1 }) },
    }
    const count = node.run(() => globalSignal('count', 1, { schema }))

    await expect(count.set(2)).rejects.toThrow('[state/global-async-schema]')
  })
})

describe('what a backplane holds', () => {
  test('may be rubbish: pages keep the last good value, and a write mends it', async () => {
    const backplane = createMemoryBackplane()
    const node = open(backplane)
    const count = node.run(() => globalSignal('count', 1))
    await count.set(2)
    const { entry } = await backplane.compareAndSet('signal/count', -1, undefined)

    await backplane.compareAndSet('signal/count', entry.revision, 'rubbish')

    expect(count.peek()).toBe(2)
    expect(node.errors).toEqual([expect.stringContaining('count: [state/global-bad-value]')])
    await expect(count.update((n) => n + 1)).rejects.toThrow('[state/global-bad-value]')
    await count.set(3)
    expect(count.peek()).toBe(3)
  })

  test('is there for a computed that is the first to read it', async () => {
    const backplane = createMemoryBackplane()
    await backplane.compareAndSet('signal/count', 0, '[]\n[5]')
    const node = open(backplane)
    const count = node.run(() => globalSignal('count', 1))

    expect(computed(() => count.get() * 2).get()).toBe(10)
    expect(node.errors).toEqual([])
  })

  test('is told to the first use outside of a component by load()', async () => {
    const engine = createShakyEngine(() => 'arrives')
    await open(engine.connect())
      .run(() => globalSignal('count', 0))
      .set(5)
    const late = open(engine.connect()).run(() => globalSignal('count', 0))

    expect([late.peek(), await late.load()]).toEqual([0, 5])
  })
})

describe('several apps in one process', () => {
  test('have values of their own, by one signal of the module', async () => {
    const count = globalSignal('count', 0)
    const pages = [open(), open()].map(({ env }) =>
      openPage(() => <button onClick={() => count.update((n) => n + 1)}>{count}</button>, { env }),
    )

    await pages[0]!.fire('click')

    expect(pages.map((page) => page.update())).toEqual([
      '<button data-on="click">1</button>',
      '<button data-on="click">0</button>',
    ])
  })

  test('share what they have the same backplane for', async () => {
    const backplane = createMemoryBackplane()
    const [one, other] = [open(backplane), open(backplane)]

    await one.run(() => globalSignal('count', 0)).set(3)

    expect(other.run(() => globalSignal('count', 0)).peek()).toBe(3)
    expect(other.scope).toBe(one.scope)
  })

  test('cannot be told apart where no page is at work', async () => {
    open()
    open()

    expect(() => globalSignal('count', 0).peek()).toThrow('[state/global-ambiguous]')
  })

  test('are told apart after an await by a signal that a component has made', async () => {
    const [first] = [open(), open()]
    const page = openPage(
      () => {
        const count = globalSignal('count', 0)
        const onClick = async (): Promise<void> => {
          await Promise.resolve()
          await count.update((n) => n + 1)
        }
        return <button onClick={onClick}>{count}</button>
      },
      { env: first!.env },
    )

    await page.fire('click')

    expect(page.update()).toBe('<button data-on="click">1</button>')
  })
})

describe('without an app', () => {
  test('a component under test has values, and a write elsewhere is refused', async () => {
    const count = globalSignal('count', 0)
    const page = openPage(() => <button onClick={() => count.update((n) => n + 1)}>{count}</button>)

    await page.fire('click')

    expect(page.update()).toBe('<button data-on="click">1</button>')
    expect(() => count.set(2)).toThrow('[state/global-no-app]')
  })
})

describe('a global map', () => {
  test('keeps what is written to different keys at the same time', async () => {
    const engine = createShakyEngine(() => 'arrives')
    const maps = [open(engine.connect()), open(engine.connect())].map((node) =>
      node.run(() => globalMap<string, number>('map')),
    )

    await Promise.all(maps.flatMap((map, node) => [0, 1, 2].map((i) => map.set(`${node}.${i}`, i))))
    await maps[0]!.update('0.0', (n = 0) => n + 10)

    const keys = ['0.0', '0.1', '0.2', '1.0', '1.1', '1.2']
    expect([...maps[0]!.peek().keys()].toSorted()).toEqual(keys)
    expect(maps[0]!.peek().get('0.0')).toBe(10)
  })

  test('re-renders for the entries that were read, and no others', async () => {
    const node = open()
    const map = node.run(() => globalMap<string, number>('map'))
    const rendered: string[] = []
    function Cell(props: { name: string }) {
      rendered.push(props.name)
      return <i>{map.get(props.name)}</i>
    }
    const page = openPage(() => [<Cell name="a" />, <Cell name="b" />, map.size], { env: node.env })
    await Promise.all([map.set('a', 1), map.set('b', 2)])
    page.update()
    rendered.length = 0

    await map.set('b', 3)

    expect(page.update()).toBe('<i>1</i><i>3</i>2')
    expect(rendered).toEqual(['b'])
  })

  test('says whether there was something to delete', async () => {
    const node = open()
    const map = node.run(() => globalMap<string, number>('map'))
    await map.set('a', 1)

    expect(await Promise.all([map.delete('a'), map.delete('a')])).toEqual([true, false])
    await map.set('b', 1)
    await map.clear()
    expect(map.peek().size).toBe(0)
  })

  test('can be asked in a render and is the same map in the next', () => {
    const node = open()
    const round = state(0)
    const seen = new Set<object>()
    const page = openPage(
      () => {
        seen.add(globalMap('map'))
        return round.get()
      },
      { env: node.env },
    )

    round.set(1)
    page.update()

    expect(seen.size).toBe(1)
  })
})

describe('a global counter', () => {
  test('refuses what cannot be added', () => {
    const count = open().run(() => globalCounter('count'))

    expect(() => count.add(NaN)).toThrow('[state/global-bad-amount]')
  })

  test('starts again at 0', async () => {
    const count = open().run(() => globalCounter('count'))
    await count.add(5)

    await count.reset()

    expect([count.peek(), await count.add(-2)]).toEqual([0, -2])
  })
})

test('a key that nobody can use any more is followed no longer', async () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const engine = createMemoryBackplane()
  const closed = vi.fn()
  const node = open({
    ...engine,
    subscribe(key, listener) {
      const { close } = engine.subscribe(key, listener)
      return {
        close() {
          closed(key)
          close()
        },
      }
    },
  })
  const kept = node.run(() => globalSignal('kept', 0))
  kept.peek()
  node.run(() => void globalSignal('gone', 0).peek())

  await vi.waitFor(() => {
    collect()
    expect(closed).toHaveBeenCalledWith('signal/gone')
  })

  expect(closed).not.toHaveBeenCalledWith('signal/kept')
  expect(kept.peek()).toBe(0)
})
