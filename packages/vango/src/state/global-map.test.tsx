import { afterEach, describe, expect, test } from 'vitest'
import type { Backplane } from '../backplane/backplane.ts'
import { createMemoryBackplane } from '../backplane/memory.ts'
import { state } from '../component/state.ts'
import { openPage } from '../vdom/fixtures/page.ts'
import { createNode } from './fixtures/nodes.ts'
import type { TestNode } from './fixtures/nodes.ts'
import { createShakyEngine } from './fixtures/shaky.ts'
import { globalMap } from './global-map.ts'

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
