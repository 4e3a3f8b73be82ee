import { afterEach, describe, expect, test } from 'vitest'
import type { FakeServer, Page } from 'vango/testing'
import { cleanup, createClock, createFakeServer } from 'vango/testing'
import type { Patch } from 'vango/wire'
import { encodePatches } from 'vango/wire'

afterEach(cleanup)

const html = '<button data-hid="1" data-on="click">x</button><p data-hid="2"></p>'
const setText = (text: string): Patch => ({ op: 'setText', hid: 2, text })

async function open(): Promise<{ server: FakeServer; page: Page }> {
  const server = createFakeServer()
  const page = await server.open(html)
  server.welcome()
  await page.settled()
  server.take()
  return { server, page }
}

function shown(page: Page): string {
  return page.document.querySelector('p')!.textContent
}

describe('what the client sends', () => {
  test('is HELLO first, with session and token', async () => {
    const server = createFakeServer()
    await server.open(html, { session: 'abc', token: 'secret' })

    expect(server.sockets[0]!.url.pathname).toBe('/vango/live/abc')
    expect(server.take()).toEqual([
      { kind: 'hello', version: 1, resumable: true, lastSeq: 0, token: 'secret' },
    ])
  })

  test('is each click, with the number of the last patch', async () => {
    const { server, page } = await open()
    server.patch(setText('a'))
    await page.settled()

    await page.click(page.getByRole('button'))
    await page.click(page.getByRole('button'))

    expect(server.takeEvents()).toMatchObject([
      { eventNo: 1, ackSeq: 1, hid: 1, position: 0 },
      { eventNo: 2, ackSeq: 1, hid: 1, position: 0 },
    ])
  })

  test('is sent again on the next socket, but for what the server has handled', async () => {
    using clock = createClock()
    const { server, page } = await open()
    for (let i = 0; i < 3; i++) await page.click(page.getByRole('button'))
    server.take()

    page.network.drop()
    await clock.advance(1_200)
    server.welcome({ lastEvent: 1 })
    await page.settled()

    expect(server.takeEvents().map(({ eventNo }) => eventNo)).toEqual([2, 3])
  })
})

describe('patches', () => {
  test('arrive in the order in which they were said', async () => {
    const { server, page } = await open()

    for (const text of ['a', 'b', 'c']) server.patch(setText(text))
    await page.settled()

    expect(shown(page)).toBe('c')
    expect(page.patches).toEqual([setText('a'), setText('b'), setText('c')])
  })

  test('said twice are applied once', async () => {
    const { server, page } = await open()
    server.patch(setText('a'))

    server.say({ kind: 'patch', seq: 1, ackEvent: 0, ops: encodePatches([setText('b')]) })
    await page.settled()

    expect(shown(page)).toBe('a')
  })

  test('said out of order are not applied; the client asks for them again', async () => {
    using clock = createClock()
    const { server, page } = await open()
    server.patch(setText('a'))
    server.say({ kind: 'patch', seq: 3, ackEvent: 0, ops: encodePatches([setText('c')]) })
    await page.settled()
    expect(shown(page)).toBe('a')

    await clock.advance(1_200)

    expect(server.take()).toMatchObject([{ kind: 'hello', lastSeq: 1 }])
  })

  test('said while the client is away are said again after WELCOME', async () => {
    using clock = createClock()
    const { server, page } = await open()
    server.patch(setText('a'))
    page.network.drop()
    await clock.advance(1_200)

    server.welcome()
    server.patch(setText('b'))
    await page.settled()

    expect(shown(page)).toBe('b')
    expect(server.sockets).toHaveLength(2)
  })

  test('that come late, come late', async () => {
    using clock = createClock()
    const { server, page } = await open()
    page.network.simulate({ latency: 250 })

    server.patch(setText('a'))
    await clock.advance(249)
    expect(shown(page)).toBe('')
    await clock.advance(1)

    expect(shown(page)).toBe('a')
  })
})

describe('the end of a socket', () => {
  test('with 4404 loads the page anew, with a client that begins at 1', async () => {
    using clock = createClock()
    const { server, page } = await open()
    // A younger page may come from a reload, and would do so for ever.
    await clock.advance(60_000)

    server.close(4404)
    await page.settled()
    expect(server.loads).toBe(2)
    server.welcome()
    await page.settled()
    await page.click(page.getByRole('button'))

    expect(server.takeEvents()).toMatchObject([{ eventNo: 1 }])
  })

  test('with 4409 is final', async () => {
    using clock = createClock()
    const { server, page } = await open()

    server.close(4409)
    await page.settled()
    await clock.advance(3_600_000)

    expect(server.sockets).toHaveLength(1)
    expect(server.loads).toBe(1)
    expect(() => server.welcome()).toThrow('no open socket')
  })
})

test('a patch for a node that is not here is a problem of the page', async () => {
  const { server, page } = await open()

  server.patch({ op: 'setText', hid: 99, text: 'a' })

  await expect(page.settled()).rejects.toThrow('a patch is for node 99, which is not here')
})

test('nonsense ends the socket, and is a problem of the page', async () => {
  const { server, page } = await open()

  server.sayBytes(Uint8Array.of(0x04, 0x02, 0x01, 0x00, 0x63))

  await expect(page.settled()).rejects.toThrow('a script of the page failed')
})
