/**
 * Runs one command and returns its exit code: 0 done, 1 failed, 2 not understood. Servers run until
 * SIGINT or SIGTERM; a second signal ends the process at once.
 */
import { readFileSync } from 'node:fs'

import { VangoError } from '../base/errors.ts'
import type { Server } from '../node.ts'
import { helpText, readCommand } from './args.ts'
import type { Command } from './args.ts'

const codeFailed = 1
const codeMisused = 2
/** 128 and the signal's number, as shells have it. */
const codeInterrupted = 130

const misuse: ReadonlySet<string> = new Set([
  'cli/unknown-command',
  'cli/bad-option',
  'cli/bad-port',
])

export async function run(argv: readonly string[]): Promise<number> {
  try {
    await runCommand(readCommand(argv, process.env))
    return 0
  } catch (error) {
    console.error(describe(error))
    return error instanceof VangoError && misuse.has(error.code) ? codeMisused : codeFailed
  }
}

async function runCommand(command: Command): Promise<void> {
  const say = (line: string): void => console.log(`vango ${command.name}: ${line}`)

  switch (command.name) {
    case 'help':
      return void process.stdout.write(helpText)
    case 'version':
      return console.log(readVersion())
    case 'build':
      return (await import('./build.ts')).build(command, say)
    case 'start':
      return untilSignal(await (await import('./start.ts')).start(command, say), say)
    case 'dev':
      return untilSignal(await (await import('./dev.ts')).dev(command, say), say)
  }
}

/** Resolves once a signal has come and the server has closed. */
function untilSignal(server: Server, say: (line: string) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    let isClosing = false
    const onSignal = (): void => {
      if (isClosing) process.exit(codeInterrupted)
      isClosing = true
      say('closing')
      server.close().then(resolve, reject)
    }
    process.on('SIGINT', onSignal)
    process.on('SIGTERM', onSignal)
  })
}

/** Our own errors say all there is to say; others need their stack. */
function describe(error: unknown): string {
  if (error instanceof VangoError) return `vango: ${error.message}`

  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

function readVersion(): string {
  const file = new URL('../../package.json', import.meta.url)
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}
