import type { Patch } from '../vdom/patch.ts'
import type { LivePage } from './fixtures/page.ts'
import { describe, expect, test } from 'vitest'
import { encodePatches } from '../wire/patch-codec.ts'
import { openLivePage, openPage } from './fixtures/page.ts'

const button = '<button data-hid="1" data-on="click">x</button><p data-hid="2"></p>'
const hello = { kind: 'hello', version: 1, resumable: true, lastSeq: 0, token: 'tok' }

const setText = (text: string): Patch => ({ op: 'setText', hid: 2, text })

function click(page: LivePage, times = 1): void {
  for (let i = 0; i < times; i++) page.query('button').click()
}

/** A PATCH of that number. */
function sayPatch(page: LivePage, seq: number, text: string, ackEvent = 0): void {
  const ops = encodePatches([setText(text)])
  page.socket().say({ kind: 'patch', seq, ackEvent, ops })
}

async function numbers(page: LivePage): Promise<number[]> {
  return (await page.events()).map(({ eventNo }) => eventNo)
}

/** Loses the socket and gets the next one, on which HELLO was said. */
async function reconnect(page: LivePage): Promise<void> {
  page.socket().drop(1006)
  await page.clock.advance(60_000)
  page.socket().accept()
}

function isOffline(page: LivePage): boolean {
  return page.document.body.classList.contains('vango-offline')
}

describe('opening', () => {
  test('says HELLO first, and nothing else before WELCOME', async () => {
    const page = await openPage(button)
    click(page)

    page.socket().accept()
    click(page)
    await Promise.resolve()

    expect(page.socket().heard()).toEqual([[hello]])
  })

  test('sends what the user did before, in order and in one message', async () => {
    const page = await openPage(button)
    click(page, 3)

    page.welcome()
    await Promise.resolve()

    const event = { kind: 'event', ackSeq: 0, hid: 1, position: 0, payload: undefined }
    expect(page.socket().heard()).toEqual([[1, 2, 3].map((eventNo) => ({ ...event, eventNo }))])
  })

  test('says by an ACK where that ends', async () => {
    const page = await openPage(button)
    click(page)
    page.socket().accept()
    page.socket().heard()

    page.socket().say({ kind: 'welcome', version: 1, lastEvent: 0, heartbeatMs: 0 })

    expect(page.socket().heard()).toEqual([
      [expect.objectContaining({ kind: 'event', eventNo: 1 })],
      [{ kind: 'ack', ackSeq: 0 }],
    ])
  })

  test('numbers events from where the server is', async () => {
    const page = await openPage(button)

    page.welcome(7)
    click(page)

    expect(await numbers(page)).toEqual([8])
  })

  test('gives up a socket that does not open', async () => {
    const page = await openPage(button)

    await page.clock.advance(20_000)

    expect(page.sockets[0]!.isClosed).toBe(true)
    expect(page.sockets.length).toBe(1)
    await page.clock.advance(1_000)
    expect(page.sockets.length).toBe(2)
  })
})

describe('events', () => {
  test('of one task leave as one message', async () => {
    const page = await openLivePage(
      '<p data-hid="1" data-on="click"><b data-hid="2" data-on="click">x</b></p>',
    )

    page.query('b').click()
    await Promise.resolve()

    expect(
      page
        .socket()
        .heard()
        .map((message) => message.length),
    ).toEqual([2])
  })

  test('carry the number of the last patch', async () => {
    const page = await openLivePage(button)
    page.patch(setText('a'))
    page.patch(setText('b'))

    click(page)

    expect(await page.events()).toMatchObject([{ ackSeq: 2 }])
  })

  test('are sent again on the next socket unless the server has them', async () => {
    const page = await openLivePage(button)
    click(page, 3)
    await page.events()

    await reconnect(page)
    click(page)
    page.welcome(2)

    expect(await numbers(page)).toEqual([3, 4])
    click(page)
    expect(await numbers(page)).toEqual([5])
  })

  test('that were acknowledged by a patch or an ACK are not sent again', async () => {
    const page = await openLivePage(button)
    click(page, 4)
    await page.events()
    sayPatch(page, 1, 'a', 1)
    page.socket().say({ kind: 'ack', ackEvent: 3 })

    await reconnect(page)
    page.welcome(0)

    expect(await numbers(page)).toEqual([4])
  })

  test('beyond a thousand waiting are refused', async () => {
    const page = await openPage(button)

    click(page, 1_000)
    expect(page.log).toEqual([])
    click(page)
    expect(page.log).toEqual(['vango:overflow'])
    page.welcome()

    expect(await numbers(page)).toEqual(Array.from({ length: 1_000 }, (_, i) => i + 1))
    page.socket().say({ kind: 'ack', ackEvent: 1 })
    click(page)
    expect(await numbers(page)).toEqual([1_001])
  })

  test('that are too large for the server are refused', async () => {
    const page = await openLivePage('<input data-hid="1" data-on="input">')
    const field = page.query<HTMLInputElement>('input')
    const type = (length: number): void => {
      field.value = 'x'.repeat(length)
      field.dispatchEvent(new InputEvent('input', { bubbles: true }))
    }

    type(65_000)
    type(64_000)

    expect(await numbers(page)).toEqual([1])
    expect(page.log).toEqual(['vango:overflow'])
  })

  test('of a long time are sent in messages that the server takes', async () => {
    const page = await openPage('<input data-hid="1" data-on="input">')
    const field = page.query<HTMLInputElement>('input')
    field.value = 'x'.repeat(64_900)
    for (let i = 0; i < 7; i++) field.dispatchEvent(new InputEvent('input', { bubbles: true }))

    page.welcome()
    await Promise.resolve()

    // `decodeClientMessages` has taken them, with the server's limits.
    expect(
      page
        .socket()
        .heard()
        .map((message) => message.length),
    ).toEqual([2, 2, 2, 1])
  })
})

