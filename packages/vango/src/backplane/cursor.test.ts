import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Entry } from './backplane.ts'
import { createCursor } from './cursor.ts'

const entry = (revision: number): Entry => ({ revision, value: `value ${revision}` })

function createLog() {
  const revisions: number[] = []
  return { revisions, cursor: createCursor(({ revision }) => revisions.push(revision)) }
}

describe('a cursor', () => {
  test('begins with the snapshot, or with a message that came later', () => {
    const [early, late] = [createLog(), createLog()]

    early.cursor.message(entry(6))
    early.cursor.snapshot(entry(7))
    late.cursor.message(entry(8))
    late.cursor.snapshot(entry(7))

    expect([early.revisions, late.revisions]).toEqual([[7], [8]])
  })

  test('drops a message that is not newer', () => {
    const { cursor, revisions } = createLog()
    cursor.snapshot(entry(3))

    for (const revision of [2, 3, 4, 4, 1, 5]) cursor.message(entry(revision))

    expect(revisions).toEqual([3, 4, 5])
  })

  test('says nothing again after a lost connection in which nothing happened', () => {
    const { cursor, revisions } = createLog()
    cursor.snapshot(entry(3))

    cursor.load()
    cursor.snapshot(entry(3))

    expect(revisions).toEqual([3])
  })

  test('goes back with an engine that has lost writes', () => {
    const { cursor, revisions } = createLog()
    cursor.snapshot(entry(9))

    cursor.load()
    cursor.snapshot(entry(4))
    cursor.message(entry(5))

    expect(revisions).toEqual([9, 4, 5])
  })

  test('ends at the last write and never goes back, however snapshot and messages interleave', () => {
    fc.assert(
      fc.property(
        fc.nat(20),
        fc.nat(20),
        fc.nat(20),
        fc.array(fc.boolean(), { maxLength: 40 }),
        (before, atRead, after, turns) => {
          // Watched after `before` writes, read after `atRead` more, `after` more followed.
          const { cursor, revisions } = createLog()
          const last = before + atRead + after
          let next = before + 1
          let isRead = false
          const read = (): void => {
            if (isRead) return
            isRead = true
            cursor.snapshot(entry(before + atRead))
          }
          for (const isMessage of turns) {
            if (!isMessage) read()
            else if (next <= last) cursor.message(entry(next++))
          }
          while (next <= last) cursor.message(entry(next++))
          read()

          expect(revisions.at(-1)).toBe(last)
          expect(revisions).toEqual([...new Set(revisions)].toSorted((one, two) => one - two))
        },
      ),
    )
  })
})
