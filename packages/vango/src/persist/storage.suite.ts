/**
 * What every storage has to do. Run by the test of each; those of the browser run in one.
 *
 *     describe('localStorage', () => storageSuite(() => ({ storage: localStorage('key'), … }), …))
 */
import { expect, test } from 'vitest'
import type { Storage } from './storage.ts'

export interface StorageSubject {
  readonly storage: Storage
  /** Does what somebody else would, another tab for instance, and waits until this is known here. */
  writeElsewhere(text: string | undefined): void | Promise<void>
}

/**
 * `create` makes a storage with nothing in it; `open` another one of the same place. Where an empty text
 * is the same as none, `hasEmpty` is false.
 */
export function storageSuite(
  create: () => StorageSubject,
  open: () => Storage,
  { hasEmpty = true } = {},
): void {
  test('has nothing at first', async () => {
    const { storage } = create()

    expect(await storage.load()).toBeUndefined()
  })

  for (const text of [
    'dark',
    ...(hasEmpty ? [''] : []),
    '{"a":[1,"ü"]}',
    'a b;c=d&e#f%20"',
    '語🦊',
    '__proto__',
  ]) {
    test(`gives back what it was given: ${JSON.stringify(text)}`, async () => {
      const { storage } = create()

      await storage.save(text)

      expect(await storage.load()).toBe(text)
      expect(await open().load()).toBe(text)
    })
  }

  test('has the last of several texts', async () => {
    const { storage } = create()

    await storage.save('first')
    await storage.save('second')

    expect(await storage.load()).toBe('second')
  })

  test('removes its text, once and twice', async () => {
    const { storage } = create()
    await storage.save('text')

    await storage.save(undefined)
    await storage.save(undefined)

    expect(await storage.load()).toBeUndefined()
  })

  test('sees and tells what others write, until it is no longer asked to', async () => {
    const { storage, writeElsewhere } = create()
    let calls = 0
    const unwatch = storage.watch?.(() => calls++)

    await writeElsewhere('theirs')
    expect(await storage.load()).toBe('theirs')
    expect(calls).toBeGreaterThan(0)
    const before = calls
    unwatch?.()
    await writeElsewhere(undefined)

    expect(await storage.load()).toBeUndefined()
    expect(calls).toBe(before)
  })
}