describe('patches', () => {
  test('that come twice are applied once', async () => {
    const page = await openLivePage(button)

    sayPatch(page, 1, 'a')
    sayPatch(page, 2, 'b')
    sayPatch(page, 1, 'c')

    expect(page.query('p').textContent).toBe('b')
    expect(page.sockets.length).toBe(1)
  })

  test('that come twice still acknowledge events', async () => {
    const page = await openLivePage(button)
    click(page, 2)
    sayPatch(page, 1, 'a')
    sayPatch(page, 1, 'a', 2)

    await reconnect(page)
    page.welcome(0)

    expect(await numbers(page)).toEqual([])
  })

  test('after a gap are not applied: the next HELLO asks for them', async () => {
    const page = await openLivePage(button)
    sayPatch(page, 1, 'a')

    sayPatch(page, 3, 'c')

    expect(page.query('p').textContent).toBe('a')
    expect(page.socket().closedWith).toBe(4400)
    expect(page.reloads).toBe(0)
    await page.clock.advance(1_000)
    page.socket().accept()
    expect(page.socket().heard()).toEqual([[{ ...hello, lastSeq: 1 }]])
  })

  test('may share a message', async () => {
    const page = await openPage(button)
    page.socket().accept()

    page
      .socket()
      .say(
        { kind: 'welcome', version: 1, lastEvent: 0, heartbeatMs: 0 },
        { kind: 'patch', seq: 1, ackEvent: 0, ops: encodePatches([setText('a'.repeat(200))]) },
        { kind: 'patch', seq: 2, ackEvent: 0, ops: encodePatches([setText('b')]) },
      )

    expect(page.query('p').textContent).toBe('b')
  })

  test('are acknowledged after a second', async () => {
    const page = await openLivePage(button)
    page.socket().heard()

    sayPatch(page, 1, 'a')
    await page.clock.advance(500)
    sayPatch(page, 2, 'b')
    await page.clock.advance(499)
    expect(page.socket().heard()).toEqual([])
    await page.clock.advance(1)

    expect(page.socket().heard()).toEqual([[{ kind: 'ack', ackSeq: 2 }]])
    await page.clock.advance(5_000)
    expect(page.socket().heard()).toEqual([])
  })

  test('are acknowledged after 32 of them', async () => {
    const page = await openLivePage(button)

    for (let seq = 1; seq <= 31; seq++) sayPatch(page, seq, 'a')
    expect(page.socket().heard()).toEqual([])
    sayPatch(page, 32, 'a')

    expect(page.socket().heard()).toEqual([[{ kind: 'ack', ackSeq: 32 }]])
  })

  test('are acknowledged by an event, and then not again', async () => {
    const page = await openLivePage(button)
    sayPatch(page, 1, 'a')

    click(page)
    await page.events()
    await page.clock.advance(2_000)

    expect(page.socket().heard()).toEqual([])
  })

  test.each([
    ['that make no sense', [0x01, 0x63, 0x05, 0x61]],
    ['that end too early', [0x01, 0x02, 0x50, 0x61]],
    ['that end within a number', [0x01, 0x80]],
    ['with a count beyond the end', [0x04, 0x02, 0x00, 0xff, 0xff, 0xff, 0x7f]],
    ['with an unknown node', [0x04, 0x02, 0x00, 0x01, 0x09, 0x01]],
    ['with an unknown template', [0x04, 0x02, 0x00, 0x01, 0x01, 0x07, 0x09, 0x00]],
    ['that the DOM refuses', [0x02, 0x02, 0x03, 0x61, 0x20, 0x62, 0x00]],
  ])('%s end the socket and the page', async (_, ops) => {
    const page = await openLivePage(button)
    const seen = page.query('p')

    const say = (): void =>
      page.socket().say({ kind: 'patch', seq: 1, ackEvent: 0, ops: new Uint8Array(ops) })

    await page.clock.advance(10_001)
    expect(say).toThrow()
    expect(page.socket().closedWith).toBe(4400)
    expect(page.reloads).toBe(1)
    seen.remove()
    click(page)
    await page.clock.advance(1_000)
    page.welcome()
    expect(await numbers(page)).toEqual([1])
  })
})

