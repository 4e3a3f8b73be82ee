import type { ViteDevServer } from 'vite'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer, resolveConfig } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { VangoPluginOptions } from './plugin.ts'
import { vango } from './plugin.ts'

const files = {
  'page.tsx': 'export const page = (a: string) => <p class="b">{a}</p>\n',
  'page.jsx': 'export const page = (a) => <p>{a}</p>\n',
  'void.tsx': 'export const a = 1\nexport const page = <p>\n  <br>text</br></p>\n',
  'key.tsx': 'export const page = <ul><li key={1}/></ul>\n',
  'plain.ts': 'export const a = 1 as number\n',
}

let root: string
const servers: ViteDevServer[] = []

async function startServer(options?: VangoPluginOptions): Promise<ViteDevServer> {
  const server = await createServer({
    root,
    configFile: false,
    logLevel: 'silent',
    server: { middlewareMode: true, watch: null, ws: false },
    optimizeDeps: { noDiscovery: true },
    plugins: [vango(options)],
  })
  servers.push(server)
  return server
}

async function transform(file: string, options?: VangoPluginOptions): Promise<string> {
  const server = await startServer(options)
  const result = await server.environments.ssr.transformRequest(file)
  return result!.code
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'vango-vite-'))
  for (const [name, code] of Object.entries(files)) await writeFile(join(root, name), code)
})

afterAll(async () => {
  for (const server of servers) await server.close()
  await rm(root, { recursive: true })
})

describe('in a Vite server', () => {
  test('precompiles .tsx and .jsx files, types are gone after it', async () => {
    const code = await transform('/page.tsx')
    expect(code).toContain('const $t1 = ["<p class=\\"b\\">", "</p>"]')
    expect(code).toMatch(/jsxTemplate\)\(\$t1, a\)/)
    expect(code).not.toContain('string')

    expect(await transform('/page.jsx')).toMatch(/jsxTemplate\)\(\$t1, a\)/)
  })

  test('a query does not hide a file, except ?plain', async () => {
    expect(await transform('/page.tsx?t=1')).toContain('$t1')

    const plain = await transform('/page.tsx?plain')
    expect(plain).not.toContain('$t1')
    expect(plain).toMatch(/vango\/jsx-(dev-)?runtime/)
    expect(plain).not.toContain('string')
  })

  test('precompile: false leaves JSX to the runtime', async () => {
    const code = await transform('/page.tsx', { precompile: false })
    expect(code).not.toContain('$t1')
    expect(code).toMatch(/vango\/jsx-(dev-)?runtime/)
  })

  test('a file without JSX is not touched', async () => {
    expect(await transform('/plain.ts')).not.toContain('jsx')
  })

  test('a mistake is reported with file, line and column', async () => {
    await expect(transform('/void.tsx')).rejects.toMatchObject({
      message: expect.stringContaining('[vite/void-children] <br> has children.') as string,
      plugin: 'vango',
      id: join(root, 'void.tsx'),
      loc: { line: 3, column: 6 },
      frame: expect.stringContaining('<br>text</br>') as string,
    })
  })

  test('the source map leads to the TypeScript source', async () => {
    const server = await startServer()
    const result = await server.environments.ssr.transformRequest('/page.tsx')
    expect(result!.map).toMatchObject({ sourcesContent: [files['page.tsx']] })
  })
})

test('sets JSX and the module runner up', async () => {
  const config = await resolveConfig({ root, configFile: false, plugins: [vango()] }, 'serve')

  expect(config.oxc).toMatchObject({ jsx: { runtime: 'automatic', importSource: 'vango' } })
  expect(config.environments.ssr!.resolve.external).toContain('vango')
})
