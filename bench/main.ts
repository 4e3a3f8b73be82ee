/**
 * `npm run bench -- [subject…]`: measures the subjects named, or all: each folder here with a
 * `main.ts`. Each runs in a process of its own, so that none meets the heap or the compiled code
 * that another left behind.
 */
import type { Result } from './report.ts'
import { fork } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { formatTable, saveResults } from './report.ts'

const here = new URL('./', import.meta.url)
const available = readdirSync(here).filter((name) => existsSync(new URL(`${name}/main.ts`, here)))
const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !available.includes(name))

if (unknown.length > 0) {
  console.error(`No benchmark ${unknown.join(', ')}. There are: ${available.join(', ')}.`)
  process.exitCode = 2
} else {
  const results: Record<string, Result> = {}
  for (const name of asked.length > 0 ? asked : available) {
    console.log(`\nMeasuring ${name} …`)
    const result = await measure(name)
    if (result === undefined) process.exitCode = 1
    else {
      results[name] = result
      console.log(`\n${formatTable(result)}`)
    }
  }
  saveResults(new URL('results/latest.json', here), results)
}

/** Runs one subject in a child process; `undefined` if it failed (its output tells why). */
function measure(name: string): Promise<Result | undefined> {
  return new Promise((resolve) => {
    const run = fileURLToPath(new URL('../scripts/run.mjs', here))
    const child = fork(run, [fileURLToPath(new URL('subject.ts', here)), name], {
      execArgv: ['--expose-gc'],
    })
    let result: Result | undefined
    child.on('message', (message) => (result = message as Result))
    child.on('exit', (code) => resolve(code === 0 ? result : undefined))
  })
}
