/**
 * Times functions in turns: one batch of each, then again, so that whatever else the machine does
 * hits all of them. Ratios are taken within a turn; of everything the median counts. The clock is the
 * CPU time of this process, so that others at work do not count, and the collector's threads do.
 */
export interface Timing {
  /** CPU time of one call. */
  readonly ns: number
  /** How much faster than another one: above 1 is faster. */
  ratioTo(other: string): number
}

export interface TimingOptions {
  readonly turns?: number
  readonly batchMs?: number
}

/** `call` must return something that depends on all of its work. */
export function interleave<T>(
  contenders: Readonly<Record<string, T>>,
  call: (contender: T) => number,
  { turns = 15, batchMs = 25 }: TimingOptions = {},
): Record<string, Timing> {
  const names = Object.keys(contenders)
  let sum = 0
  const batch = (contender: T, size: number): number => {
    const start = process.cpuUsage()
    for (let i = 0; i < size; i++) sum += call(contender)
    return cpuNs(start)
  }

  const sizes = names.map((name) => {
    // Twice as often each time until it is long enough, which warms up as well.
    let size = 1
    while (batch(contenders[name]!, size) < batchMs * 1e6) size *= 2
    return size
  })
  const samples: number[][] = names.map(() => [])
  for (let turn = 0; turn < turns; turn++) {
    for (const [i, name] of names.entries()) {
      samples[i]!.push(batch(contenders[name]!, sizes[i]!) / sizes[i]!)
    }
  }
  if (sum === 0) throw new Error('Nothing was done.')
  return Object.fromEntries(names.map((name, i) => [name, toTiming(names, samples, i)]))
}

function toTiming(names: string[], samples: number[][], index: number): Timing {
  const own = samples[index]!
  return {
    ns: median(own),
    ratioTo(other) {
      const others = samples[names.indexOf(other)]!
      return median(own.map((ns, turn) => others[turn]! / ns))
    },
  }
}

/** Nanoseconds of CPU since `start`, by all threads of the process. */
export function cpuNs(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start)
  return (user + system) * 1_000
}

export function median(values: readonly number[]): number {
  if (values.length === 0) throw new Error('Nothing was measured.')
  return values.toSorted((a, b) => a - b)[values.length >> 1]!
}
