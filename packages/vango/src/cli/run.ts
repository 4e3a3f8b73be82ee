/**
 * Runs one command and returns its exit code: 0 done, 1 failed, 2 not understood. Servers run until
 * SIGINT or SIGTERM; a second signal ends the process at once. A server in production also ends, in
 * order and with 1, after an error that nobody has caught.
 */
import { readFileSync } from 'node:fs'

import { VangoError } from '../base/errors.ts'
import type { Server } from '../node.ts'
import { helpText, readCommand } from './args.ts'
import type { Command } from './args.ts'
import { catchStrayErrors } from './stray-errors.ts'

const codeDone = 0
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
    return (await runCommand(readCommand(argv, process.env))) ?? codeDone
  } catch (error) {
    console.error(describe(error))
    return error instanceof VangoError && misuse.has(error.code) ? codeMisused : codeFailed
  }
}

/** Returns its exit code, if it has one of its own. */
async function runCommand(command: Command): Promise<number | void> {
  const say = (line: string): void => console.log(`vango ${command.name}: ${line}`)

  switch (command.name) {
    case 'help':
      return void process.stdout.write(helpText)
    case 'version':
      return console.log(readVersion())
    case 'build':
      return (await import('./build.ts')).build(command, say)
    case 'start':
      return untilOver(await (await import('./start.ts')).start(command, say), say, {
        endsOnError: true,
      })
    case 'dev':
      return untilOver(await (await import('./dev.ts')).dev(command, say), say, {
        endsOnError: false,
      })
  }
}

/** Resolves with the exit code once a signal has come, or an error that ends the server, and it has closed. */
function untilOver(
  server: Server,
  say: (line: string) => void,
  { endsOnError }: { endsOnError: boolean },
): Promise<number> {
  return new Promise((resolve, reject) => {
    let isClosing = false
    const close = (code: number): void => {
      isClosing = true
      say('closing')
      server.close().then(() => resolve(code), reject)
    }
    const onSignal = (): void => {
      if (isClosing) process.exit(codeInterrupted)
      close(codeDone)
    }
    process.on('SIGINT', onSignal)
    process.on('SIGTERM', onSignal)
    catchStrayErrors({
      say,
      ...(endsOnError && {
        onThrown() {
          if (!isClosing) close(codeFailed)
        },
      }),
    })
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
