/** The patch codec against JSON of the same patches: size, and how fast it goes both ways. */
import type { Patch, PatchNode } from 'vango/wire'
import { deepStrictEqual } from 'node:assert/strict'
import { decodePatches, encodePatches } from 'vango/wire'
import type { Row } from '../report.ts'

export const title = 'wire: patches as bytes and as JSON'

const workloads: Record<string, readonly Patch[]> = {
  'counter click': [{ op: 'setText', hid: 5, text: '42' }],
  '100 texts': Array.from({ length: 100 }, (_, i) => ({
    op: 'setText',
    hid: 1_000 + 3 * i,
    text: `row ${i} changed`,
  })),
  '1,000 rows': [
    {
      op: 'defineTemplate',
      template: 1,
      html: '<tr data-hid="0"><td data-hid="1"></td><td><a data-hid="2" data-on="click"></a></td></tr>',
      slots: [
        { kind: 0, offset: 1, name: '' },
        { kind: 0, offset: 2, name: '' },
        { kind: 1, offset: 0, name: 'class' },
      ],
    },
    { op: 'insert', parent: 2, before: 0, nodes: Array.from({ length: 1_000 }, (_, i) => row(i)) },
  ],
  'long text, not ASCII': [{ op: 'setText', hid: 5, text: 'Grüße aus Köln. '.repeat(500) }],
}

/** Encodes and decodes every workload both ways, after checking that both give the patches back. */
export function run(): Promise<readonly Row[]> {
  return Promise.resolve(
    Object.entries(workloads).flatMap(([name, patches]) => measure(name, patches)),
  )
}

function measure(name: string, patches: readonly Patch[]): Row[] {
  const bytes = encodePatches(patches)
  const json = encodeJson(patches)
  deepStrictEqual(decodePatches(bytes), patches)
  deepStrictEqual(decodeJson(json), patches)

  return [
    {
      name: `${name}, wire`,
      values: {
        bytes: bytes.length,
        'encode ns': time(() => encodePatches(patches).length),
        'decode ns': time(() => decodePatches(bytes).length),
      },
    },
    {
      name: `${name}, JSON`,
      values: {
        bytes: json.length,
        'encode ns': time(() => encodeJson(patches).length),
        'decode ns': time(() => decodeJson(json).length),
      },
    },
  ]
}

/** The median over batches, in nanoseconds for one call. Batches take some milliseconds each. */
function time(call: () => number): number {
  let sum = 0
  const batch = (size: number): number => {
    const start = process.hrtime.bigint()
    for (let i = 0; i < size; i++) sum += call()
    return Number(process.hrtime.bigint() - start)
  }

  let size = 1
  while (batch(size) < 5_000_000) size *= 2
  const times = Array.from({ length: 31 }, () => batch(size) / size).sort((a, b) => a - b)
  // The sum is looked at, so that no call can be optimised away.
  if (sum === 0) throw new Error('Nothing was encoded or decoded')
  return times[15] as number
}

function encodeJson(patches: readonly Patch[]): Uint8Array {
  return encoder.encode(JSON.stringify(patches))
}

function decodeJson(bytes: Uint8Array): Patch[] {
  return JSON.parse(decoder.decode(bytes)) as Patch[]
}

const encoder = new TextEncoder()
const decoder = new TextDecoder()

function row(i: number): PatchNode {
  const values = [String(i + 1), `pretty red table ${i}`, ...(i % 10 === 0 ? ['danger'] : [])]
  return { kind: 'instance', template: 1, hid: 10 + 3 * i, values }
}
