/** The configuration, tried on tests that fail on purpose: a run of its own, as an author would see it. */
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify, stripVTControlCharacters } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

interface Report {
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly title: string
      readonly status: string
      readonly failureMessages: readonly string[]
    }[]
  }[]
}

const root = fileURLToPath(new URL('./fixtures/broken/', import.meta.url))
const pictures = join(root, '__screenshots__')
const folder = mkdtempSync(join(tmpdir(), 'vango-broken-'))
const runs: Record<string, { output: string; report: Report }> = {}

beforeAll(async () => {
  for (const project of ['node', 'browser']) runs[project] = await runTests(project)
}, 120_000)
afterAll(() => {
  rmSync(folder, { recursive: true })
  rmSync(pictures, { recursive: true, force: true })
})

async function runTests(project: string): Promise<{ output: string; report: Report }> {
  const file = join(folder, `${project}.json`)
  const bin = fileURLToPath(new URL('../../../../node_modules/.bin/vitest', import.meta.url))
  const args = ['run', '--root', root, '--project', project, '--reporter=default']
  args.push('--reporter=json', `--outputFile.json=${file}`)
  // Not as part of this run.
  const env = { ...process.env, VITEST: '', VITEST_WORKER_ID: '', VITEST_POOL_ID: '' }
  const { stdout } = await promisify(execFile)(bin, args, { env }).catch(
    (error: { stdout: string }) => error,
  )
  const report = JSON.parse(readFileSync(file, 'utf8')) as Report
  return { output: stripVTControlCharacters(stdout), report }
}

describe.each(['node', 'browser'])('in %s', (project) => {
  const messageOf = (title: string): string => {
    const results = runs[project]!.report.testResults.flatMap((file) => file.assertionResults)
    return results.find((result) => result.title === title)?.failureMessages[0] ?? ''
  }

  test('a broken component fails its test, which names it, the expected and the actual', () => {
    expect(messageOf('counts')).toContain(
      '<BrokenCounter>: the text of <button> is wrong. ' +
        'Expected: "Clicked 1 times", got: "Clicked 2 times"',
    )
  })

  test('a handler that throws fails its test, which names the component and the error', () => {
    expect(messageOf('survives')).toMatch(/<ThrowingCounter>.*\n.*no more numbers/)
  })

  test('what works passes, and its output is seen', () => {
    expect(messageOf('says something')).toBe('')
    expect(runs[project]!.output).toContain('hello from the page')
  })
})

test('a browser leaves a picture of each failure', () => {
  expect(existsSync(pictures)).toBe(true)
})
