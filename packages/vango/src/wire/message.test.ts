import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ClientMessage } from './message.ts'
import { ProtocolError } from '../base/errors.ts'
import { decodeClientMessages, encodeClientMessages } from './client-message.ts'
import { clientMessage, serverMessage } from './arbitraries.suite.ts'
import { fromHex, toHex } from './golden.suite.ts'
import { clientMessageLimits, serverMessageLimits } from './limits.ts'
import { encodePatches } from './patch-codec.ts'
import { writeSetText } from './patches.ts'
import { writeFrameEnd } from './frame.ts'
import { decodeServerMessages, encodeServerMessages, writePatchStart } from './server-message.ts'
import { createWriter, takeBytes } from './writer.ts'

function decodeHex(hex: string, limits = clientMessageLimits): ClientMessage[] {
  return [...decodeClientMessages(fromHex(hex), limits)]
}

describe('round trips', () => {
  test('any client messages come back as they were, in order', () => {
    fc.assert(
      fc.property(fc.array(clientMessage, { maxLength: 5 }), (messages) => {
        expect([...decodeClientMessages(encodeClientMessages(messages))]).toEqual(messages)
      }),
    )
  })

  test('any server messages come back as they were, in order', () => {
    fc.assert(
      fc.property(fc.array(serverMessage, { maxLength: 5 }), (messages) => {
        expect([...decodeServerMessages(encodeServerMessages(messages))]).toEqual(messages)
      }),
    )
  })

  test('every cut of a message is refused', () => {
    fc.assert(
      fc.property(clientMessage, fc.nat(), (message, at) => {
        const bytes = encodeClientMessages([message])
        const cut = bytes.subarray(0, 1 + (at % (bytes.length - 1)))

        expect(() => [...decodeClientMessages(cut)]).toThrow(ProtocolError)
      }),
    )
  })
})

describe('frames', () => {
  test('an empty WebSocket message has no messages', () => {
    expect(decodeHex('')).toEqual([])
  })

  test('messages are decoded one by one, up to the first that is wrong', () => {
    const messages = decodeClientMessages(fromHex('020301 0277'))

    expect(messages.next().value).toEqual({ kind: 'ack', ackSeq: 1 })
    expect(() => messages.next()).toThrow(/wire\/truncated/)
  })

  test.each([
    ['without a type', '00', 'truncated'],
    ['of an unknown type', '0107', 'unknown-tag'],
    ['of type 0', '0100', 'unknown-tag'],
    ['that ends inside a field', '0203', 'truncated'],
    ['that goes on after its last field', '03030100', 'trailing-bytes'],
    ['with a payload of unknown kind', '060201000300 08', 'unknown-tag'],
    ['with something after its payload', '080201000300 0100 00', 'trailing-bytes'],
    ['with a checked that is neither', '080201000300 020200', 'invalid-value'],
  ])('a frame %s is refused', (_, hex, code) => {
    expect(() => decodeHex(hex)).toThrow(new RegExp(`wire/${code}`))
  })

  test('a string of one frame cannot reach into the next', () => {
    expect(() => decodeHex('08 0201000300 0102 020301')).toThrow(/wire\/truncated/)
  })

  test('a long frame gets a longer length and nothing else changes', () => {
    const writer = createWriter(0)
    const start = writePatchStart(writer, 1, 2)
    writeSetText(writer, 5, 'x'.repeat(20_000))
    writeFrameEnd(writer, start)

    const ops = encodePatches([{ op: 'setText', hid: 5, text: 'x'.repeat(20_000) }])
    expect([...decodeServerMessages(takeBytes(writer))]).toEqual([
      { kind: 'patch', seq: 1, ackEvent: 2, ops },
    ])
  })

  test('frames written after each other into one writer stay apart', () => {
    const writer = createWriter(0)
    for (const seq of [1, 2]) {
      const start = writePatchStart(writer, seq, 0)
      writeSetText(writer, 5, 'y'.repeat(seq * 100))
      writeFrameEnd(writer, start)
    }

    const seqs = [...decodeServerMessages(takeBytes(writer))].map((message) =>
      message.kind === 'patch' ? [message.seq, message.ops.length] : message,
    )
    expect(seqs).toEqual([
      [1, 103],
      [2, 204],
    ])
  })
})

describe('limits', () => {
  test('a frame above the limit is refused by its length alone', () => {
    expect(() => decodeHex('818004')).toThrow(/frame-too-large.*at most 65536 bytes, got: 65537/)
  })

  test('a frame at the limit is read', () => {
    const token = 'x'.repeat(65_536 - 7)
    const hello: ClientMessage = { kind: 'hello', version: 1, resumable: true, lastSeq: 0, token }
    const bytes = encodeClientMessages([hello])

    expect(bytes.length).toBe(3 + 65_536)
    expect([...decodeClientMessages(bytes)]).toEqual([hello])
  })

  test('a WebSocket message above the limit is refused before its first frame', () => {
    const limits = { ...clientMessageLimits, maxMessageBytes: 3 }

    expect(decodeHex('020301', limits)).toHaveLength(1)
    expect(() => decodeHex('02030100', limits)).toThrow(/message-too-large/)
  })

  test.each(['values', 'form'] as const)('%s above the limit are refused', (kind) => {
    const limits = { ...clientMessageLimits, maxFormFields: 2 }
    const decode = (count: number): ClientMessage[] => {
      const payload =
        kind === 'form'
          ? { kind, fields: Array.from({ length: count }, () => ['', ''] as const) }
          : { kind, values: Array.from({ length: count }, () => '') }
      const event = { kind: 'event', eventNo: 1, ackSeq: 0, hid: 1, position: 0, payload } as const
      return [...decodeClientMessages(encodeClientMessages([event]), limits)]
    }

    expect(decode(2)).toHaveLength(1)
    expect(() => decode(3)).toThrow(/too-many-fields.*at most 2, got: 3/)
  })

  test('what a server may send is larger than what it takes', () => {
    expect(serverMessageLimits.maxFrameBytes).toBeGreaterThan(clientMessageLimits.maxFrameBytes)
  })
})

describe('hello', () => {
  test('flags from the future are ignored', () => {
    expect(decodeHex('05 01 01 ff01 0000'.replace('05', '06'))).toEqual([
      { kind: 'hello', version: 1, resumable: true, lastSeq: 0, token: '' },
    ])
  })
})

describe('forms', () => {
  test('a field called __proto__ is a field like any other', () => {
    const fields = [
      ['__proto__', 'polluted'],
      ['constructor', 'x'],
      ['__proto__', 'again'],
    ] as const
    const payload = { kind: 'form', fields } as const
    const event = { kind: 'event', eventNo: 1, ackSeq: 0, hid: 1, position: 0, payload } as const
    const [message] = decodeClientMessages(encodeClientMessages([event]))

    expect(message).toEqual(event)
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    expect(toHex(encodeClientMessages([message as ClientMessage]))).toBe(
      toHex(encodeClientMessages([event])),
    )
  })
})
