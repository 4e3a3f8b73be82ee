/** The index page of the gallery: nothing on it is live. */
import { describe, expect } from 'vitest'
import { galleryUrl } from './support/gallery.ts'
import { test } from './support/test.ts'

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
    for (const name of ['Counter', 'Clock', 'Rows']) {
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
