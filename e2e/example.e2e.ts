/** The smallest app: the README shows it, and `docs/life-of-a-click.md` follows its bytes. */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { serve } from 'vango/node'
import type { Server } from 'vango/node'
import { app } from '../examples/counter/app.tsx'
import { expectText, test } from './support/test.ts'
import { watchTraffic } from './support/traffic.ts'

const life = readText('docs/life-of-a-click.md')

let server: Server
beforeAll(async () => {
  server = await serve(app, { port: 0 })
})
afterAll(() => server.close())

describe('the smallest app', () => {
  test('has twelve lines, which the README and the guide show', () => {
    const source = readText('examples/counter/app.tsx')

    expect(source.trimEnd().split('\n')).toHaveLength(12)
    expect(readText('README.md')).toContain(`\`\`\`tsx\n${source}\`\`\``)
    expect(readText('docs/guide/getting-started.md')).toContain(`\`\`\`tsx\n${source}\`\`\``)
  })

  test('counts clicks', async ({ page }) => {
    await page.goto(server.url)

    await page.click('button')
    await page.click('button')

    await expectText(page, 'button', 'Clicked 2 times')
  })

  test('is printed as the life of a click shows it', async ({ page }) => {
    await page.goto(server.url)
    const button = () => page.locator('button').evaluate((element) => element.outerHTML)

    expect(life).toContain(await button())
    await page.click('button')
    await expectText(page, 'button', 'Clicked 1 times')

    expect(life).toContain(await button())
  })

  test('sends the bytes that the life of a click shows', async ({ page }) => {
    const traffic = watchTraffic(page)
    await page.goto(server.url)
    await traffic.connected()
    traffic.reset()

    await page.click('button')
    await expectText(page, 'button', 'Clicked 1 times')
    const [up, down] = [traffic.hexUp(), traffic.hexDown()]
    traffic.reset()
    await expect.poll(() => traffic.hexUp(), { timeout: 10_000 }).not.toEqual([])

    expect(life).toContain(`\n${up.join('\n')}\n`)
    expect(life).toContain(`\n${down.join('\n')}\n`)
    expect(life).toContain(`\`${traffic.hexUp().join()}\``)
  })
})

function readText(path: string): string {
  return readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
}
