/** A server and its load client, each on a core of its own, and what the server's work costs it. */
import type { ChildProcess } from 'node:child_process'
import { ask, startChild } from '../child.ts'
import type { Traffic } from './load-client.ts'

export interface Contender {
  readonly name: string
  readonly server: ChildProcess
  readonly client: ChildProcess
  readonly port: number
}

const loadClient = new URL('load-client.ts', import.meta.url)

export async function startContender(name: string, serverFile: URL): Promise<Contender> {
  const server = startChild(serverFile, 0)
  const client = startChild(loadClient, 1)
  return { name, server, client, port: await ask<number>(server, 'port') }
}

export function stopContenders(contenders: readonly Contender[]): void {
  for (const { server, client } of contenders) {
    server.disconnect()
    client.disconnect()
  }
}

export async function openPages(
  { client, port }: Contender,
  path: string,
  count: number,
): Promise<void> {
  await ask(client, 'open', { port, path, count })
}

export async function closePages({ client }: Contender): Promise<void> {
  await ask(client, 'close')
}

export function click(
  { client }: Contender,
  button: string,
  { ms = 0, clicks = 0 }: { ms?: number; clicks?: number },
): Promise<Traffic> {
  return ask(client, 'click', { button, ms, clicks })
}

/** Microseconds of the server's CPU that `work` costs, and what `work` returned. */
export async function cpuOf<T>(
  { server }: Contender,
  work: () => Promise<T>,
): Promise<{ us: number; result: T }> {
  const before = await ask<number>(server, 'cpu')
  const result = await work()
  return { us: (await ask<number>(server, 'cpu')) - before, result }
}
