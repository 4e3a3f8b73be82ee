/**
 * A folder of TypeScript sources in, the list of its imports out. Type imports, re-exports,
 * `import()` and `import('…')` types all count: each ties one file to another for the reader.
 *
 * It must never know rooms or rules; those are in `check-imports.ts`.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join, posix, sep } from 'node:path'
import { parseSync } from 'vite'

export interface Import {
  /** The importing file, relative to the sources, with `/`. */
  readonly from: string
  /** The imported file likewise; `undefined` for packages and for files outside the sources. */
  readonly to: string | undefined
  /** As written. */
  readonly specifier: string
  /** 1-based. */
  readonly line: number
}

export interface ImportGraph {
  readonly files: readonly string[]
  readonly imports: readonly Import[]
}

/** Reads all `.ts` and `.tsx` under `root`; `packageName/door` counts as an import of that door. */
export function readImportGraph(root: string, packageName: string): ImportGraph {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((file) => file.split(sep).join('/'))
    .filter((file) => /\.tsx?$/.test(file))
    .toSorted()
  const known = new Set(files)

  const imports = files.flatMap((file) =>
    parseImports(file, readFileSync(join(root, file), 'utf8')).map(({ specifier, line }) => {
      const target = resolveImport(file, specifier, packageName)
      const to = target.find((candidate) => known.has(candidate))
      return { from: file, to, specifier, line }
    }),
  )
  return { files, imports }
}

/** One cycle for each place where the imports turn back, as the files on the way round. */
export function findCycles({ files, imports }: ImportGraph): readonly (readonly string[])[] {
  const targets = new Map(files.map((file): [string, Set<string>] => [file, new Set()]))
  for (const { from, to } of imports) if (to !== undefined) targets.get(from)?.add(to)

  const cycles: string[][] = []
  const done = new Set<string>()
  const path: string[] = []
  const visit = (file: string): void => {
    if (done.has(file)) return
    const start = path.indexOf(file)
    if (start >= 0) {
      cycles.push([...path.slice(start), file])
      return
    }
    path.push(file)
    for (const target of targets.get(file) ?? []) visit(target)
    path.pop()
    done.add(file)
  }
  for (const file of files) visit(file)
  return cycles
}

function parseImports(file: string, source: string): { specifier: string; line: number }[] {
  const { program, errors } = parseSync(file, source)
  const error = errors[0]
  if (error) throw new Error(`${file} cannot be parsed: ${error.message}`)

  const found: { specifier: string; line: number }[] = []
  walk(program, (node) => {
    const specifier = importedFrom(node)
    if (specifier === undefined) return
    found.push({ specifier, line: source.slice(0, node.start).split('\n').length })
  })
  return found
}

interface SyntaxNode {
  readonly type: string
  readonly start: number
  readonly source?: unknown
}

const importing = new Set([
  'ExportAllDeclaration',
  'ExportNamedDeclaration',
  'ImportDeclaration',
  'ImportExpression',
  'TSImportType',
])

function importedFrom(node: SyntaxNode): string | undefined {
  if (!importing.has(node.type)) return undefined
  if (typeof node.source !== 'object' || node.source === null) return undefined
  // `import(name)`: what is computed cannot be checked.
  if (!('value' in node.source) || typeof node.source.value !== 'string') return undefined
  return node.source.value
}

function walk(value: unknown, visit: (node: SyntaxNode) => void): void {
  if (typeof value !== 'object' || value === null) return
  if (isSyntaxNode(value)) visit(value)
  for (const child of Object.values(value)) walk(child, visit)
}

function isSyntaxNode(value: object): value is SyntaxNode {
  return 'type' in value && typeof value.type === 'string' && 'start' in value
}

/** The files that a specifier may mean, likeliest first. */
function resolveImport(file: string, specifier: string, packageName: string): readonly string[] {
  const path = specifier.replace(/\?.*$/, '')
  if (path.startsWith('.')) {
    const target = posix.join(posix.dirname(file), path)
    return [target, `${target}.ts`, `${target}.tsx`, `${target}/index.ts`]
  }
  if (path === packageName) return ['index.ts']
  if (!path.startsWith(`${packageName}/`)) return []

  const door = path.slice(packageName.length + 1)
  return [`${door}.ts`, `${door}.tsx`]
}
