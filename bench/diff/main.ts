/**
 * A list of 1,000 rows x 4 cells behind a real socket, 8 sessions: server CPU and bytes for each
 * change, as a plain list that renders again, as rows that follow signals, and by hand with `ws`.
 */
import type { Row } from '../report.ts'
import { strictEqual } from 'node:assert/strict'
import { decodePatches, decodeServerMessages } from 'vango/wire'
import { ask } from '../child.ts'
import { compile } from '../compile.ts'
import { median } from '../timing.ts'
import {
  type Contender,
  click,
  closePages,
  cpuOf,
  openPages,
  startContender,
  stopContenders,
} from '../live/contender.ts'
import { appended } from './rows.ts'
import { lastMessage } from './last-message.ts'

export const title = 'diff: changes of a list of 1,000 rows, per event'

const turns = 7
const sessions = 8

/** Clicks per session and turn; what grows and shrinks the list is done less often. */
const buttons = { update: 40, swap: 40, append: 10, remove: 10 } as const
/** Patches of one click. */
const expected = { update: 10, swap: 2, append: 1, remove: 1 } as const

type Button = keyof typeof buttons
type Sample = { readonly ms: number; readonly bytes: number }

interface Entry {
  readonly name: string
  readonly path: string
  readonly contender: Contender
  readonly samples: Record<Button, Sample[]>
}

export async function run(): Promise<readonly Row[]> {
  const app = await compile(new URL('vango-server.tsx', import.meta.url))
  const vango = await startContender('vango', app)
  const raw = await startContender('raw', new URL('raw-server.ts', import.meta.url))
  const entries = [
    createEntry('plain list', '/plain', vango),
    createEntry('bound rows', '/bound', vango),
    createEntry('by hand', '/', raw),
  ]

  try {
    const page = await (await fetch(`http://127.0.0.1:${vango.port}/plain`)).text()
    await ask(raw.server, 'page', page)
    for (const path of ['/plain', '/bound']) await checkPatches(vango, path)

    // The first turn warms up.
    for (let turn = 0; turn <= turns; turn++) {
      for (const entry of entries) await measure(entry, turn > 0)
    }
    return entries.map(toRow)
  } finally {
    stopContenders([vango, raw])
  }
}

function createEntry(name: string, path: string, contender: Contender): Entry {
  return { name, path, contender, samples: { update: [], swap: [], append: [], remove: [] } }
}

/** Each change leaves as the patches it takes, and no more. */
async function checkPatches({ port }: Contender, path: string): Promise<void> {
  for (const button of Object.keys(expected) as Button[]) {
    const bytes = await lastMessage(`http://127.0.0.1:${port}${path}`, button)
    const [message] = [...decodeServerMessages(bytes)]
    if (message?.kind !== 'patch') throw new Error(`${path} answered with ${message?.kind}.`)

    const patches = decodePatches(message.ops).filter(({ op }) => op !== 'defineTemplate')
    strictEqual(patches.length, expected[button], `${path}, ${button}`)
    const [first] = patches
    if (first?.op === 'insert') strictEqual(first.nodes.length, appended)
  }
}

/** Sessions of its own each time, so that all begin with the same list. */
async function measure({ contender, path, samples }: Entry, isKept: boolean): Promise<void> {
  await openPages(contender, path, sessions)
  for (const [button, clicks] of Object.entries(buttons) as [Button, number][]) {
    const { us, result } = await cpuOf(contender, () => click(contender, button, { clicks }))
    strictEqual(result.messages, clicks * sessions)
    const sample = { ms: us / result.messages / 1e3, bytes: result.down / result.messages }
    if (isKept) samples[button].push(sample)
  }
  await closePages(contender)
}

function toRow({ name, samples }: Entry): Row {
  const values: Record<string, number> = {}
  for (const [button, own] of Object.entries(samples)) {
    values[`${button}, ms`] = median(own.map(({ ms }) => ms))
    values[`${button}, bytes`] = median(own.map(({ bytes }) => bytes))
  }
  return { name, values }
}
