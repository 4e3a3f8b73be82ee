/**
 * Bundles `src/client/bundle.ts` into `dist/client.min.js`, the one script a live page loads, and
 * `more.ts`, which only pages in trouble load, into `dist/more.min.js`. Prints their sizes:
 * `npm run build:client`.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build, minifySync, parseAst } from 'vite'
import { isMain } from './report.ts'

export interface ClientBundle {
  readonly code: string
  readonly gzipBytes: number
}

const root = new URL('../packages/vango/', import.meta.url)

export async function bundleClient(entry = 'bundle'): Promise<ClientBundle> {
  const result = await build({
    configFile: false,
    logLevel: 'warn',
    root: fileURLToPath(root),
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: {
        input: fileURLToPath(new URL(`src/client/${entry}.ts`, root)),
        // An entry with exports keeps them.
        preserveEntrySignatures: 'strict',
      },
    },
  })
  const { output } = (Array.isArray(result) ? result[0] : result) as {
    output: { code: string }[]
  }
  const code = minify(squeeze(minify(output[0]!.code)))
  return { code, gzipBytes: gzipSync(code, { level: 9 }).length }
}

/** Oxc's output is 70 bytes smaller than esbuild's: it puts constants where they are used. */
function minify(code: string): string {
  return minifySync('client.js', code, {
    module: true,
    compress: { target: 'es2022' },
    mangle: { toplevel: true },
    codegen: { removeWhitespace: true },
  }).code
}

/**
 * Turns the functions of a minified module into arrows, and all declarations into one `let`. This is
 * safe as long as no initial value calls a function of the module, which then might not be there yet;
 * a bundle in which one does fails at once, as it starts by being loaded.
 */
function squeeze(code: string): string {
  const declarations: string[] = []
  const statements: string[] = []
  const textOf = (node: { start: number; end: number }): string => code.slice(node.start, node.end)

  for (const node of parseAst(code).body) {
    if (node.type === 'VariableDeclaration') declarations.push(...node.declarations.map(textOf))
    else if (node.type === 'FunctionDeclaration' && !node.async && !node.generator) {
      const [statement] = node.body!.body
      const isReturn = statement?.type === 'ReturnStatement' && statement.argument
      const body = isReturn ? `(${textOf(isReturn)})` : textOf(node.body!)
      declarations.push(`${node.id!.name}=(${node.params.map(textOf).join()})=>${body}`)
    } else statements.push(textOf(node))
  }
  return `let ${declarations.join()};${statements.join('')}`
}

if (isMain(import.meta.url)) {
  const dist = new URL('dist/', root)
  mkdirSync(dist, { recursive: true })
  for (const [entry, name] of [
    ['bundle', 'client.min.js'],
    ['more', 'more.min.js'],
  ] as const) {
    const { code, gzipBytes } = await bundleClient(entry)
    writeFileSync(new URL(name, dist), code)
    console.log(`${name}: ${code.length} bytes, ${gzipBytes} gzip -9`)
  }
}
