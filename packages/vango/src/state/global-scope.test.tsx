import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Backplane } from '../backplane/backplane.ts'
import { createMemoryBackplane } from '../backplane/memory.ts'
import { openPage } from '../vdom/fixtures/page.ts'
import { createNode } from './fixtures/nodes.ts'
import type { TestNode } from './fixtures/nodes.ts'
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
