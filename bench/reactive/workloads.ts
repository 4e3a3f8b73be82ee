/**
 * What is timed: graphs known from the benchmarks of the field (kairo, mol, cellx, S.js), each
 * built once and then driven. A workload checks the values it ends with on every call, so that
 * nothing fast and wrong is timed.
 */
import type { Framework } from './frameworks.ts'

export interface Workload {
  name: string
  /**
   * How many operations one call of the function that `build` gives does; figures are per
   * operation.
   */
  operations: number
  /** Builds the graph; the function drives it once and throws if a value is wrong. */
  build(framework: Framework): () => void
}

const size = 1000

export const workloads: Workload[] = [
  {
    name: 'get untracked',
    operations: size * 10,
    build({ signal, read }) {
      const signals = range(size).map(signal)
      return () => {
        let sum = 0
        for (let round = 0; round < 10; round++) {
          for (let i = 0; i < size; i++) sum += read(signals[i])
        }
        expectEqual(sum, (10 * size * (size - 1)) / 2)
      }
    },
  },
  {
    name: 'get tracked, re-run of a computed over 1000 signals',
    operations: size * 10,
    build({ signal, computed, read, write }) {
      const signals = range(size).map(signal)
      const sum = computed(() => {
        let total = 0
        for (let i = 0; i < size; i++) total += read(signals[i])
        return total
      })
      let turn = 0
      return () => {
        for (let round = 0; round < 10; round++) {
          write(signals[0], ++turn)
          expectEqual(read(sum), (size * (size - 1)) / 2 + turn)
        }
      }
    },
  },
  {
    name: '1k signals + 1k effects, one batch',
    operations: 1,
    build({ signal, effect, read, write, batch }) {
      const signals = range(size).map(signal)
      let runs = 0
      for (const each of signals) {
        effect(() => {
          read(each)
          runs++
        })
      }
      let turn = size
      return () => {
        runs = 0
        turn++
        batch(() => {
          for (let i = 0; i < size; i++) write(signals[i], turn + i)
        })
        expectEqual(runs, size)
      }
    },
  },
  {
    name: 'set, 1 signal to 1000 effects',
    operations: size,
    build: (framework) => fanOut(framework, size),
  },
  {
    name: 'chain of 50 computeds, effect',
    operations: 50,
    build: (framework) => grid(framework, 1, 50),
  },
  {
    name: '50 chains of 50 computeds, effects',
    operations: 2500,
    build: (framework) => grid(framework, 50, 50),
  },
  {
    name: '1000 chains of 2 computeds, effects',
    operations: 2000,
    build: (framework) => grid(framework, size, 2),
  },
  {
    name: 'diamond of 5',
    operations: 5,
    build({ signal, computed, effect, read, write }) {
      const head = signal(0)
      const sides = range(5).map(() => computed(() => read(head) + 1))
      const sum = computed(() => sides.reduce((total: number, side) => total + read(side), 0))
      return drive(
        { effect, read, write },
        head,
        () => read(sum),
        (turn) => 5 * (turn + 1),
      )
    },
  },
  {
    name: 'triangle of 10',
    operations: 10,
    build({ signal, computed, effect, read, write }) {
      const head = signal(0)
      const nodes: unknown[] = [head]
      for (let i = 1; i < 10; i++) {
        const previous = nodes[i - 1]
        nodes.push(computed(() => read(previous) + 1))
      }
      const sum = computed(() => nodes.reduce((total: number, node) => total + read(node), 0))
      return drive(
        { effect, read, write },
        head,
        () => read(sum),
        (turn) => 10 * turn + 45,
      )
    },
  },
  {
    name: 'mux of 100',
    operations: 100,
    build({ signal, computed, effect, read, write }) {
      const heads = range(100).map(() => signal(0))
      const mux = computed(() => heads.reduce((total: number, head) => total + read(head), 0))
      const splits = heads.map((head) => computed(() => read(mux) - read(head)))
      let last = 0
      for (const split of splits) {
        effect(() => {
          last = read(split)
        })
      }
      let turn = 0
      return () => {
        write(heads[turn % 50], ++turn)
        expectEqual(last, read(mux))
      }
    },
  },
  {
    name: 'one signal read 30 times',
    operations: 30,
    build({ signal, computed, effect, read, write }) {
      const head = signal(0)
      const sum = computed(() => {
        let total = 0
        for (let i = 0; i < 30; i++) total += read(head)
        return total
      })
      return drive(
        { effect, read, write },
        head,
        () => read(sum),
        (turn) => 30 * turn,
      )
    },
  },
  {
    name: 'unstable dependencies',
    operations: 20,
    build({ signal, computed, effect, read, write }) {
      const head = signal(0)
      const double = computed(() => read(head) * 2)
      const inverse = computed(() => -read(head))
      const sum = computed(() => {
        let total = 0
        for (let i = 0; i < 20; i++) total += read(head) % 2 ? read(double) : read(inverse)
        return total
      })
      return drive(
        { effect, read, write },
        head,
        () => read(sum),
        (turn) => 20 * (turn % 2 ? 2 * turn : -turn),
      )
    },
  },
  {
    name: 'change that stops at an equal value',
    operations: 1,
    build({ signal, computed, effect, read, write }) {
      const head = signal(0)
      const zero = computed(() => read(head) * 0)
      let runs = 0
      for (let i = 0; i < 10; i++) {
        const copy = computed(() => read(zero) + i)
        effect(() => {
          read(copy)
          runs++
        })
      }
      let turn = 0
      return () => {
        write(head, ++turn)
        expectEqual(runs, 10)
      }
    },
  },
  {
    name: 'unwatched computeds, 4 layers',
    operations: 400,
    build({ signal, computed, read, write }) {
      const head = signal(0)
      let layer: unknown[] = range(100).map(() => head)
      for (let depth = 0; depth < 4; depth++) {
        layer = layer.map((node, i) => {
          const neighbour = layer[(i + 1) % 100]
          return computed(() => (read(node) + read(neighbour)) / 2)
        })
      }
      let turn = 0
      return () => {
        write(head, ++turn)
        for (const node of layer) expectEqual(read(node), turn)
      }
    },
  },
  { name: 'cellx, 100 layers', operations: 800, build: cellx },
  {
    name: 'create 1000 signals',
    operations: size,
    build({ signal, read }) {
      return () => {
        const signals = range(size).map(signal)
        expectEqual(read(signals[7]), 7)
      }
    },
  },
  {
    name: 'create and read 1000 computeds of 1 signal each',
    operations: size,
    build({ signal, computed, read }) {
      return () => {
        let sum = 0
        for (let i = 0; i < size; i++) {
          const source = signal(i)
          const copy = computed(() => read(source))
          sum += read(copy)
        }
        expectEqual(sum, (size * (size - 1)) / 2)
      }
    },
  },
  {
    name: 'create and end 1000 effects of 2 signals each',
    operations: size,
    build({ signal, effect, read }) {
      const left = signal(1)
      const right = signal(2)
      return () => {
        let sum = 0
        const ends = range(size).map(() =>
          effect(() => {
            sum += read(left) + read(right)
          }),
        )
        for (const end of ends) end()
        expectEqual(sum, 3 * size)
      }
    },
  },
  {
    name: 'create and end 1000 effects of 1 computed each',
    operations: size,
    build({ signal, computed, effect, read }) {
      const head = signal(1)
      return () => {
        let sum = 0
        const ends = range(size).map((i) => {
          const plus = computed(() => read(head) + i)
          return effect(() => {
            sum += read(plus)
          })
        })
        for (const end of ends) end()
        expectEqual(sum, size + (size * (size - 1)) / 2)
      }
    },
  },
]

