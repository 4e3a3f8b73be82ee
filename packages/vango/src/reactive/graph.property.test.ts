/**
 * Random graphs against a model that recomputes everything from the signals every time.
 *
 * Nodes read earlier nodes only, some of them by a condition. After each step all values are those
 * of the model, and whatever has run had a reason to: something it read in its last run has changed.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { batch } from './batch.ts'
import { type Computed, createComputed } from './computed.ts'
import { createEffect } from './effect.ts'
import { createSignal, type Signal } from './signal.ts'

interface NodeSpec {
  kind: 'sum' | 'choose' | 'parity' | 'risky'
  /** Where it reads, as fractions of the nodes before it. */
  reads: [number, number, number]
}

type Step =
  | { kind: 'write'; writes: [signal: number, value: number][] }
  | { kind: 'read'; node: number }
  | { kind: 'watch'; node: number; other: number }
  | { kind: 'end'; effect: number }

interface Reader {
  /** What it read in its last run: node → how often that node had changed by then. */
  reads: Map<number, number>
  runs: number
}

const signalCount = 4

const nodeSpec: fc.Arbitrary<NodeSpec> = fc.record({
  kind: fc.constantFrom('sum', 'choose', 'parity', 'risky'),
  reads: fc.tuple(fraction(), fraction(), fraction()),
})

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('write' as const),
    writes: fc.array(fc.tuple(fc.nat(signalCount - 1), fc.nat(4)), { minLength: 1, maxLength: 4 }),
  }),
  fc.record({ kind: fc.constant('read' as const), node: fraction() }),
  fc.record({ kind: fc.constant('watch' as const), node: fraction(), other: fraction() }),
  fc.record({ kind: fc.constant('end' as const), effect: fraction() }),
)

test('any graph has the values of a full recomputation, without a needless run', () => {
  fc.assert(
    fc.property(
      fc.array(nodeSpec, { minLength: 1, maxLength: 12 }),
      fc.array(step, { minLength: 1, maxLength: 30 }),
      (specs, steps) => {
        const world = createWorld(specs)
        for (const each of steps) world.take(each)
        world.checkAll()
        expect(world.complaints).toEqual([])
      },
    ),
    { numRuns: 500 },
  )
})

function createWorld(specs: NodeSpec[]) {
  const inputs = Array.from({ length: signalCount }, () => 0)
  const signals = inputs.map((value) => createSignal(value))
  const nodes: (Signal<number> | Computed<number>)[] = [...signals]
  const readers = new Map<number, Reader>()
  const effects: { end: () => void; reader: Reader; seen: unknown[] }[] = []
  // How often the settled value of each node has changed, by the model.
  const changes: number[] = [...inputs]

  specs.forEach((spec, i) => {
    const index = signalCount + i
    const reader: Reader = { reads: new Map(), runs: 0 }
    readers.set(index, reader)
    nodes.push(
      createComputed(() => {
        noteRun(reader)
        return compute(spec, index, (source) => {
          reader.reads.set(source, changes[source]!)
          return nodes[source]!.get()
        })
      }),
    )
    changes.push(0)
  })
  // Not thrown where they are found: that may be inside a computed, which would keep them as its error.
  const complaints: string[] = []
  let values = model()

  return { take, checkAll, complaints }

  function take(each: Step): void {
    for (const reader of readers.values()) reader.runs = 0
    for (const { reader } of effects) reader.runs = 0

    if (each.kind === 'write') write(each.writes)
    else if (each.kind === 'read') check(at(nodes, each.node))
    else if (each.kind === 'watch') watch(at(nodes, each.node), at(nodes, each.other))
    else if (effects.length > 0) effects.splice(at(effects, each.effect), 1)[0]!.end()

    for (const reader of [...readers.values(), ...effects.map((effect) => effect.reader)]) {
      if (reader.runs > 1) complaints.push(`ran ${reader.runs} times in one step`)
    }
  }

  function write(writes: [number, number][]): void {
    for (const [signal, value] of writes) inputs[signal] = value
    const next = model()
    next.forEach((value, i) => {
      if (value !== values[i]) changes[i]!++
    })
    values = next

    batch(() => {
      for (const [signal, value] of writes) signals[signal]!.set(value)
    })
    for (const { seen, reader } of effects) compare(seen, expectedOf(reader))
  }

  function watch(node: number, other: number): void {
    const reader: Reader = { reads: new Map(), runs: 0 }
    const effect = { end: () => {}, reader, seen: [] as unknown[] }
    effect.end = createEffect(() => {
      noteRun(reader)
      effect.seen = [node, other].map((each) => {
        reader.reads.set(each, changes[each]!)
        return result(() => nodes[each]!.get())
      })
    })
    compare(effect.seen, expectedOf(reader))
    effects.push(effect)
  }

  function expectedOf(reader: Reader): unknown[] {
    const [node, other = node] = [...reader.reads.keys()]
    return [values[node!], values[other!]]
  }

  function noteRun(reader: Reader): void {
    reader.runs++
    const isFirst = reader.reads.size === 0
    const hasReason = [...reader.reads].some(([node, change]) => changes[node] !== change)
    if (!isFirst && !hasReason) complaints.push('ran without a reason')
    reader.reads = new Map()
  }

  function check(node: number): void {
    compare([result(() => nodes[node]!.get())], [values[node]])
  }

  function compare(actual: unknown[], expected: unknown[]): void {
    if (actual.every((value, i) => Object.is(value, expected[i]))) return
    complaints.push(`expected ${expected.join()}, got: ${actual.join()}`)
  }

  function checkAll(): void {
    nodes.forEach((_, node) => check(node))
  }

  function model(): unknown[] {
    const all: unknown[] = [...inputs]
    specs.forEach((spec, i) => {
      const read = (source: number): number => {
        const value = all[source]
        if (typeof value === 'string') throw new Error(value)
        return value as number
      }
      all.push(result(() => compute(spec, signalCount + i, read)))
    })
    return all
  }
}

/** The function of a node: reads nodes before `index` by `read`. */
function compute({ kind, reads }: NodeSpec, index: number, read: (node: number) => number): number {
  const [first, second, third] = reads.map((fractionOf) => Math.floor(fractionOf * index)) as [
    number,
    number,
    number,
  ]
  if (kind === 'sum') return (read(first) + read(second) + read(third)) % 100
  if (kind === 'choose') return read(first) % 2 === 0 ? read(second) : read(third)
  if (kind === 'parity') return read(first) % 2
  if (read(first) % 3 === 2) throw new Error(`broken at ${index}`)
  return read(second)
}

/** The value, or the message of the error, by which errors are compared. */
function result(fn: () => number): unknown {
  try {
    return fn()
  } catch (error) {
    return (error as Error).message
  }
}

function fraction(): fc.Arbitrary<number> {
  return fc.double({ min: 0, max: 0.999, noNaN: true })
}

function at(list: unknown[], position: number): number {
  return Math.floor(position * list.length)
}
