import { gzipSync } from 'node:zlib'
import { readFileSync } from 'node:fs'
let c = readFileSync('/tmp/c.js','utf8').replaceAll('/* @__PURE__ */ ','')
console.log(c.length, gzipSync(c,{level:9}).length)
