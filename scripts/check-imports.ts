/**
 * Holds the sources of the package to their architecture: a room imports only lower floors
 * (`rooms.ts`), never a door, and no files import each other in a circle. Tests may look anywhere,
 * but nothing may look at them.
 */
import { fileURLToPath } from 'node:url'
import type { Import } from './import-graph.ts'
import type { Room } from './rooms.ts'
import { findCycles, readImportGraph } from './import-graph.ts'
import { exitWith, isMain } from './report.ts'
import { rooms } from './rooms.ts'

export type Rooms = Readonly<Record<string, Room>>

/** What is wrong with the imports under `root`, one line each. */
export function checkImports(root: string, table: Rooms): readonly string[] {
  const graph = readImportGraph(root, 'vango')
  const unknown = new Set(graph.files.map(roomOf).filter((room) => room && !(room in table)))

  return [
    ...[...unknown].map((room) => `${room}/ has no floor: add it to scripts/rooms.ts`),
    ...graph.files.flatMap((file) => checkJsx(file, table)),
    ...graph.imports.flatMap((edge) => {
      const problem = checkImport(edge, table)
      return problem === undefined ? [] : [`${edge.from}:${edge.line} ${problem}`]
    }),
    ...findCycles(graph).map((files) => `import cycle: ${files.join(' → ')}`),
  ]
}

/** JSX is an import that nobody wrote: the compiler adds `vango/jsx-runtime`. */
function checkJsx(file: string, table: Rooms): readonly string[] {
  const name = roomOf(file)
  if (name === undefined || !file.endsWith('.tsx') || isTest(file)) return []
  return table[name]?.usesDoors ? [] : [`${file} has JSX, which imports the door jsx-runtime.ts`]
}

function checkImport({ from, to, specifier }: Import, table: Rooms): string | undefined {
  if (isTest(from)) return undefined
  if (to !== undefined && isTest(to)) return `imports the test ${to}`

  const name = roomOf(from)
  const room = name === undefined ? undefined : table[name]
  // Doors may import what they like; a room without a floor is told of once.
  if (name === undefined || room === undefined) return undefined
  if (to !== undefined) return checkTarget(name, room, to, table)

  if (!room.standalone || specifier.startsWith('.')) return undefined
  return `imports ${specifier}: ${name}/ runs in the browser as it is, without packages`
}

function checkTarget(name: string, room: Room, to: string, table: Rooms): string | undefined {
  const targetName = roomOf(to)
  if (targetName === name) return undefined
  if (targetName === undefined) {
    return room.usesDoors ? undefined : `imports the door ${to}: rooms are below all doors`
  }

  const target = table[targetName]
  if (target === undefined) return undefined
  if (target.floor >= room.floor) {
    return `imports ${to}: ${name}/ is on floor ${room.floor}, ${targetName}/ on ${target.floor}`
  }
  const file = to.replace(/\.tsx?$/, '')
  if (!room.only || room.only.includes(targetName) || room.only.includes(file)) return undefined
  return `imports ${to}: ${name}/ may import only ${room.only.join(', ')}`
}

/** The folder that a file is in, or `undefined` for a door. */
function roomOf(file: string): string | undefined {
  const end = file.indexOf('/')
  return end < 0 ? undefined : file.slice(0, end)
}

function isTest(file: string): boolean {
  return /\.(test|suite|test-d)\.tsx?$/.test(file) || file.includes('/fixtures/')
}

if (isMain(import.meta.url)) {
  const root = fileURLToPath(new URL('../packages/vango/src', import.meta.url))
  exitWith('imports', checkImports(root, rooms))
}
