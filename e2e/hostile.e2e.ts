/**
 * Bytes no browser of ours would send, and components that fail. Whatever happens to the session
 * that did it, another one, open in a browser since before, still answers.
 */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect } from 'vitest'
import { decodePatches } from 'vango/wire'
import type { Page } from 'playwright'
import { startFixtureApp } from './support/fixture.ts'
import type { RunningFixture } from './support/fixture.ts'
import { click, connectRaw, hello, loadTicket } from './support/raw-client.ts'
import type { RawClient, Ticket } from './support/raw-client.ts'
import { expectText, test as base } from './support/test.ts'

let fixture: RunningFixture
beforeAll(async () => {
  fixture = await startFixtureApp()
})
afterAll(() => fixture.stop())
beforeEach(() => {
  fixture.errors.length = 0
})

/** With a neighbour: a session in a real browser, which is tried after the test. */
const test = base.extend<{ neighbour: Page }>({
  neighbour: [
    async ({ context }, use) => {
      const page = await context.newPage()
      await page.goto(fixture.url('/'))
      await page.click('#count')
      await expectText(page, '#count', '1')

      await use(page)

      await page.click('#count')
      await expectText(page, '#count', '2')
    },
    { auto: true },
  ],
})

describe('a raw client', () => {
  const clients: RawClient[] = []
  afterEach(() => {
    for (const client of clients.splice(0)) client.close()
  })

  async function attack(path = '/'): Promise<{ client: RawClient; ticket: Ticket }> {
    const ticket = await loadTicket(fixture.url(path))
    const client = await connectRaw(ticket)
    clients.push(client)
    return { client, ticket }
  }

  async function greet(path = '/'): Promise<{ client: RawClient; ticket: Ticket }> {
    const attacker = await attack(path)
    attacker.client.say(hello(attacker.ticket))
    await expect.poll(() => attacker.client.received.length).toBeGreaterThan(0)
    return attacker
  }

  test('that sends a truncated frame is closed with 4400', async () => {
    const { client } = await greet()

    client.send(Uint8Array.of(0x05, 0x02, 0x01))

    expect(await client.closed).toBe(4400)
  })

  test('that sends an unknown frame type is closed with 4400', async () => {
    const { client } = await greet()

    client.send(Uint8Array.of(0x02, 0x7f, 0x00))

    expect(await client.closed).toBe(4400)
  })

  test('that sends a number without end is closed with 4400', async () => {
    const { client } = await greet()

    client.send(new Uint8Array(1000).fill(0xff))

    expect(await client.closed).toBe(4400)
  })

  test('that sends text is closed with 4400', async () => {
    const { client } = await greet()

    client.send('{"event":"click"}')

    expect(await client.closed).toBe(4400)
  })

  test('that sends no HELLO first is closed with 4400', async () => {
    const { client } = await attack()

    client.say(click(1, 1))

    expect(await client.closed).toBe(4400)
  })

  test('that has the wrong token is closed with 4401', async () => {
    const { client, ticket } = await attack()

    client.say(hello({ ...ticket, token: 'a'.repeat(ticket.token.length) }))

    expect(await client.closed).toBe(4401)
  })

  test('that asks for a session of its own making is closed with 4404', async () => {
    const ticket = await loadTicket(fixture.url('/'))
    const client = await connectRaw({ ...ticket, session: 'a'.repeat(ticket.session.length) })
    clients.push(client)

    client.say(hello(ticket))

    expect(await client.closed).toBe(4404)
  })

  test('that comes from a page of another site gets no socket', async () => {
    const ticket = await loadTicket(fixture.url('/'))

    const attempt = connectRaw(ticket, 'https://evil.example')

    await expect(attempt).rejects.toThrow('403')
  })

  test('that announces an oversize frame is closed with 4413', async () => {
    const { client } = await greet()
    const bytes = new Uint8Array(70_003)
    // The length of what follows, 70,000, as a varint.
    bytes.set([0xf0, 0xa2, 0x04])

    client.send(bytes)

    expect(await client.closed).toBe(4413)
  })

  test('that sends an oversize message is refused before it is read', async () => {
    const { client } = await greet()

    client.send(new Uint8Array(8_000_000).fill(0x01))

    // 1009 is the WebSocket library's own refusal, from the message's header alone.
    expect([1009, 4413]).toContain(await client.closed)
  })

  test('that names an unknown hid is told so, and its session goes on', async () => {
    const { client, ticket } = await greet()
    const hid = hidOf(ticket, 'count')

    client.say(click(1, 4_000_000_000))
    client.say(click(2, hid))

    await expect.poll(() => texts(client)).toEqual(['1'])
    expect(fixture.app.hub.stats().staleEvents).toBeGreaterThan(0)
  })

  test('that sends 10,000 events at once is closed with 4429', async () => {
    const { client, ticket } = await greet()
    const hid = hidOf(ticket, 'count')

    client.say(...Array.from({ length: 10_000 }, (_, index) => click(index + 1, hid)))

    expect(await client.closed).toBe(4429)
  })

  test('that sends an event twice is heard once', async () => {
    const { client, ticket } = await greet()
    const hid = hidOf(ticket, 'count')

    client.say(click(1, hid), click(1, hid), click(2, hid))

    await expect.poll(() => texts(client).at(-1)).toBe('2')
  })
})

