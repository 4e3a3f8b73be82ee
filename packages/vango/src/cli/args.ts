/** Reads the command line: argv in, one command with checked options out. */
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

import { vangoError } from '../base/errors.ts'

export const commands = ['dev', 'build', 'start'] as const
export type CommandName = (typeof commands)[number]

export interface Command {
  readonly name: CommandName | 'help' | 'version'
  /** The app's folder, absolute. */
  readonly root: string
  /** `undefined` leaves it to the command. */
  readonly port: number | undefined
  readonly host: string | undefined
}

export const helpText: string = `Usage: vango <command> [folder] [options]

Commands:
  dev      serve the app and reload it on every change
  build    make dist/server/app.js for production
  start    serve what build has made

The app is app.tsx (or src/app.tsx) in the folder and exports "app".
Files in public/ are served as they are.

Options:
  --port <number>   port to listen on; else the variable PORT, else 3000
  --host <address>  address to listen on; else the variable HOST, else 127.0.0.1
                    (this machine only; 0.0.0.0 is every network)
  -h, --help        show this
  -v, --version     show the version
`

export function readCommand(argv: readonly string[], env: NodeJS.ProcessEnv): Command {
  const { values, positionals } = parse(argv)
  const [name, folder, ...more] = positionals
  const rest = {
    root: resolve(folder ?? '.'),
    port:
      readPort(values.port, '--port') ?? readPort(env['PORT'] || undefined, 'The variable PORT'),
    host: values.host ?? (env['HOST'] || undefined),
  }

  if (values.version === true) return { name: 'version', ...rest }
  if (values.help === true || name === undefined) return { name: 'help', ...rest }
  if (!isCommand(name)) {
    throw vangoError('cli/unknown-command', { got: name, commands: commands.join(', ') })
  }
  if (more.length > 0) {
    throw vangoError('cli/bad-option', { problem: `Unexpected argument '${more[0]}'.` })
  }
  return { name, ...rest }
}

interface Parsed {
  readonly values: { port?: string; host?: string; help?: boolean; version?: boolean }
  readonly positionals: string[]
}

function parse(argv: readonly string[]): Parsed {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        port: { type: 'string' },
        host: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean', short: 'v' },
      },
    })
  } catch (error) {
    throw vangoError('cli/bad-option', { problem: `${(error as Error).message}.` }, error)
  }
}

function readPort(value: string | undefined, from: string): number | undefined {
  if (value === undefined) return undefined

  const port = /^\d{1,5}$/.test(value) ? Number(value) : -1
  if (port < 0 || port > 65_535) throw vangoError('cli/bad-port', { got: value, from })
  return port
}

function isCommand(name: string): name is CommandName {
  return (commands as readonly string[]).includes(name)
}
