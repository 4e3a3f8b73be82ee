/** The client applying a burst in headless Chromium, against direct DOM calls and JSON. */
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { chromium } from 'playwright'
import { chromiumLaunchOptions } from '../../scripts/chromium.ts'
import type { Row } from '../report.ts'
import { median } from '../timing.ts'
import type { Measured, Sample } from './page.ts'

export const title = 'client: 10,000 mixed patches over a table of 1,000 rows, script time'

const turns = 41

export async function run(): Promise<readonly Row[]> {
  const { args, ...options } = chromiumLaunchOptions()
  const browser = await chromium.launch({ ...options, args: [...args, '--js-flags=--expose-gc'] })
  try {
    const page = await browser.newPage()
    await page.addScriptTag({ content: await bundlePage() })
    const measured = await page.evaluate<Measured>(`bench.measure(${turns})`)
    return toRows(measured)
  } finally {
    await browser.close()
  }
}

function toRows({ bytes, jsonBytes, samples }: Measured): Row[] {
  const row = (name: string, key: keyof Sample, size?: number): Row => ({
    name,
    values: {
      ms: median(samples.map((sample) => sample[key])),
      // Within a turn, so that what else the machine does hits both.
      'ratio to direct': median(samples.map((sample) => sample[key] / sample.direct)),
      ...(size === undefined ? {} : { bytes: size }),
    },
  })
  return [
    row('direct DOM calls (bound)', 'direct'),
    row('the client', 'client', bytes),
    row('JSON, then direct DOM calls', 'json', jsonBytes),
  ]
}

async function bundlePage(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('page.ts', import.meta.url))],
    alias: {
      'vango/wire': fileURLToPath(new URL('../../packages/vango/src/wire.ts', import.meta.url)),
    },
    bundle: true,
    format: 'iife',
    globalName: 'bench',
    write: false,
  })
  return outputFiles[0]!.text
}
