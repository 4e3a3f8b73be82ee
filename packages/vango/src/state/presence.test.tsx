import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Backplane } from '../backplane/backplane.ts'
import { createMemoryBackplane } from '../backplane/memory.ts'
import { state } from '../component/state.ts'
import { openPage } from '../vdom/fixtures/page.ts'
import type { Page } from '../vdom/fixtures/page.ts'
import { createNode } from './fixtures/nodes.ts'
import type { TestNode } from './fixtures/nodes.ts'
import { GlobalMap } from './global-map.ts'
import { presence } from './presence.ts'
import { beatMs, deadMs } from './presence-directory.ts'

let engine: Backplane
let nodes: TestNode[]

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] })
  engine = createMemoryBackplane()
  nodes = []
})

afterEach(async () => {
  vi.useRealTimers()
  await Promise.all(nodes.map((node) => node.close()))
})

/** Each its own object, as in processes of their own. */
function connect(): Backplane {
  return { ...engine, async close() {} }
}

function open(backplane: Backplane = connect()): TestNode {
  const node = createNode(backplane)
  nodes.push(node)
  return node
}

/** A page on `node` that says who is in `room`, as `a,b`. */
function enter(node: TestNode, name: string, room = 'lobby'): Page {
  function Room() {
    const here = presence(room, { name })
    return (
      <i>
        {here
          .get()
          .map(({ data }) => data.name)
          .join()}
      </i>
    )
  }
  const page = openPage(() => <Room />, { env: node.env })
  page.root.start()
  page.flush()
  return page
}

/** All writes so far have come everywhere. */
async function settle(): Promise<void> {
  for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve))
}

async function shown(...pages: Page[]): Promise<string[]> {
  await settle()
  return pages.map((page) => page.update().replace(/<\/?i>/g, ''))
}

describe('presence', () => {
  test('lists everyone on all nodes, in the order of coming', async () => {
    const [one, other] = [open(), open()]
    const pages: Page[] = []
    for (const [node, name] of [
      [one, 'Ada'],
      [other, 'Bob'],
      [one, 'Cy'],
    ] as const) {
      pages.push(enter(node, name))
      await settle()
    }

    expect(await shown(...pages)).toEqual(['Ada,Bob,Cy', 'Ada,Bob,Cy', 'Ada,Bob,Cy'])
  })

  test('does not count a page that no browser has opened', async () => {
    const node = open()
    const crawler = openPage(() => presence('lobby', 'crawler').get().length, { env: node.env })
    const page = enter(node, 'Ada')

    expect(await shown(crawler, page)).toEqual(['1', 'Ada'])
  })

  test('ends with the session', async () => {
    const [one, other] = [open(), open()]
    const [ada, bob] = [enter(one, 'Ada'), enter(other, 'Bob')]
    expect(await shown(bob)).toEqual(['Ada,Bob'])

    ada.root.dispose()

    expect(await shown(bob)).toEqual(['Bob'])
  })

  test('ends with the component', async () => {
    const node = open()
    const isHere = state(true)
    function Here() {
      presence('lobby', { name: 'Ada' })
      return 'here'
    }
    const ada = openPage(() => isHere.get() && <Here />, { env: node.env })
    ada.root.start()
    ada.flush()
    const bob = enter(node, 'Bob')
    expect(await shown(bob)).toEqual(['Ada,Bob'])

    isHere.set(false)
    ada.flush()

    expect(await shown(bob)).toEqual(['Bob'])
  })

  test('keeps topics apart, and follows a page from one to the other', async () => {
    const node = open()
    const room = state('lobby')
    function Here(props: { room: string }) {
      return presence(props.room, { name: 'Ada' })
        .get()
        .map(({ data }) => data.name)
        .join()
    }
    const ada = openPage(() => <Here room={room.get()} />, { env: node.env })
    ada.root.start()
    ada.flush()
    const [lobby, bar] = [enter(node, 'Bob'), enter(node, 'Cy', 'bar')]
    expect(await shown(lobby, bar)).toEqual(['Ada,Bob', 'Cy'])

    room.set('bar')
    ada.flush()

    expect(await shown(lobby, bar, ada)).toEqual(['Bob', 'Cy,Ada', 'Cy,Ada'])
  })

  test('tells what a page says of itself now, at its old place', async () => {
    const node = open()
    const name = state('Ada')
    const ada = openPage(() => presence('lobby', { name: name.get() }).self && '', {
      env: node.env,
    })
    ada.root.start()
    ada.flush()
    await settle()
    const bob = enter(node, 'Bob')
    expect(await shown(bob)).toEqual(['Ada,Bob'])

    name.set('Ada L.')
    ada.flush()

    expect(await shown(bob)).toEqual(['Ada L.,Bob'])
  })

  test('knows which member is this page', async () => {
    const node = open()
    enter(node, 'Ada')
    await settle()
    const page = openPage(
      () => {
        const here = presence('lobby', { name: 'Bob' })
        return here
          .get()
          .filter(({ id }) => id === here.self)
          .map(({ data }) => data.name)
          .join()
      },
      { env: node.env },
    )
    page.root.start()
    page.flush()

    expect(await shown(page)).toEqual(['Bob'])
  })

  test('is refused outside of a component', () => {
    expect(() => presence('lobby', {})).toThrow('[component/hook-outside-render]')
  })
})

