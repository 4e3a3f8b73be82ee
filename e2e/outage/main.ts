/** `npm run chaos`: the outage test in its long form. `npm run chaos -- SEED [redis://…]`. */
import { chromium } from 'playwright'
import { chromiumLaunchOptions } from '../../scripts/chromium.ts'
import { runOutage } from './run.ts'

const [, , seedText, storeUrl] = process.argv
const seed = seedText === undefined ? Date.now() % 1_000_000 : Number(seedText)
console.log(`seed ${seed}`)

const browser = await chromium.launch(chromiumLaunchOptions())
const figures = await runOutage(browser, {
  seed,
  pages: 8,
  events: Number(process.env['VANGO_CHAOS_EVENTS'] ?? 10_000),
  disconnects: Number(process.env['VANGO_CHAOS_DISCONNECTS'] ?? 500),
  kills: Number(process.env['VANGO_CHAOS_KILLS'] ?? 20),
  say: (line) => console.log(line),
  ...(storeUrl !== undefined && { storeUrl }),
})
await browser.close()

const { events, disconnects, kills, seconds, wrong } = figures
console.log(`${events} events, ${disconnects} disconnects, ${kills} kills in ${seconds} s`)
for (const line of wrong) console.error(line)
console.log(wrong.length === 0 ? 'every click was handled once, in order' : `seed ${seed} failed`)
process.exitCode = wrong.length === 0 ? 0 : 1
