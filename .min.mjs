import { rolldown } from '/work/main/node_modules/rolldown/dist/index.mjs'
import { build, transform } from '/work/main/node_modules/esbuild/lib/main.js'
import { gzipSync } from 'node:zlib'
const gz = (s) => gzipSync(s, { level: 9 }).length
const b = await rolldown({ input: 'packages/vango/src/client.ts' })
const { output } = await b.generate({ format: 'esm', minify: true })
console.log('rolldown', output[0].code.length, gz(output[0].code))
const r = await build({
  entryPoints: ['packages/vango/src/client.ts'],
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  write: false,
  mangleProps:
    /^(nodes|templates|composing|typing|applying|ackedEvent|unknown|watch|kinds|offsets|names|parsed|steps|root|html|flush|schedule|connection|page)$/,
  metafile: true,
})
console.log('esb mangle', r.outputFiles[0].text.length, gz(r.outputFiles[0].text))
for (const [k, v] of Object.entries(Object.values(r.metafile.outputs)[0].inputs))
  console.log(k.split('/').pop(), v.bytesInOutput)
const t = await transform(output[0].code, { minify: true, format: 'esm', target: 'es2022' })
console.log('roll+esb', t.code.length, gz(t.code))
