/** Pages on which nothing is live: the index of the gallery, and one whose server can be looked into. */
import { describe, expect } from 'vitest'
import { startFixtureApp } from './support/fixture.ts'
import { galleryUrl } from './support/gallery.ts'
import { expectText, test } from './support/test.ts'

describe('the index', () => {
  test('ships no script, and opens no socket', async ({ page }) => {
    const requests: string[] = []
    const sockets: string[] = []
    page.on('request', (request) => requests.push(request.resourceType()))
    page.on('websocket', (socket) => sockets.push(socket.url()))

    await page.goto(galleryUrl('/'), { waitUntil: 'networkidle' })

    expect(await page.locator('script').count()).toBe(0)
    expect(requests).not.toContain('script')
    expect(sockets).toEqual([])
  })

  test('names no session', async () => {
    const html = await (await fetch(galleryUrl('/'))).text()

    expect(html).not.toContain('data-session')
    expect(html).not.toContain('data-token')
    expect(html).not.toContain('data-on')
  })

  test('leads to every page', async ({ page }) => {
    for (const name of ['Counter', 'Clock', 'Rows', 'Chat', 'Shared counter', 'Theme']) {
      await page.goto(galleryUrl('/'))

      await page.getByRole('main').getByRole('link', { name, exact: true }).click()

      expect(await page.locator('h1').textContent()).toBe(name)
      expect(await page.locator('nav [aria-current="page"]').textContent()).toBe(name)
    }
  })

  test('can be used from the keyboard, past the navigation', async ({ page }) => {
    await page.goto(galleryUrl('/'))

    await page.keyboard.press('Tab')
    expect(await page.locator(':focus').textContent()).toBe('Skip to content')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')

    expect(await page.locator(':focus').textContent()).toBe('Counter')
    expect(await page.locator('main :focus').count()).toBe(1)
  })
})

describe('a page without a live part', () => {
  test('makes no session, where a live one makes one', async ({ page }) => {
    const fixture = await startFixtureApp()
    const sessions = () => fixture.app.hub.stats().sessions

    await page.goto(fixture.url('/static'), { waitUntil: 'networkidle' })
    expect(sessions()).toBe(0)
    await page.goto(fixture.url('/'))
    await page.click('#count')
    await expectText(page, '#count', '1')

    expect(sessions()).toBe(1)
    await page.close()
    await fixture.stop()
  })
})
