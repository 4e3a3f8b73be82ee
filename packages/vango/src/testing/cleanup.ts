/**
 * The end of a test: pages that it left open are closed, and a clock that it stopped goes on. Test
 * runners that have a global `afterEach` need do nothing; Vitest without globals calls `cleanup` by
 * `vango/testing-vitest`.
 */
import { restoreClock } from './clock.ts'

const open = new Set<() => Promise<void>>()

/** Closes all pages and restores the clock. Throws what the first page that had problems throws. */
export async function cleanup(): Promise<void> {
  const errors: unknown[] = []
  for (const close of open) {
    try {
      await close()
    } catch (error) {
      errors.push(error)
    }
  }
  open.clear()
  restoreClock()
  if (errors.length > 0) throw errors[0]
}

/** A page is open from now on until `done`. */
export function openCleanup(close: () => Promise<void>): { done(): void } {
  open.add(close)
  return { done: () => void open.delete(close) }
}

const { afterEach } = globalThis as { afterEach?: (task: () => Promise<void>) => void }
if (typeof afterEach === 'function') afterEach(cleanup)
