/**
 * `npm run fuzz`: the decoders and parsers of what strangers send, with a million inputs each
 * (VANGO_FUZZ_RUNS changes it) and another seed each time. `npm test` runs a few thousand.
 */
import { runScript } from './setup.mjs'

process.env.VANGO_FUZZ_RUNS ??= '1000000'
const files = ['wire/fuzz.test.ts', 'server/tokens.test.ts', 'server/cookies.test.ts']
const paths = files.map((file) => `packages/vango/src/${file}`)
process.exitCode = runScript('test:unit', ...paths, '--testTimeout=0') ? 0 : 1