describe('reconnecting', () => {
  test('waits longer each time, and begins anew after WELCOME', async () => {
    const page = await openPage(button)
    const waits: number[] = []
    for (let i = 0; i < 7; i++) {
      page.socket().drop(1006)
      const [wait] = page.clock.waiting()
      waits.push(wait!)
      await page.clock.advance(wait!)
    }
    expect(waits).toEqual([1_000, 2_000, 5_000, 10_000, 30_000, 30_000, 30_000])
    expect(page.sockets.length).toBe(8)

    page.welcome()
    page.socket().drop(1006)

    expect(page.clock.waiting()).toEqual([1_000])
  })

  test.each([
    [0, 800],
    [1, 1_200],
  ])('varies the wait by a fifth (%s)', async (random, wait) => {
    const page = await openPage(button)
    page.window.Math.random = () => random

    page.socket().drop(1006)

    expect(page.clock.waiting()).toEqual([wait])
  })

  test.each(['online', 'pageshow', 'visibilitychange'])('is tried at once on %s', async (name) => {
    const page = await openPage(button)
    const target = name === 'visibilitychange' ? page.document : page.window
    target.dispatchEvent(new Event(name, { bubbles: true }))
    expect(page.sockets.length).toBe(1)

    page.socket().drop(1006)
    target.dispatchEvent(new Event(name, { bubbles: true }))
    expect(page.sockets.length).toBe(2)
    await page.clock.advance(5_000)

    expect(page.sockets.length).toBe(2)
  })

  test('shows on the body and on the window, each change once', async () => {
    const page = await openLivePage(button)
    expect([isOffline(page), ...page.log]).toEqual([false])

    page.socket().drop(1006)
    expect([isOffline(page), ...page.log]).toEqual([true, 'vango:offline'])
    await page.clock.advance(1_000)
    page.socket().drop(1006)
    expect(page.log.length).toBe(1)
    await page.clock.advance(2_000)
    page.welcome()

    expect([isOffline(page), ...page.log]).toEqual([false, 'vango:offline', 'vango:online'])
  })

  test('asks for the patches after the last one applied', async () => {
    const page = await openLivePage(button)
    sayPatch(page, 1, 'a')
    sayPatch(page, 2, 'b')

    await reconnect(page)

    expect(page.socket().heard()).toEqual([[{ ...hello, lastSeq: 2 }]])
  })
})

describe('heartbeats', () => {
  test('PING is answered by PONG with its number', async () => {
    const page = await openLivePage(button)

    page.socket().say({ kind: 'ping', nonce: 2 ** 53 - 1 })

    expect(page.socket().heard()).toEqual([[{ kind: 'pong', nonce: 2 ** 53 - 1 }]])
  })

  test('a socket is dead when nothing was heard for two of them', async () => {
    const page = await openPage(button)
    page.welcome(0, 3_000)

    await page.clock.advance(5_999)
    page.socket().say({ kind: 'ack', ackEvent: 0 })
    await page.clock.advance(5_999)
    expect(page.socket().isClosed).toBe(false)
    await page.clock.advance(1)

    expect(page.socket().isClosed).toBe(true)
    await page.clock.advance(1_000)
    expect(page.sockets.length).toBe(2)
  })

  test('a dead socket that wakes up is not listened to', async () => {
    const page = await openPage(button)
    page.welcome(0, 3_000)
    await page.clock.advance(6_000)
    const [dead] = page.sockets

    sayPatch(page, 1, 'a')
    dead!.drop(1006)

    expect(page.query('p').textContent).toBe('')
    expect(page.sockets.length).toBe(1)
    expect(page.clock.waiting()).toEqual([1_000])
  })

  test('0 means that there are none', async () => {
    const page = await openPage(button)
    page.welcome(0, 0)

    await page.clock.advance(3_600_000)

    expect(page.sockets.length).toBe(1)
    expect(page.socket().isClosed).toBe(false)
  })
})

describe('close codes', () => {
  test.each([1001, 1006, 4408, 4429, 4500])('after %s it reconnects', async (code) => {
    const page = await openLivePage(button)

    page.socket().drop(code)
    await page.clock.advance(1_000)

    expect(page.sockets.length).toBe(2)
    expect(page.reloads).toBe(0)
  })

  test('after 4409 it stops for good', async () => {
    const page = await openLivePage(button)

    page.socket().drop(4409)
    click(page)
    page.window.dispatchEvent(new Event('online'))
    await page.clock.advance(3_600_000)

    expect(page.sockets.length).toBe(1)
    expect(page.reloads).toBe(0)
    expect(isOffline(page)).toBe(true)
  })

  test.each([1009, 4400, 4401, 4404, 4413])(
    'after %s it reloads, but not in its first 10 s: that could go on for ever',
    async (code) => {
      const page = await openPage(button)

      page.socket().drop(code)
      expect(page.reloads).toBe(0)
      await page.clock.advance(10_001)
      page.socket().drop(code)

      expect(page.reloads).toBe(1)
    },
  )
})
