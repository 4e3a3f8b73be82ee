/** What a benchmark gives back, and how it is shown: a table for people, JSON for comparisons. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { dirname } from 'node:path'

export interface Row {
  readonly name: string
  /** Column → value. Name the unit in the column (`ns/op`, `bytes`). */
  readonly values: Readonly<Record<string, number | string>>
}

/** What each `bench/<subject>/main.ts` exports. `run` checks that results are right, then times. */
export interface Subject {
  readonly title: string
  run(): Promise<readonly Row[]>
}

/** One subject, measured. */
export interface Result {
  readonly title: string
  readonly rows: readonly Row[]
}

/** A table with a line for each row; numbers to the right, text to the left. */
export function formatTable({ title, rows }: Result): string {
  const columns = [...new Set(rows.flatMap(({ values }) => Object.keys(values)))]
  const lines = [
    ['', ...columns],
    ...rows.map(({ name, values }) => [name, ...columns.map((column) => format(values[column]))]),
  ]
  const widths = lines[0]!.map((_, i) => Math.max(...lines.map((line) => line[i]!.length)))
  const body = lines.map((line) =>
    line
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
      .join('  ')
      .trimEnd(),
  )
  return [title, '─'.repeat(title.length), ...body].join('\n')
}

/** Puts the results into the file, beside those of subjects that were not measured this time. */
export function saveResults(file: URL, results: Readonly<Record<string, Result>>): void {
  const machine = { node: process.version, cpu: cpus()[0]?.model ?? 'unknown' }
  const measured = Object.entries(results).map(([subject, result]) => [
    subject,
    { measuredAt: new Date().toISOString(), ...machine, ...result },
  ])
  const merged = { ...readResults(file), ...Object.fromEntries(measured) }
  mkdirSync(dirname(file.pathname), { recursive: true })
  writeFileSync(file, `${JSON.stringify(merged, undefined, 2)}\n`)
}

function readResults(file: URL): object {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as object
  } catch {
    // The first run.
    return {}
  }
}

/** Three or more digits that matter, and thousands apart. */
function format(value: number | string | undefined): string {
  if (value === undefined) return ''
  if (typeof value === 'string') return value
  const digits = Math.abs(value) >= 100 || Number.isInteger(value) ? 0 : 2
  return value.toLocaleString('en-US', { maximumFractionDigits: digits })
}
