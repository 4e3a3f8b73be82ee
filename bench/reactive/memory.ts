/** Bytes of heap per node, counted over many. Needs `node --expose-gc`. */
import type { Framework } from './frameworks.ts'

const count = 50_000

/**
 * What one more of each costs, with its edge, its function and what ends it, without the signal it
 * reads.
 */
export function measureMemory({
  signal,
  computed,
  effect,
  read,
}: Framework): Record<string, number> {
  const signals = Array.from({ length: count }, (_, i) => signal(i))

  return {
    'bytes per signal': bytesPer((i) => signal(i)),
    'bytes per computed, one edge': bytesPer((i) => {
      const source = signals[i]
      const copy = computed(() => read(source))
      read(copy)
      return copy
    }),
    'bytes per effect, one edge': bytesPer((i) => {
      const source = signals[i]
      return effect(() => {
        read(source)
      })
    }),
  }
}

function bytesPer(create: (i: number) => unknown): number {
  const kept: unknown[] = new Array(count).fill(undefined)
  // The first ones pay for code and shapes.
  for (let i = 0; i < 100; i++) create(i)

  const before = heapUsed()
  for (let i = 0; i < count; i++) kept[i] = create(i)
  const after = heapUsed()

  return kept.length === 0 ? 0 : Math.round((after - before) / count)
}

function heapUsed(): number {
  if (globalThis.gc === undefined) throw new Error('Expected node --expose-gc.')
  globalThis.gc()
  globalThis.gc()
  return process.memoryUsage().heapUsed
}
