/** Runs every snippet of `docs/testing.md`, as a reader would who copies it into files of a project. */
import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { findChromium } from './chromium.ts'

const root = fileURLToPath(new URL('../', import.meta.url))
// Inside of the repository, where `vango` and its peers are found.
const folder = join(root, 'test-results/docs-testing')

interface Report {
  readonly numPassedTests: number
  readonly testResults: readonly { readonly name: string; readonly message: string }[]
}

/** Fenced blocks whose first line is a comment with a file's name. */
function readSnippets(): Map<string, string> {
  const text = readFileSync(join(root, 'docs/testing.md'), 'utf8')
  const blocks = text.matchAll(/^```tsx?\n\/\/ (\S+)\n([^]*?)^```$/gm)
  return new Map([...blocks].map(([, name, code]) => [name!, code!]))
}

test('all snippets of docs/testing.md pass, those with pages in Node and in Chromium', async () => {
  const snippets = readSnippets()
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const [name, code] of snippets) writeFileSync(join(folder, name), code)
  const e2e = [
    `import { vangoTests } from 'vango/testing-vitest'`,
    `export default vangoTests({ include: ['*.e2e.tsx'], browser: false })`,
  ]
  writeFileSync(join(folder, 'e2e.config.ts'), e2e.join('\n'))

  const units = await run('vitest.config.ts')
  const ends = await run('e2e.config.ts')

  const files = [...snippets.keys()].filter((name) => name.endsWith('.test.tsx'))
  expect(files.length).toBeGreaterThan(6)
  expect(units.testResults.map(({ message }) => message).filter(Boolean)).toEqual([])
  expect(units.testResults).toHaveLength(files.length * 2)
  expect(ends.testResults.map(({ message }) => message).filter(Boolean)).toEqual([])
  expect(ends.numPassedTests).toBe(1)
}, 240_000)

async function run(config: string): Promise<Report> {
  const file = join(folder, `${config}.json`)
  const bin = join(root, 'node_modules/.bin/vitest')
  const args = ['run', '--root', folder, '--config', config, '--testTimeout', '60000']
  args.push('--reporter=json', `--outputFile.json=${file}`)
  // Not as part of this run.
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    VITEST: '',
    VITEST_WORKER_ID: '',
    VITEST_POOL_ID: '',
  }
  const chromium = findChromium()
  if (chromium !== undefined) env['VANGO_CHROMIUM'] = chromium
  const { stderr } = await promisify(execFile)(bin, args, { env }).catch(
    (error: { stderr: string }) => error,
  )
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report
  } catch {
    throw new Error(`Vitest left no report: ${stderr}`)
  }
}
