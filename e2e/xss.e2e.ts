/**
 * Texts of strangers in every kind of place, at once and by patches, in a browser without any
 * Content-Security-Policy: what keeps them from running is the escaping alone.
 */
import { afterAll, beforeAll, expect } from 'vitest'
import { createApp } from 'vango/server'
import { serve } from 'vango/node'
import type { Server } from 'vango/node'
import { XssPage } from './app/xss.tsx'
import { test } from './support/test.ts'

/** What ends the place a text stands in … */
const escapes = [
  '',
  '"',
  "'",
  '">',
  "'>",
  '-->',
  '</title>',
  '</textarea>',
  '</script>',
  '</style>',
  '</svg>',
  ']]>',
]
/** … and what would then run. */
const attacks = [
  '<script>hacked()</script>',
  '<ScRiPt>hacked()</sCrIpT>',
  '<script/x>hacked()</script>',
  '<img src=x onerror=hacked()>',
  '<img/src=x/onerror=hacked()>',
  '<svg onload=hacked()>',
  '<svg><script>hacked()</script></svg>',
  '<svg><animate onbegin=hacked() attributeName=x dur=1s>',
  '<body onload=hacked()>',
  '<details open ontoggle=hacked()>',
  '<iframe srcdoc="<script>parent.hacked()</script>">',
  '<iframe src="javascript:parent.hacked()">',
  '<input autofocus onfocus=hacked()>',
  '<video><source onerror=hacked()></video>',
  '<math><mtext><img src=x onerror=hacked()></mtext></math>',
  '<template><script>hacked()</script></template><img src=x onerror=hacked()>',
  ' onerror=hacked() onload=hacked() onfocus=hacked() autofocus x=',
  ' style=animation-name:x onanimationstart=hacked() x=',
]
const urls = [
  'javascript:hacked()',
  'JaVaScRiPt:hacked()',
  ' javascript:hacked()',
  'java\tscript:hacked()',
  'java\nscript:hacked()',
  '\u0001javascript:hacked()',
  'javascript&colon;hacked()',
  'javascript://%0ahacked()',
  'data:text/html,<script>parent.hacked()</script>',
  'vbscript:hacked()',
]
const payloads = [...escapes.flatMap((escape) => attacks.map((attack) => escape + attack)), ...urls]

let server: Server
beforeAll(async () => {
  const app = createApp({
    routes: { '/': XssPage },
    head: undefined,
    unsafeWithout: ['csp'],
    onError: () => {},
  })
  server = await serve(app, { port: 0 })
})
afterAll(() => server.close())

for (const late of [false, true]) {
  test(`${payloads.length} payloads never run, ${late ? 'by patches' : 'in the first HTML'}`, async ({
    browser,
  }) => {
    const context = await browser.newContext()
    await context.route('**/favicon.ico', (route) => route.fulfill({ status: 204 }))
    const hacked: string[] = []
    let current = ''
    await context.exposeFunction('hacked', () => hacked.push(current))
    const page = await context.newPage()

    for (const payload of payloads) {
      current = payload
      const query = new URLSearchParams({ text: payload, ...(late && { late: '' }) })
      await page.goto(`${server.url}/?${query.toString()}`, { waitUntil: 'load' })
      if (late) {
        await page.click('#show')
        await page.waitForFunction(
          (text) => document.querySelector('#bound')!.textContent === text,
          payload.replaceAll(/\r\n?/g, '\n'),
        )
      }
      // A link that leads to another page of the site is harmless, and would end this one.
      await page.evaluate(() => {
        const link = document.querySelector<HTMLAnchorElement>('#link')!
        if (!link.protocol.startsWith('http')) link.click()
        return new Promise((resolve) => setTimeout(resolve))
      })
    }
    await context.close()

    expect(payloads.length).toBeGreaterThan(200)
    expect(hacked).toEqual([])
  })
}
