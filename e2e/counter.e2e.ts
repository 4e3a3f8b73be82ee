/** The counter page in a real browser. */
import type { Page } from 'playwright'
import { describe, expect } from 'vitest'
import { galleryUrl } from './support/gallery.ts'
import { expectText, test } from './support/test.ts'
import { watchTraffic } from './support/traffic.ts'

const url = () => galleryUrl('/counter')

describe('the counter page', () => {
  test('is complete before any script runs', async ({ browser }) => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()

    await page.goto(url())

    expect(await page.locator('h1').textContent()).toBe('Counter')
    expect(await page.locator('.count').allTextContents()).toEqual(['0', '0'])
    expect(await page.getByRole('button').count()).toBe(6)
    await context.close()
  })

  for (const id of ['bound', 'rendered']) {
    test(`counts clicks (${id})`, async ({ page }) => {
      await page.goto(url())

      await press(page, id, 'Add one', 3)
      await expectText(page, `#${id} .count`, '3')
      await press(page, id, 'Subtract one', 5)
      await expectText(page, `#${id} .count`, '-2')
      await press(page, id, 'Reset', 1)
      await expectText(page, `#${id} .count`, '0')
    })
  }

  test('keeps its two counters apart', async ({ page }) => {
    await page.goto(url())

    await press(page, 'bound', 'Add one', 2)
    await press(page, 'rendered', 'Add one', 1)

    await expectText(page, '#bound .count', '2')
    await expectText(page, '#rendered .count', '1')
  })

  test('keeps two tabs apart', async ({ context }) => {
    const first = await context.newPage()
    const second = await context.newPage()
    await first.goto(url())
    await second.goto(url())

    await press(first, 'bound', 'Add one', 2)
    await press(second, 'bound', 'Subtract one', 1)

    await expectText(first, '#bound .count', '2')
    await expectText(second, '#bound .count', '-1')
  })

  test('loses no click made before the socket is open', async ({ page }) => {
    const server = createGate()
    const asked = createGate()
    await page.routeWebSocket(/\/vango\/live\//, async (socket) => {
      asked.open()
      await server.passed
      socket.connectToServer()
    })
    await page.goto(url())
    await asked.passed

    await press(page, 'bound', 'Add one', 4)
    expect(await page.locator('#bound .count').textContent()).toBe('0')
    server.open()

    await expectText(page, '#bound .count', '4')
  })

  test('counts each click once, over a lost connection too', async ({ page }) => {
    let connections = 0
    let drop = () => {}
    await page.routeWebSocket(/\/vango\/live\//, (socket) => {
      connections++
      const server = socket.connectToServer()
      drop = () => {
        void socket.close({ code: 1012 })
        void server.close({ code: 1001 })
      }
    })
    await page.goto(url())
    await press(page, 'bound', 'Add one', 2)
    await expectText(page, '#bound .count', '2')

    drop()
    await press(page, 'bound', 'Add one', 3)

    await expectText(page, '#bound .count', '5')
    expect(connections).toBe(2)
  })

  test('goes on over a hundred quick clicks', async ({ page }) => {
    await page.goto(url())

    await page.evaluate(() => {
      const add = document.querySelector<HTMLElement>('#rendered [aria-label="Add one"]')!
      for (let i = 0; i < 100; i++) add.click()
    })

    await expectText(page, '#rendered .count', '100')
  })
})

describe('on the wire, a click', () => {
  for (const id of ['bound', 'rendered']) {
    test(`costs at most 12 bytes up and 12 down (${id})`, async ({ page }) => {
      const traffic = watchTraffic(page)
      await page.goto(url())
      await traffic.connected()
      traffic.reset()

      await press(page, id, 'Add one', 1)
      await expectText(page, `#${id} .count`, '1')

      expect(traffic.bytesUp()).toBeLessThanOrEqual(12)
      expect(traffic.bytesDown()).toBeLessThanOrEqual(12)
      expect(traffic.patches()).toMatchObject([{ op: 'setText', text: '1' }])
    })
  }

  test('costs that much on average too, acknowledgements included', async ({ page }) => {
    const clicks = 50
    const traffic = watchTraffic(page)
    await page.goto(url())
    await traffic.connected()
    traffic.reset()

    for (let i = 1; i <= clicks; i++) {
      await press(page, 'bound', 'Add one', 1)
      await expectText(page, '#bound .count', String(i))
    }

    expect(traffic.bytesUp()).toBeLessThanOrEqual(12 * clicks)
    expect(traffic.bytesDown()).toBeLessThanOrEqual(12 * clicks)
  })
})

async function press(page: Page, id: string, name: string, times: number): Promise<void> {
  const button = page.locator(`#${id}`).getByRole('button', { name })
  for (let i = 0; i < times; i++) await button.click()
}

interface Gate {
  open(): void
  readonly passed: Promise<void>
}

function createGate(): Gate {
  let open = () => {}
  const passed = new Promise<void>((resolve) => (open = resolve))
  return { open, passed }
}
