/** Figures that are exact, so they are facts and not measurements: what a change sends. */
import type { Component } from '../packages/vango/src/vdom/vnode.ts'
import type { Patch } from 'vango/wire'
import { setImmediate } from 'node:timers/promises'
import { decodePatches, decodeServerMessages, encodeClientMessages } from 'vango/wire'
import { describe, expect, test } from 'vitest'
import { createHub } from '../packages/vango/src/live/hub.ts'
import { createComponent } from '../packages/vango/src/vdom/jsx.ts'
import { Rows } from '../examples/gallery/pages/jfb.tsx'
import { BoundList, PlainList } from './diff/pages.tsx'
import { Counter, RenderedCounter } from './live/pages.tsx'

interface Exchange {
  /** Payload bytes, without the header of the WebSocket message. */
  readonly up: number
  readonly down: number
  readonly patches: readonly Patch[]
}

/** Opens a page whose session believes that it has a socket; returns what clicks its buttons. */
function openPage(component: Component): (button: string) => Promise<Exchange> {
  const errors: unknown[] = []
  const hub = createHub({ onError: (error) => void errors.push(error) })
  const page = hub.open(createComponent(component, {}, undefined), {})
  const html = [...page.chunks()].join('')
  page.keep()

  const sent: Uint8Array[] = []
  const connection = hub.connect(page.id, {
    send: (buffer, start) => void sent.push(buffer.subarray(start)),
    close: (code) => void errors.push(code),
    buffered: 0,
  })
  const { token } = page
  const hello = { kind: 'hello', version: 1, resumable: false, lastSeq: 0, token } as const
  connection.receive(encodeClientMessages([hello]))

  let eventNo = 0
  return async (button) => {
    await setImmediate()
    sent.length = 0
    const event = { eventNo: ++eventNo, ackSeq: eventNo - 1, hid: hidOf(html, button), position: 0 }
    const bytes = encodeClientMessages([{ kind: 'event', ...event, payload: undefined }])
    connection.receive(bytes)
    await setImmediate()

    expect(errors).toEqual([])
    expect(sent).toHaveLength(1)
    const [message] = [...decodeServerMessages(sent[0]!)]
    if (message?.kind !== 'patch') return expect.unreachable('no patches')
    return { up: bytes.length, down: sent[0]!.length, patches: decodePatches(message.ops) }
  }
}

function hidOf(html: string, button: string): number {
  const tag = new RegExp(`<[^>]* id="${button}"[^>]*>`).exec(html)![0]
  return Number(/ data-hid="(\d+)"/.exec(tag)![1])
}

function operations(patches: readonly Patch[]): string[] {
  return patches.map(({ op }) => op)
}

describe.each([
  ['bound', Counter],
  ['rendered again', RenderedCounter],
])('a counter that is %s', (_, component) => {
  test('takes 6 bytes up and 8 bytes down for its first click', async () => {
    const click = openPage(component)

    expect(await click('add')).toMatchObject({
      up: 6,
      down: 8,
      patches: [{ op: 'setText', text: '1' }],
    })
  })

  test('takes at most 12 bytes each way for the two hundredth', async () => {
    const click = openPage(component)
    for (let i = 1; i < 200; i++) await click('add')

    expect(await click('add')).toMatchObject({ up: 8, down: 12, patches: [{ text: '200' }] })
  })
})

describe('the rows of the js-framework-benchmark', () => {
  test('a swap is two moves', async () => {
    const click = openPage(Rows)
    await click('run')

    const { patches, down } = await click('swaprows')

    expect(operations(patches)).toEqual(['move', 'move'])
    expect(down).toBeLessThanOrEqual(18)
  })

  test('every tenth row updated is a hundred texts', async () => {
    const click = openPage(Rows)
    await click('run')

    const { patches } = await click('update')

    expect(operations(patches)).toEqual(new Array(100).fill('setText'))
  })

  test('clearing them is one patch', async () => {
    const click = openPage(Rows)
    await click('run')

    expect((await click('clear')).patches).toMatchObject([{ op: 'clear' }])
  })
})

describe.each([
  ['rendered again', PlainList],
  ['bound', BoundList],
])('a list of 1,000 rows, %s', (_, component) => {
  test('sends 10 texts for 10 changed cells, in at most 108 bytes', async () => {
    const { patches, down } = await openPage(component)('update')

    expect(operations(patches)).toEqual(new Array(10).fill('setText'))
    expect(down).toBeLessThanOrEqual(108)
  })

  test('sends two moves for a swap, in at most 18 bytes', async () => {
    const { patches, down } = await openPage(component)('swap')

    expect(operations(patches)).toEqual(['move', 'move'])
    expect(down).toBeLessThanOrEqual(18)
  })

  test('sends one insert for 10 rows appended, in at most 398 bytes once the template is known', async () => {
    const click = openPage(component)
    await click('append')

    const { patches, down } = await click('append')

    expect(patches).toMatchObject([{ op: 'insert', nodes: { length: 10 } }])
    expect(down).toBeLessThanOrEqual(398)
  })

  test('sends one remove for a row removed, in at most 10 bytes', async () => {
    const { patches, down } = await openPage(component)('remove')

    expect(operations(patches)).toEqual(['remove'])
    expect(down).toBeLessThanOrEqual(10)
  })
})
