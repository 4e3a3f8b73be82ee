/** Runs the compiler over the type tests, and over the names that public data about HTML and SVG list. */
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { htmlElementAttributes } from 'html-element-attributes'
import { svgElementAttributes } from 'svg-element-attributes'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ownHtmlNames, ownSvgNames } from './fixtures/obsolete.ts'

const require = createRequire(import.meta.url)
const compiler = join(dirname(require.resolve('typescript/package.json')), 'bin/tsc')
const room = dirname(fileURLToPath(import.meta.url))
const base = join(room, '../../../../../tsconfig.base.json')
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vango-types-'))
})

afterAll(() => rm(folder, { recursive: true }))

test('takes what is right and refuses misuse', { timeout: 60_000 }, async () => {
  const errors = await compile('misuse', join(room, 'jsx-types.test-d.tsx'))

  expect(errors).toBe('')
})

test('knows all attributes of HTML that are not obsolete', { timeout: 60_000 }, async () => {
  const file = await writeUses(ownHtmlNames(htmlElementAttributes))

  expect(await compile('html', file)).toBe('')
})

test('knows all attributes of SVG that are not obsolete', { timeout: 60_000 }, async () => {
  const file = await writeUses(ownSvgNames(svgElementAttributes))

  expect(await compile('svg', file)).toBe('')
})

/** One line per element and attribute that compiles only if the types have it. */
async function writeUses(
  names: readonly (readonly [tag: string, name: string])[],
): Promise<string> {
  const uses = names.map(([tag, name]) => `has<'${tag}', '${name}'>()`)
  const file = join(folder, `uses-${names.length}.ts`)
  const text = [
    `import type { JSX } from ${JSON.stringify(join(room, 'index.ts'))}`,
    'type Elements = JSX.IntrinsicElements',
    'declare function has<T extends keyof Elements, N extends keyof Elements[T]>(): void',
    ...uses,
  ]
  await writeFile(file, text.join('\n'))
  expect(uses.length).toBeGreaterThan(100)
  return file
}

/** What the compiler has to say about one file, without the noise of the project around it. */
async function compile(name: string, file: string): Promise<string> {
  const config = join(folder, `tsconfig.${name}.json`)
  const options = {
    noEmit: true,
    isolatedDeclarations: false,
    declaration: false,
    rewriteRelativeImportExtensions: false,
    allowImportingTsExtensions: true,
    types: [],
    paths: { 'vango/jsx-runtime': [join(room, 'index.ts')] },
  }
  await writeFile(
    config,
    JSON.stringify({ extends: base, compilerOptions: options, files: [file] }),
  )

  return new Promise((resolve) => {
    execFile(process.execPath, [compiler, '-p', config, '--pretty', 'false'], (_error, stdout) => {
      resolve(stdout)
    })
  })
}
