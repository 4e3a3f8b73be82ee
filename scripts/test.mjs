/**
 * `npm test`: everything that must hold before a change may land, straight after a clone.
 * `npm test -- lint unit` runs only the steps named.
 *
 * It goes on after a failure, so that one run tells all. Its last line is `N passed, N failed`: the
 * tests, and one failed for each other step that failed.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installIfMissing, runScript } from './setup.mjs'

const checks = {
  'browser setup': 'ensure-browser',
  'services setup': 'ensure-services',
  build: 'build',
  lint: 'lint',
  format: 'format:check',
  imports: 'check:imports',
  doors: 'check:doors',
  claims: 'check:claims',
  types: 'typecheck',
  package: 'check:package',
}
const suites = {
  unit: 'test:coverage',
  browser: 'test:browser',
  example: 'test:example',
  e2e: 'test:e2e',
}

const chosen = process.argv.slice(2)
const reports = mkdtempSync(join(tmpdir(), 'vango-test-'))
// The end-to-end tests then build no second time.
if (chosen.length === 0) process.env.VANGO_BUILT = '1'
const total = { passed: 0, failed: 0, skipped: 0 }
const summary = []

if (step('install', installIfMissing)) {
  for (const [name, script] of Object.entries(checks)) step(name, () => runScript(script))
  for (const [name, script] of Object.entries(suites)) step(name, () => runSuite(name, script))
} else {
  console.error('The dependencies could not be installed, so nothing else was run.')
}

rmSync(reports, { recursive: true })
console.log(`\n${summary.join('\n')}\n`)
console.log(
  `${total.passed} passed, ${total.failed} failed` +
    (total.skipped > 0 ? `, ${total.skipped} skipped` : ''),
)
process.exitCode = total.failed > 0 ? 1 : 0

/** Runs one step, unless others were asked for; false if it failed. */
function step(name, action) {
  if (name !== 'install' && chosen.length > 0 && !chosen.includes(name)) return true

  console.log(`\n── ${name}`)
  const start = performance.now()
  const failedBefore = total.failed
  const succeeded = action()
  // A suite counts its own failed tests.
  if (!succeeded && total.failed === failedBefore) total.failed += 1
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  summary.push(`${succeeded ? '✓' : '✗'} ${name} (${seconds} s)`)
  return succeeded
}

/** Runs Vitest and adds its counts to the total; false if anything failed. */
function runSuite(name, script) {
  const file = join(reports, `${name}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const succeeded = runScript(script, ...reporters)
  if (!existsSync(file)) return false

  const report = JSON.parse(readFileSync(file, 'utf8'))
  total.passed += report.numPassedTests
  total.failed += report.numFailedTests + countBrokenFiles(report)
  total.skipped += report.numPendingTests + report.numTodoTests
  return succeeded
}

/** Files that failed without a failed test: they could not be loaded. */
function countBrokenFiles({ testResults }) {
  return testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  ).length
}
