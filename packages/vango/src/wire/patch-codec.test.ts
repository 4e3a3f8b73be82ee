import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Patch, PatchNode, PatchValue } from '../vdom/patch.ts'
import { ProtocolError } from '../base/errors.ts'
import { patch } from './arbitraries.suite.ts'
import { fromHex, toHex } from './golden.suite.ts'
import { serverMessageLimits } from './limits.ts'
import { decodePatches, encodePatches } from './patch-codec.ts'
import { createPatchWriter } from './patches.ts'
import { createWriter, takeBytes } from './writer.ts'

function insertOf(...nodes: readonly PatchNode[]): Patch {
  return { op: 'insert', parent: 1, before: 0, nodes }
}

function nestedRanges(depth: number): Patch {
  let child: PatchValue
  for (let hid = depth; hid > 0; hid--) child = [{ kind: 'range', hid, child }]
  return insertOf(...(child as readonly PatchNode[]))
}

describe('round trips', () => {
  test('any patches come back as they were, in order', () => {
    fc.assert(
      fc.property(fc.array(patch, { maxLength: 5 }), (patches) => {
        expect(decodePatches(encodePatches(patches))).toEqual(patches)
      }),
    )
  })

  test('every cut of a patch is refused', () => {
    fc.assert(
      fc.property(patch, fc.nat(), (whole, at) => {
        const bytes = encodePatches([whole])
        const cut = bytes.subarray(0, 1 + (at % (bytes.length - 1)))

        expect(() => decodePatches(cut)).toThrow(ProtocolError)
      }),
    )
  })

  test('no bytes are no patches', () => {
    expect(encodePatches([])).toEqual(new Uint8Array(0))
    expect(decodePatches(new Uint8Array(0))).toEqual([])
  })
})

describe('the patch writer', () => {
  test('writes what encodePatches writes', () => {
    const writer = createWriter()
    const sink = createPatchWriter(writer)
    sink.setText(1, 'a')
    sink.setAttribute(2, 'class', 'b')
    sink.removeAttribute(3, 'hidden')
    sink.setProperty(4, 'value', 'c')
    sink.setProperty(5, 'checked', true)
    sink.setProperty(6, 'checked', false)
    sink.remove(7)
    sink.move(8, 9)
    sink.clear(10)
    sink.listen(11, 3)

    const patches: Patch[] = [
      { op: 'setText', hid: 1, text: 'a' },
      { op: 'setAttribute', hid: 2, name: 'class', value: 'b' },
      { op: 'removeAttribute', hid: 3, name: 'hidden' },
      { op: 'setProperty', hid: 4, name: 'value', value: 'c' },
      { op: 'setProperty', hid: 5, name: 'checked', value: true },
      { op: 'setProperty', hid: 6, name: 'checked', value: false },
      { op: 'remove', hid: 7 },
      { op: 'move', hid: 8, before: 9 },
      { op: 'clear', hid: 10 },
      { op: 'listen', hid: 11, events: 3 },
    ]
    expect(toHex(takeBytes(writer))).toBe(toHex(encodePatches(patches)))
    expect(decodePatches(takeBytes(writer))).toEqual(patches)
  })

  test('the highest event bit stays a bit', () => {
    const writer = createWriter()
    createPatchWriter(writer).listen(1, 1 << 31)

    expect(decodePatches(takeBytes(writer))).toEqual([{ op: 'listen', hid: 1, events: 2 ** 31 }])
  })
})

describe('values', () => {
  test('nothings at the end of an instance are not sent', () => {
    const instance = (values: PatchValue[]): Patch =>
      insertOf({ kind: 'instance', template: 1, hid: 2, values })
    const bytes = encodePatches([instance([undefined, 'a', undefined, undefined])])

    expect(decodePatches(bytes)).toEqual([instance([undefined, 'a'])])
  })

  test.each([
    ['nodes as a property', '080101760200'],
    ['nodes as an attribute', '0401000102017002010176020000 00'],
    ['nothing as an attribute', '04010001020170020101760000 00'],
  ])('%s is refused', (_, hex) => {
    expect(() => decodePatches(fromHex(hex))).toThrow(/wire\/invalid-value.*text or true/)
  })
})

describe('wrong tags', () => {
  test.each([
    ['opcode 0', '0001'],
    ['an opcode after the last', '0b01'],
    ['an opcode in two bytes', '810001'],
    ['a node kind after the last', '040100010401000000'],
    ['a slot kind after the last', '0a010001040000'],
  ])('%s is refused', (_, hex) => {
    expect(() => decodePatches(fromHex(hex))).toThrow(/wire\/unknown-tag/)
  })

  test('the message says where', () => {
    expect(() => decodePatches(fromHex('0301 0301 ff01'))).toThrow(
      /Unknown opcode at byte 4\..*got: 255/,
    )
  })
})

describe('limits', () => {
  test('nodes may nest up to the limit, and no further', () => {
    const { maxDepth } = serverMessageLimits

    const deepest = [nestedRanges(maxDepth)]
    expect(decodePatches(encodePatches(deepest))).toEqual(deepest)
    expect(() => decodePatches(encodePatches([nestedRanges(maxDepth + 1)]))).toThrow(
      /wire\/too-deep.*at most 512 levels/,
    )
  })

  test('a depth of thousands is refused, not a stack overflow', () => {
    // A range whose value is one node, over and over: kind 0, hid 1, head 2, count 1.
    const bytes = fromHex(`04010001${'00010201'.repeat(10_000)}000100`)

    expect(() => decodePatches(bytes)).toThrow(/wire\/too-deep/)
  })

  test.each([
    ['nodes of an insert', '040100 8080808008 000000'],
    ['nodes of a value', '04010001 0001 02 8080808008 000000'],
    ['values of an instance', '04010001 010101 8080808008 000000'],
    ['attributes', '04010001 02017001 8080808008 000000'],
    ['properties', '04010001 0201700100 8080808008 000000'],
    ['slots', '0a0100 8080808008 000000'],
  ])('2^31 claimed %s are refused before room is made', (_, hex) => {
    expect(() => decodePatches(fromHex(hex))).toThrow(
      /wire\/count-too-large.*got: 2147483648 items/,
    )
  })
})