describe('a node', () => {
  test('that dies takes its members along after a while, however many topics they are in', async () => {
    const { backplane, die } = mortal()
    const [living, dying] = [open(), open(backplane)]
    const ada = enter(living, 'Ada')
    enter(dying, 'Bob')
    const cy = enter(living, 'Cy', 'bar')
    enter(dying, 'Dora', 'bar')
    expect(await shown(ada, cy)).toEqual(['Ada,Bob', 'Cy,Dora'])

    die()
    await beat(deadMs / beatMs)
    expect(await shown(ada, cy)).toEqual(['Ada,Bob', 'Cy,Dora'])
    await beat(2)

    expect(await shown(ada, cy)).toEqual(['Ada', 'Cy'])
  })

  test('that closes takes them along at once', async () => {
    const [one, other] = [open(), open()]
    const ada = enter(one, 'Ada')
    enter(other, 'Bob')
    expect(await shown(ada)).toEqual(['Ada,Bob'])

    await other.close()

    expect(await shown(ada)).toEqual(['Ada'])
  })

  test('that lives keeps its members, for as long as they are there', async () => {
    const [one, other] = [open(), open()]
    const pages = [enter(one, 'Ada'), enter(other, 'Bob')]

    await beat(20)

    expect(await shown(...pages)).toEqual(['Ada,Bob', 'Ada,Bob'])
  })

  test('brings its members back when it was taken for dead by mistake', async () => {
    const [one, other] = [open(), open()]
    const ada = enter(one, 'Ada')
    enter(other, 'Bob')
    await settle()
    await engineMap('presence-nodes', 'nodes').delete(other.scope.node)
    expect(await shown(ada)).toEqual(['Ada'])

    await beat(1)

    expect(await shown(ada)).toEqual(['Ada,Bob'])
  })

  test('clears away what a dead one has left', async () => {
    const node = open()
    const ghosts = engineMap<{ node: string; data: unknown }>('presence', 'lobby')
    await ghosts.set('ghost', { node: 'long gone', data: { name: 'Ghost' } })
    const ada = enter(node, 'Ada')
    expect(await shown(ada)).toEqual(['Ada'])
    expect(ghosts.peek().size).toBe(2)

    await beat(2)

    expect([...ghosts.peek().values()].map(({ node: name }) => name)).toEqual([node.scope.node])
  })

  test('without members is silent, and none of the nodes', async () => {
    const node = open()
    const ada = enter(node, 'Ada')
    await settle()
    ada.root.dispose()
    await beat(1)

    expect(engineMap('presence-nodes', 'nodes').peek().size).toBe(0)
    expect(vi.getTimerCount()).toBe(0)
  })

  /** The engine's own map, as a node of its own sees it. */
  function engineMap<V>(kind: string, name: string) {
    const node = open()
    return node.run(() => new GlobalMap<string, V>(name, undefined, kind))
  }
})

interface Mortal {
  readonly backplane: Backplane
  die(): void
}

/** A node that stops talking without a good-bye. */
function mortal(): Mortal {
  let isDead = false
  const backplane = connect()
  return {
    die: () => (isDead = true),
    backplane: {
      ...backplane,
      compareAndSet: (...args) =>
        isDead ? new Promise(() => {}) : backplane.compareAndSet(...args),
    },
  }
}

/** So many beats go by. */
async function beat(times: number): Promise<void> {
  for (let i = 0; i < times; i++) {
    await vi.advanceTimersByTimeAsync(beatMs)
    await settle()
  }
}