describe('in a browser', () => {
  test('10,000 clicks at once: 1,000 are kept, each is counted once, and the page goes on', async ({
    page,
  }) => {
    await page.goto(fixture.url('/'))

    await page.evaluate(() => {
      const button = document.querySelector<HTMLElement>('#count')!
      for (let i = 0; i < 10_000; i++) button.click()
    })

    // The browser keeps 1,000 events that nobody has taken yet; the server takes as many at once.
    const count = () => page.locator('#count').textContent()
    await expect.poll(count, { timeout: 25_000 }).toBe('1000')
    await page.click('#count')
    await expectText(page, '#count', '1001')
  })

  test('a handler that throws leaves its page alive', async ({ page }) => {
    await page.goto(fixture.url('/errors'))

    await page.click('#throw')
    await page.click('#count')

    await expectText(page, '#count', '1')
    expect(fixture.errors).toEqual([expect.stringContaining('the handler threw')])
  })

  test('a handler that rejects leaves its page alive', async ({ page }) => {
    await page.goto(fixture.url('/errors'))

    await page.click('#reject')
    await page.click('#count')

    await expectText(page, '#count', '1')
    await expect
      .poll(() => fixture.errors)
      .toEqual([expect.stringContaining('the handler rejected')])
  })

  test('a component that throws is replaced by the fallback of its boundary', async ({ page }) => {
    await page.goto(fixture.url('/boundary'))

    await page.click('#break')
    await expectText(page, '#fallback', 'This part is out of order.')
    await page.click('#count')

    await expectText(page, '#count', '1')
    expect(fixture.errors).toEqual([expect.stringContaining('the component threw')])
  })

  test('a component that throws without a boundary keeps what it showed last', async ({ page }) => {
    await page.goto(fixture.url('/errors'))

    await page.click('#break')

    await expect
      .poll(() => fixture.errors)
      .toContainEqual(expect.stringContaining('the component threw'))
  })
})

/** The hid of the element with this id, as the page has it. */
function hidOf(ticket: Ticket, id: string): number {
  const tag = new RegExp(`<[^>]* id="${id}"[^>]*>`).exec(ticket.html)?.[0] ?? ''
  return Number(/data-hid="(\d+)"/.exec(tag)?.[1])
}

/** The texts the server has sent so far. */
function texts(client: RawClient): string[] {
  return client.received
    .flatMap((message) => (message.kind === 'patch' ? decodePatches(message.ops) : []))
    .flatMap((patch) => (patch.op === 'setText' ? [patch.text] : []))
}
