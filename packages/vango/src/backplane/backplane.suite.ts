/** What holds for every backplane. */
import { afterEach, expect, test } from 'vitest'
import type { Backplane, Entry } from './backplane.ts'

export interface BackplaneSource {
  /** One more node: another client of the same engine, on a namespace of this test. */
  connect(options?: { maxValueBytes?: number; namespace?: string }): Promise<Backplane>
  /** Ends all that `connect` has opened, and what it kept. */
  clean(): Promise<void>
}

export function backplaneSuite(source: BackplaneSource): void {
  afterEach(() => source.clean())

  test('tells a subscriber of a key that nobody has written', async () => {
    const node = await source.connect()

    const log = follow(node, 'empty')

    expect(await log.at((entry) => entry.revision === 0)).toEqual({
      revision: 0,
      value: undefined,
    })
  })

  test('tells a late subscriber what is there', async () => {
    const [early, late] = [await source.connect(), await source.connect()]
    const { entry } = await early.compareAndSet('key', 0, 'value')

    const log = follow(late, 'key')

    expect(await log.at((seen) => seen.value === 'value')).toEqual(entry)
  })

  test('brings a write to the subscribers of every node', async () => {
    const nodes = [await source.connect(), await source.connect(), await source.connect()]
    const logs = nodes.map((node) => follow(node, 'key'))
    await Promise.all(logs.map((log) => log.at((entry) => entry.revision === 0)))

    await nodes[1]!.compareAndSet('key', 0, 'value')

    for (const log of logs)
      expect((await log.at((entry) => entry.value === 'value')).value).toBe('value')
  })

  test('has told the writer’s own subscribers when the write is acknowledged', async () => {
    const node = await source.connect()
    const log = follow(node, 'key')
    await log.at((entry) => entry.revision === 0)

    const { entry } = await node.compareAndSet('key', 0, 'value')

    expect(log.entries.at(-1)).toEqual(entry)
  })

  test('refuses a write that expects another revision, and says what is there', async () => {
    const node = await source.connect()
    const { entry } = await node.compareAndSet('key', 0, 'first')

    expect(await node.compareAndSet('key', 0, 'second')).toEqual({ isWritten: false, entry })
    expect(await node.compareAndSet('key', entry.revision + 7, 'second')).toEqual({
      isWritten: false,
      entry,
    })
  })

  test('lets exactly one of many writers win', async () => {
    const nodes = [await source.connect(), await source.connect(), await source.connect()]

    const results = await Promise.all(
      Array.from({ length: 30 }, (_, i) => nodes[i % 3]!.compareAndSet('key', 0, `value ${i}`)),
    )

    const winners = results.filter(({ isWritten }) => isWritten)
    expect(winners).toHaveLength(1)
    for (const { entry } of results) expect(entry).toEqual(winners[0]!.entry)
  })

  test('gives a later write a higher revision, over deletions too', async () => {
    const node = await source.connect()
    const revisions: number[] = [0]
    for (const value of ['a', undefined, 'b', 'c', undefined, 'd']) {
      let result = await node.compareAndSet('key', revisions.at(-1)!, value)
      // A deleted key may count as never written.
      if (!result.isWritten) result = await node.compareAndSet('key', result.entry.revision, value)
      expect(result.isWritten).toBe(true)
      revisions.push(result.entry.revision)
    }

    expect(revisions).toEqual(revisions.toSorted((left, right) => left - right))
    expect(new Set(revisions).size).toBe(revisions.length)
  })

  test('tells all nodes of a deletion', async () => {
    const [first, second] = [await source.connect(), await source.connect()]
    const log = follow(second, 'key')
    const { entry } = await first.compareAndSet('key', 0, 'value')
    await log.at((seen) => seen.value === 'value')

    await first.compareAndSet('key', entry.revision, undefined)

    expect((await log.at((seen) => seen.revision > entry.revision)).value).toBeUndefined()
  })

  test('shows every node the same order, and each its end', async () => {
    const nodes = [await source.connect(), await source.connect(), await source.connect()]
    const logs = nodes.map((node) => follow(node, 'key'))
    await Promise.all(logs.map((log) => log.at(() => true)))

    await Promise.all(nodes.map((node, i) => writeMany(node, 'key', `node ${i}`, 20)))

    const end = await nodes[0]!.compareAndSet('key', -1, 'never')
    for (const log of logs) {
      expect(await log.at((entry) => entry.revision === end.entry.revision)).toEqual(end.entry)
      const revisions = log.entries.map((entry) => entry.revision)
      expect(revisions).toEqual(revisions.toSorted((left, right) => left - right))
    }
  })

  test('keeps every text as it is', async () => {
    const node = await source.connect()
    let revision = 0
    for (const value of ['0', ':', '17:x', '\0', ' ', '𝄞 ü\n\r\n', '"\\']) {
      const { isWritten, entry } = await node.compareAndSet('text', revision, value)
      expect(isWritten).toBe(true)
      revision = entry.revision

      const { entry: read } = await node.compareAndSet('text', -1, 'never')
      expect(read.value).toBe(value)
    }
  })

  test('keeps keys apart, whatever characters they have', async () => {
    const [first, second] = [await source.connect(), await source.connect()]
    const keys = ['a', 'a.b', 'a:b', 'a b', 'a*', '>', 'A', 'ü', '=2e', 'a/b', '𝄞', '.', 'a..b']
    for (const key of keys) await first.compareAndSet(key, 0, `of ${key}`)

    const logs = keys.map((key) => follow(second, key))

    const seen = await Promise.all(logs.map((log) => log.at((entry) => entry.revision > 0)))
    expect(seen.map(({ value }) => value)).toEqual(keys.map((key) => `of ${key}`))
  })

  test('keeps namespaces apart', async () => {
    const [one, other] = [await source.connect(), await source.connect({ namespace: 'other' })]
    await one.compareAndSet('key', 0, 'value')

    const log = follow(other, 'key')

    expect((await log.at(() => true)).value).toBeUndefined()
  })

  test('tells a listener nothing after it has been closed', async () => {
    const node = await source.connect()
    const [closed, open] = [follow(node, 'key'), follow(node, 'key')]
    await Promise.all([closed.at(() => true), open.at(() => true)])

    closed.close()
    const { entry } = await node.compareAndSet('key', 0, 'value')

    expect(open.entries.at(-1)).toEqual(entry)
    expect(closed.entries.map(({ revision }) => revision)).toEqual([0])
  })

  test.each(['', 'x'.repeat(257), 'half \ud834'])('refuses the key %j', async (key) => {
    const node = await source.connect()

    expect(() => node.subscribe(key, () => {})).toThrow('backplane/bad-key')
    await expect(node.compareAndSet(key, 0, 'value')).rejects.toThrow('backplane/bad-key')
  })

  test('refuses a value above its limit, counted in bytes', async () => {
    const node = await source.connect({ maxValueBytes: 8 })

    expect((await node.compareAndSet('key', 0, '12345678')).isWritten).toBe(true)
    await expect(node.compareAndSet('key', 0, 'ü ü ü ü')).rejects.toThrow(
      'Expected at most 8 bytes, got: 11',
    )
  })
}

/** Writes `times` times over whatever is there. */
async function writeMany(node: Backplane, key: string, text: string, times: number): Promise<void> {
  let revision = 0
  for (let written = 0; written < times;) {
    const { isWritten, entry } = await node.compareAndSet(key, revision, `${text}: ${written}`)
    revision = entry.revision
    if (isWritten) written++
  }
}

export interface FollowLog {
  readonly entries: readonly Entry[]
  /** The first entry that passes, of those that came and those that come. */
  at(test: (entry: Entry) => boolean): Promise<Entry>
  close(): void
}

/** All that a subscriber hears. */
export function follow(node: Backplane, key: string): FollowLog {
  const entries: Entry[] = []
  const waiting = new Set<(entry: Entry) => void>()
  const { close } = node.subscribe(key, (entry) => {
    entries.push(entry)
    for (const check of waiting) check(entry)
  })

  return {
    entries,
    close,
    at: (test) =>
      new Promise((resolve) => {
        const found = entries.find(test)
        if (found !== undefined) return resolve(found)
        waiting.add((entry) => {
          if (test(entry)) resolve(entry)
        })
      }),
  }
}
