/**
 * Live pages over a real network socket: what the server's CPU gives per second, against a server
 * written by hand with `ws` that sends the same bytes. Server and load are processes of their own;
 * the load waits for each answer before it clicks again. Contenders take turns; ratios are taken
 * within a turn, medians count.
 */
import type { Row } from '../report.ts'
import { strictEqual } from 'node:assert/strict'
import { ask } from '../child.ts'
import { compile } from '../compile.ts'
import { median } from '../timing.ts'
import type { Contender } from './contender.ts'
import { click, closePages, cpuOf, openPages, startContender, stopContenders } from './contender.ts'
import type { Traffic } from './load-client.ts'

export const title = 'live: per second of server CPU, and its ratio to raw ws'

const turns = 5
const clickMs = 1_000
const broadcastSessions = 5_000
const broadcastTicks = 8
const joins = 400

/** Measured once for each contender, in each turn. */
type Measure = (contender: Contender) => Promise<Readonly<Record<string, number>>>

export async function run(): Promise<readonly Row[]> {
  const app = await compile(new URL('vango-server.tsx', import.meta.url))
  const vango = await startContender('vango', app)
  const raw = await startContender('raw ws', new URL('raw-server.ts', import.meta.url))
  const contenders = [vango, raw]

  try {
    const page = await (await fetch(`http://127.0.0.1:${vango.port}/`)).text()
    await ask(raw.server, 'page', page)
    await checkCounter(vango)
    await checkCounter(raw)

    return [
      ...(await measureClicks(contenders, '/', 64)),
      ...(await measureClicks(contenders, '/', 512)),
      ...(await measureClicks(contenders, '/rendered', 64)),
      ...(await measure('page GETs', contenders, getPages)),
      ...(await measure('joins', contenders, joinPages)),
      ...(await measureBroadcast(contenders)),
    ]
  } finally {
    stopContenders(contenders)
  }
}

/** Three clicks are three messages of few bytes, each with the number that is then on the page. */
async function checkCounter(contender: Contender): Promise<void> {
  await openPages(contender, '/', 2)
  const { messages, down, up } = await click(contender, 'add', { clicks: 3 })
  await closePages(contender)

  strictEqual(messages, 6)
  // WebSocket header and [length][type][seq][ack][setText][hid][1][digit]; header, mask and event.
  strictEqual(down, 6 * (2 + 8))
  strictEqual(up, 6 * (6 + 6))
}

async function measureClicks(
  contenders: readonly Contender[],
  path: string,
  sessions: number,
): Promise<Row[]> {
  for (const contender of contenders) {
    await openPages(contender, path, sessions)
    // Warms up what the turns then measure.
    await click(contender, 'add', { ms: clickMs })
  }
  const rows = await measure(`events, ${path}, ${sessions} sessions`, contenders, clickPages)
  for (const contender of contenders) await closePages(contender)
  return rows
}

const clickPages: Measure = async (contender) => {
  const { us, result } = await cpuOf(contender, () => click(contender, 'add', { ms: clickMs }))
  const { messages, down, up } = result
  return {
    'per CPU second': (messages / us) * 1e6,
    'bytes down': down / messages,
    'bytes up': up / messages,
  }
}

const getPages: Measure = async (contender) => {
  const { client, port } = contender
  const get = (): Promise<number> => ask(client, 'get', { port, path: '/', ms: clickMs })
  const { us, result } = await cpuOf(contender, get)
  return { 'per CPU second': (result / us) * 1e6 }
}

const joinPages: Measure = async (contender) => {
  const { us } = await cpuOf(contender, () => openPages(contender, '/', joins))
  await closePages(contender)
  return { 'per CPU second': (joins / us) * 1e6, 'CPU ms': us / joins / 1e3 }
}

async function measureBroadcast(contenders: readonly Contender[]): Promise<Row[]> {
  for (const contender of contenders) {
    await openPages(contender, '/ticker', broadcastSessions)
    await broadcast(contender)
  }
  const name = `broadcast to ${broadcastSessions}, messages`
  const rows = await measure(name, contenders, async (contender) => {
    const { us, result } = await cpuOf(contender, () => broadcast(contender))
    return {
      'per CPU second': (result.messages / us) * 1e6,
      'bytes down': result.down / result.messages,
    }
  })
  for (const contender of contenders) await closePages(contender)
  return rows
}

/** Each tick is sent when everybody has had the one before. */
async function broadcast({ server, client }: Contender): Promise<Traffic> {
  const sum = { messages: 0, down: 0, up: 0 }
  for (let tick = 0; tick < broadcastTicks; tick++) {
    await ask(server, 'tick')
    const { messages, down, up } = await ask<Traffic>(client, 'everyone')
    sum.messages += messages
    sum.down += down
    sum.up += up
  }
  return sum
}

/** A row per contender; the last contender is the bound. */
async function measure(
  name: string,
  contenders: readonly Contender[],
  once: Measure,
): Promise<Row[]> {
  const samples: Record<string, number>[][] = contenders.map(() => [])
  for (let turn = 0; turn < turns; turn++) {
    for (const [i, contender] of contenders.entries()) samples[i]!.push(await once(contender))
  }

  const bound = samples.at(-1)!
  return contenders.map((contender, i) => {
    const own = samples[i]!
    const column = (key: string): number => median(own.map((sample) => sample[key]!))
    const ratios = own.map(
      (sample, turn) => sample['per CPU second']! / bound[turn]!['per CPU second']!,
    )
    const [speed, ...others] = Object.keys(own[0]!)
    return {
      name: `${name}, ${contender.name}`,
      values: {
        [speed!]: column(speed!),
        ratio: median(ratios),
        ...Object.fromEntries(others.map((key) => [key, column(key)])),
      },
    }
  })
}
