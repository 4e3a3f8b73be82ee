/**
 * The signal graph against alien-signals, the fastest that passes all of the conformance suite.
 *
 * Each library has a process of its own, so that the compiled code of one does not know the shapes
 * of the other; the samples are taken in turns, so that whatever else the machine does hits both.
 */
import type { Row } from '../report.ts'
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { frameworks } from './frameworks.ts'
import { workloads } from './workloads.ts'

export const title = 'reactive: signals, computeds and effects'

const samples = 15

export async function run(): Promise<readonly Row[]> {
  const names = frameworks.map(({ name }) => name)
  const children = names.map(start)

  try {
    const rows: Row[] = []
    const ratios: number[] = []
    for (const [index, { name }] of workloads.entries()) {
      const values = await measure(children, index)
      ratios.push(values[0]! / values[1]!)
      rows.push(toRow(`${name}, ns/op`, names, values))
    }
    rows.push({ name: 'geometric mean', values: { ratio: geometricMean(ratios) } })

    return [...rows, ...(await measureMemory(names))]
  } finally {
    for (const child of children) child.kill()
  }
}

/** The median of each child for one workload. */
async function measure(children: ChildProcess[], index: number): Promise<number[]> {
  const times: number[][] = children.map(() => [])
  for (let sample = 0; sample < samples; sample++) {
    for (const [i, child] of children.entries()) times[i]!.push(await ask<number>(child, index))
  }
  return times.map(median)
}

/** In processes of its own: what the workloads leave behind would be counted too. */
async function measureMemory(names: string[]): Promise<Row[]> {
  const figures: Record<string, number>[] = []
  for (const name of names) {
    const child = start(name)
    figures.push(await ask(child, 'memory'))
    child.kill()
  }
  return Object.keys(figures[0]!).map((name) =>
    toRow(
      name,
      names,
      figures.map((figure) => figure[name]!),
    ),
  )
}

function start(name: string): ChildProcess {
  const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url))
  return fork(path('../../scripts/run.mjs'), [path('child.ts'), name], {
    execArgv: ['--expose-gc'],
  })
}

async function ask<T>(child: ChildProcess, request: 'memory' | number): Promise<T> {
  const waiting = new AbortController()
  const { signal } = waiting
  child.send(request)
  try {
    const [answer] = await Promise.race([
      once(child, 'message', { signal }),
      once(child, 'exit', { signal }).then(([code]) => {
        throw new Error(`A benchmark process ended with code ${code}.`)
      }),
    ])
    return answer as T
  } finally {
    waiting.abort()
  }
}

/** `ratio` is this library's figure divided by the other one's: below 1 is better. */
function toRow(name: string, names: string[], values: number[]): Row {
  const columns = names.map((library, i) => [library, values[i]!])
  return { name, values: { ...Object.fromEntries(columns), ratio: values[0]! / values[1]! } }
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!
}

function geometricMean(values: number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length)
}
