/**
 * Compares the numbers that the README claims with the ones measured on the build. A claim is
 * `<!-- claim:client-size -->2.9 kB<!-- /claim -->`, and is as exact as it is written: 2.9 kB is
 * true from 2,850 to 2,949 bytes. `--write` puts the measured numbers in.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { exitWith, isMain } from './report.ts'

/** How to measure each claim, in bytes. */
export type Measures = Readonly<Record<string, () => number>>

const root = new URL('../', import.meta.url)
const measures: Measures = {
  'client-size': () =>
    gzipSync(readFileSync(new URL('packages/vango/dist/client.min.js', root)), { level: 9 }).length,
}

const claims = /(<!-- claim:([\w-]+) -->)(.*?)(<!-- \/claim -->)/gs

/** What is wrong with the claims in `text`, one line each. */
export function checkClaims(text: string, table: Measures): readonly string[] {
  return [...text.matchAll(claims)].flatMap(([, , name = '', claimed = '']) => {
    const measured = restate(name, claimed, table)
    if (measured === undefined) return [`${name}: "${claimed}" is no claim that can be measured`]
    return measured === claimed ? [] : [`${name}: the text says ${claimed}, it is ${measured}`]
  })
}

/** `text` with the measured numbers in its claims. */
export function updateClaims(text: string, table: Measures): string {
  return text.replace(
    claims,
    (whole, open: string, name: string, claimed: string, close: string) => {
      const measured = restate(name, claimed, table)
      return measured === undefined ? whole : `${open}${measured}${close}`
    },
  )
}

/** The measured number, written as the claim is; `undefined` if it cannot be measured. */
function restate(name: string, claimed: string, table: Measures): string | undefined {
  const parts = /^([\d,]+)(?:\.(\d+))? (bytes|kB)$/.exec(claimed)
  const measure = table[name]
  if (!parts || measure === undefined) return undefined

  const [, , decimals = '', unit] = parts
  const value = unit === 'kB' ? measure() / 1000 : measure()
  const digits = { minimumFractionDigits: decimals.length, maximumFractionDigits: decimals.length }
  return `${value.toLocaleString('en-US', digits)} ${unit}`
}

if (isMain(import.meta.url)) {
  const readme = fileURLToPath(new URL('README.md', root))
  const text = existsSync(readme) ? readFileSync(readme, 'utf8') : ''
  if (process.argv.includes('--write')) writeFileSync(readme, updateClaims(text, measures))
  else exitWith('claims', checkClaims(text, measures))
}