function range(length: number): number[] {
  return Array.from({ length }, (_, i) => i)
}

function expectEqual(actual: number, expected: number): void {
  if (actual !== expected) throw new Error(`Expected ${expected}, got: ${actual}.`)
}

/** Watches `value` with one effect and writes the next number to `head` on each call. */
function drive(
  { effect, read, write }: Pick<Framework, 'effect' | 'read' | 'write'>,
  head: unknown,
  value: () => number,
  expected: (turn: number) => number,
): () => void {
  let last = Number.NaN
  let turn = 0
  effect(() => {
    last = value()
  })
  return () => {
    write(head, ++turn)
    expectEqual(last, expected(turn))
    expectEqual(read(head), turn)
  }
}

function fanOut({ signal, effect, read, write }: Framework, width: number): () => void {
  const head = signal(0)
  let sum = 0
  for (let i = 0; i < width; i++) {
    effect(() => {
      sum += read(head)
    })
  }
  let turn = 0
  return () => {
    sum = 0
    write(head, ++turn)
    expectEqual(sum, width * turn)
  }
}

function grid(
  { signal, computed, effect, read, write }: Framework,
  width: number,
  depth: number,
): () => void {
  const head = signal(0)
  let sum = 0
  for (let i = 0; i < width; i++) {
    let last: unknown = head
    for (let j = 0; j < depth; j++) {
      const previous = last
      last = computed(() => read(previous) + 1)
    }
    const end = last
    effect(() => {
      sum += read(end)
    })
  }
  let turn = 0
  return () => {
    sum = 0
    write(head, ++turn)
    expectEqual(sum, width * (turn + depth))
  }
}

const cellxLayers = 100

function cellx({ signal, computed, effect, read, write, batch }: Framework): () => void {
  const heads = range(4).map(() => signal(0))
  let layer: unknown[] = heads
  for (let depth = 0; depth < cellxLayers; depth++) {
    const [a, b, c, d] = layer
    layer = [
      computed(() => read(b)),
      computed(() => read(a) - read(c)),
      computed(() => read(b) + read(d)),
      computed(() => read(c)),
    ]
    for (const node of layer) {
      effect(() => {
        read(node)
      })
    }
  }

  const last = layer
  const inputs = [
    [1, 2, 3, 4],
    [4, 3, 2, 1],
  ]
  const outputs = inputs.map(cellxByHand)
  let turn = 0
  return () => {
    const which = turn++ % 2
    batch(() => {
      for (let i = 0; i < 4; i++) write(heads[i], inputs[which]![i]!)
    })
    for (let i = 0; i < 4; i++) expectEqual(read(last[i]), outputs[which]![i]!)
  }
}

function cellxByHand(input: number[]): number[] {
  let [a, b, c, d] = input as [number, number, number, number]
  for (let depth = 0; depth < cellxLayers; depth++) [a, b, c, d] = [b, a - c, b + d, c]
  return [a, b, c, d]
}
