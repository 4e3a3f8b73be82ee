/** What every session store must do. */
import { describe, expect, test } from 'vitest'
import type { SessionStore } from './session-store.ts'

let lastId = 0

/** `connect` opens another store on the same data. */
export function sessionStoreSuite(connect: () => Promise<SessionStore>): void {
  const newId = (): string => `session-${++lastId}-${Math.random().toString(36).slice(2)}`
  const bytes = (...values: number[]): Uint8Array => new Uint8Array(values)
  const hour = 3_600_000

  describe('a session', () => {
    test('that was never saved is not there', async () => {
      const store = await connect()

      expect(await store.load(newId())).toBeUndefined()
    })

    test('is loaded as it was saved, byte by byte', async () => {
      const store = await connect()
      const id = newId()
      const all = Uint8Array.from({ length: 256 }, (_, i) => i)

      const revision = await store.save(id, all, 0, hour)

      expect(revision).toBeGreaterThan(0)
      const stored = await (await connect()).load(id)
      expect(stored!.revision).toBe(revision)
      expect([...stored!.bytes]).toEqual([...all])
    })

    test('is saved again by who has its revision, and by nobody else', async () => {
      const store = await connect()
      const id = newId()
      const first = await store.save(id, bytes(1), 0, hour)

      const second = await store.save(id, bytes(2), first!, hour)

      expect(second).toBeGreaterThan(first!)
      expect(await (await connect()).save(id, bytes(3), first!, hour)).toBeUndefined()
      expect(await (await connect()).save(id, bytes(3), 0, hour)).toBeUndefined()
      expect([...(await store.load(id))!.bytes]).toEqual([2])
    })

    test('that many save at once is saved by one of them', async () => {
      const id = newId()
      const stores = await Promise.all(Array.from({ length: 5 }, () => connect()))
      const revision = await stores[0]!.save(id, bytes(0), 0, hour)

      const results = await Promise.all(
        stores.map((store, i) => store.save(id, bytes(i), revision!, hour)),
      )

      expect(results.filter((result) => result !== undefined)).toHaveLength(1)
    })

    test('is gone when it was removed, and can be saved anew', async () => {
      const store = await connect()
      const id = newId()
      await store.save(id, bytes(1), 0, hour)

      await store.remove(id)

      expect(await store.load(id)).toBeUndefined()
      expect(await store.save(id, bytes(2), 0, hour)).toBeGreaterThan(0)
    })

    test('whose time is over is gone, and can be saved anew', async () => {
      const store = await connect()
      const id = newId()
      await store.save(id, bytes(1), 0, 1)
      while ((await store.load(id)) !== undefined) {
        // oxlint-disable-next-line no-await-in-loop -- until its millisecond is over
        await new Promise((resolve) => setImmediate(resolve))
      }

      expect(await store.save(id, bytes(2), 0, hour)).toBeGreaterThan(0)
      expect([...(await store.load(id))!.bytes]).toEqual([2])
    })
  })
}
