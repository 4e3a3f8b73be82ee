/**
 * Breaks the framework on purpose, one line at a time, and runs the tests that should notice: a suite
 * that stays green then proves nothing. Works on a copy; the sources stay as they are.
 *
 * `npm run check:mutations`, or with words of the names of those to try: `-- outbox escape`.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { exitWith, isMain } from './report.ts'

interface Mutation {
  readonly name: string
  /** Below `packages/vango/src/`. */
  readonly file: string
  readonly line: string
  /** What takes its place. */
  readonly becomes: string
  /** Vitest's project and the tests of it that must fail, below `packages/vango/src/`. */
  readonly project: 'node' | 'browser'
  readonly tests: readonly string[]
}

/** One for each promise that is broken in silence if its line is wrong. */
export const mutations: readonly Mutation[] = [
  {
    name: 'diff: nodes that must move stay',
    file: 'vdom/diff-list.ts',
    line: '} else if (stillAt >= 0 && still[stillAt] === at) {',
    becomes: '} else if (stillAt >= 0) {',
    project: 'node',
    tests: ['vdom/diff'],
  },
  {
    name: 'diff: moved nodes come before the wrong one',
    file: 'vdom/diff-list.ts',
    line: 'moveRoots(place.host.sink, next[i]!, hidAfter(place, next, i + 1))',
    becomes: 'moveRoots(place.host.sink, next[i]!, hidAfter(place, next, i + 2))',
    project: 'node',
    tests: ['vdom/diff'],
  },
  {
    name: 'outbox: the replay leaves out the oldest message',
    file: 'live/outbox.ts',
    line: 'return this.messages.slice(this.messages.length - count)',
    becomes: 'return this.messages.slice(this.messages.length - count + 1)',
    project: 'node',
    tests: ['live'],
  },
  {
    name: 'inbox: an event that comes twice is handled twice',
    file: 'live/inbox.ts',
    line: "if (eventNo <= this.lastEvent) return 'duplicate'",
    becomes: 'if (eventNo <= this.lastEvent) this.lastEvent = eventNo - 1',
    project: 'node',
    tests: ['live', 'testing/network'],
  },
  {
    name: 'client: an acknowledgement forgets one event too many',
    file: 'client/connection.ts',
    line: 'queue.splice(0, count)',
    becomes: 'queue.splice(0, count + 1)',
    project: 'browser',
    tests: ['client/connection'],
  },
  {
    name: 'token: any token of the right length opens a session',
    file: 'live/tokens.ts',
    line: 'return given.length === expected.length && timingSafeEqual(given, expected)',
    becomes: 'return given.length === expected.length',
    project: 'node',
    tests: ['live', 'middleware'],
  },
  {
    name: 'csrf: any signature is a good one',
    file: 'server/tokens.ts',
    line: 'timingSafeEqual(sign(each, bytes, purpose), bytes.subarray(mac)),',
    becomes: 'true,',
    project: 'node',
    tests: ['server', 'middleware'],
  },
  {
    name: 'csrf: the token of another browser is as good',
    file: 'server/tokens.ts',
    line: "if (!timingSafeEqual(tagOf(key, browserId), bytes.subarray(tag, mac))) return 'foreign'",
    becomes: '',
    project: 'node',
    tests: ['server', 'middleware'],
  },
  {
    name: 'escape: quotes end an attribute',
    file: 'html/escape.ts',
    line: `'"': '&quot;',`,
    becomes: '',
    project: 'node',
    tests: ['html'],
  },
  {
    name: 'cycle: a computed that asks for itself gets its old value',
    file: 'reactive/computed.ts',
    line: 'throw startCycle(this, this.name)',
    becomes: 'return false as never',
    project: 'node',
    tests: ['reactive'],
  },
]

const root = fileURLToPath(new URL('../', import.meta.url))
/** All that tests read, but for what npm installs. */
const parts = ['packages', 'scripts', 'docs', 'package.json', 'tsconfig.base.json', 'tsconfig.json']

/** The file with the line replaced. Throws if the line is not there once: then the table is stale. */
export function mutate(source: string, { file, line, becomes }: Mutation): string {
  const count = source.split(line).length - 1
  if (count !== 1) throw new Error(`${file} has the line ${count} times, expected once: ${line}`)
  return source.replace(line, () => becomes)
}

function copyWorkspace(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vango-mutations-'))
  for (const part of [...parts, 'vitest.config.ts']) {
    cpSync(join(root, part), join(folder, part), {
      recursive: true,
      filter: (path) => basename(path) !== 'node_modules',
    })
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  return folder
}

/** How many tests fail; 0 means that nobody has noticed. */
function countFailures(folder: string, { project, tests }: Mutation): number {
  const report = join(folder, 'report.json')
  const files = tests.map((test) => `packages/vango/src/${test}`)
  const args = ['run', '--project', project, '--testTimeout=20000', '--reporter=json']
  args.push(`--outputFile=${report}`, ...files)
  rmSync(report, { force: true })
  try {
    execFileSync(join(root, 'node_modules/.bin/vitest'), args, { cwd: folder, stdio: 'ignore' })
    return 0
  } catch {
    const { numFailedTests } = JSON.parse(readFileSync(report, 'utf8')) as {
      numFailedTests: number
    }
    // A run that fails without a failed test has failed to load.
    if (numFailedTests > 0) return numFailedTests
    throw new Error('The tests did not run at all')
  }
}

function tryMutation(folder: string, mutation: Mutation): string | undefined {
  const path = join(folder, 'packages/vango/src', mutation.file)
  const source = readFileSync(path, 'utf8')
  writeFileSync(path, mutate(source, mutation))
  try {
    const failures = countFailures(folder, mutation)
    console.log(`${failures > 0 ? `${failures} tests fail` : 'NOBODY NOTICES'}: ${mutation.name}`)
    return failures > 0 ? undefined : `no test notices: ${mutation.name} (${mutation.file})`
  } finally {
    writeFileSync(path, source)
  }
}

if (isMain(import.meta.url)) {
  const words = process.argv.slice(2)
  const chosen = mutations.filter(
    ({ name }) => words.length === 0 || words.some((word) => name.includes(word)),
  )
  const folder = copyWorkspace()
  try {
    const problems = chosen.map((mutation) => tryMutation(folder, mutation))
    exitWith(
      'mutations',
      problems.filter((problem) => problem !== undefined),
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
}
