/** What runs in the browser: every contender gets a fresh table, in turns. */
import type { Patch } from 'vango/wire'
import { encodePatches } from 'vango/wire'
import { applyPatches } from '../../packages/vango/src/client/apply.ts'
import { startReading } from '../../packages/vango/src/client/read.ts'
import { nodes, register, walk } from '../../packages/vango/src/client/registry.ts'
import { markOf } from '../../packages/vango/src/client/template.ts'
import { applyDirectly, createRowPrototype } from './direct.ts'
import { createPatches, printTable } from './workload.ts'

export interface Sample {
  readonly direct: number
  readonly client: number
  readonly json: number
}

export interface Measured {
  readonly bytes: number
  readonly jsonBytes: number
  /** Milliseconds of each turn. */
  readonly samples: readonly Sample[]
}

export function measure(turns: number): Measured {
  const patches = createPatches()
  const bytes = encodePatches(patches)
  const json = new TextEncoder().encode(JSON.stringify(patches))
  const row = createRowPrototype()
  const direct = (known: Patch[]): void =>
    applyDirectly(nodes as Map<number, HTMLElement>, known, row)

  const contenders = {
    direct: () => direct(patches),
    client: () => {
      startReading(bytes)
      applyPatches(bytes.length)
    },
    json: () => direct(JSON.parse(new TextDecoder().decode(json)) as Patch[]),
  }
  const results = Object.values(contenders).map((apply) => run(apply).html)
  if (new Set(results).size !== 1) throw new Error('The contenders differ')

  const samples = Array.from({ length: turns }, () => ({
    direct: run(contenders.direct).ms,
    client: run(contenders.client).ms,
    json: run(contenders.json).ms,
  }))
  return { bytes: bytes.length, jsonBytes: json.length, samples }
}

function run(apply: () => void): { ms: number; html: string } {
  nodes.clear()
  document.body.innerHTML = printTable()
  walk(document.body, (node) => {
    const hid = markOf(node)
    if (hid) register(hid, node)
  })

  // What the last run left behind is not this one's.
  ;(globalThis as unknown as { gc(): void }).gc()
  const start = performance.now()
  apply()
  const ms = performance.now() - start
  return { ms, html: document.body.innerHTML }
}
