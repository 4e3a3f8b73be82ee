/**
 * Holds `exports` of the package and the doors in its sources together: one `src/NAME.ts` for each
 * key, and in it named re-exports only, so that a door is a list of names and nothing runs in it.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSync } from 'vite'
import { exitWith, isMain } from './report.ts'

interface Manifest {
  readonly exports: Readonly<Record<string, unknown>>
}

/** What is wrong with the doors of the package in `root`, one line each. */
export function checkDoors(root: string): readonly string[] {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest
  const sources = readdirSync(join(root, 'src')).filter((file) => /\.tsx?$/.test(file))
  const doors = sources.filter((file) => !/\.(test|test-d|suite|browser)\./.test(file))

  // A key that is a plain string hands out a file as it is: package.json, a style sheet.
  const keys = Object.keys(manifest.exports).filter(
    (key) => typeof manifest.exports[key] !== 'string',
  )
  const names = doors.map((file) => file.replace(/\.tsx?$/, ''))
  return [
    ...keys
      .filter((key) => !names.includes(nameOf(key)))
      .map((key) => `exports has ${key}, but there is no src/${nameOf(key)}.ts`),
    ...names
      .filter((name) => !keys.some((key) => nameOf(key) === name))
      .map((name) => `src/${name}.ts is a door, but exports has no ./${name}`),
    ...keys.flatMap((key) => checkTargets(key, manifest.exports[key])),
    ...doors.flatMap((file) => checkDoor(file, readFileSync(join(root, 'src', file), 'utf8'))),
  ]
}

function checkTargets(key: string, targets: unknown): readonly string[] {
  const name = nameOf(key)
  const expected = { types: `./dist/${name}.d.ts`, default: `./dist/${name}.js` }
  if (JSON.stringify(targets) === JSON.stringify(expected)) return []
  return [`exports of ${key} should be ${JSON.stringify(expected)}`]
}

function checkDoor(file: string, source: string): readonly string[] {
  return parseSync(file, source).program.body.flatMap((statement) => {
    const line = source.slice(0, statement.start).split('\n').length
    const where = `src/${file}:${line}`
    if (statement.type !== 'ExportNamedDeclaration' || statement.source === null) {
      return [`${where} is not a named re-export (export { name } from './room/file.ts')`]
    }
    const isDefault = source.slice(statement.start, statement.end).includes('as default')
    return isDefault ? [`${where} has a default export`] : []
  })
}

/** `.` → `index`, `./server` → `server`. */
function nameOf(key: string): string {
  return key === '.' ? 'index' : key.slice(2)
}

if (isMain(import.meta.url)) {
  exitWith('doors', checkDoors(fileURLToPath(new URL('../packages/vango', import.meta.url))))
}
