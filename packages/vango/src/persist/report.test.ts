import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  maxPartLength,
  readOrder,
  readReport,
  splitText,
  writeOrder,
  writeReport,
} from './report.ts'
import type { Order, Report } from './report.ts'

const counts = fc.nat()
const orders: fc.Arbitrary<Order> = fc.oneof(
  fc.record({
    kind: fc.constant('keep' as const),
    saves: counts,
    text: fc.string({ unit: 'binary' }),
  }),
  fc.record({ kind: fc.constantFrom('remove' as const, 'ask' as const), saves: counts }),
)
const reports: fc.Arbitrary<Report> = fc.oneof(
  fc.record({
    kind: fc.constant('part' as const),
    saves: counts,
    offset: counts,
    length: counts,
    part: fc.string({ unit: 'binary' }),
  }),
  fc.record({ kind: fc.constant('nothing' as const), saves: counts }),
  fc.record({
    kind: fc.constant('problem' as const),
    saves: counts,
    name: fc.stringMatching(/^\w{0,40}$/),
  }),
)

describe('orders and reports', () => {
  test('are read as they were written', () => {
    fc.assert(
      fc.property(orders, (order) => {
        expect(readOrder(writeOrder(order))).toEqual(order)
      }),
    )
    fc.assert(
      fc.property(reports, (report) => {
        expect(readReport(writeReport(report))).toEqual(report)
      }),
    )
  })

  test('are as the protocol has them', () => {
    expect(writeOrder({ kind: 'keep', saves: 3, text: '[1]' })).toBe('3=[1]')
    expect(writeOrder({ kind: 'remove', saves: 4 })).toBe('4-')
    expect(writeOrder({ kind: 'ask', saves: 5 })).toBe('5?')
    expect(splitText(3, '[1]').map(writeReport)).toEqual(['3=0/3:[1]'])
    expect(writeReport({ kind: 'nothing', saves: 4 })).toBe('4-')
    expect(writeReport({ kind: 'problem', saves: 4, name: 'QuotaExceededError' })).toBe(
      '4!QuotaExceededError',
    )
  })

  test('of any other text are none, and take no time over it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), (text) => {
        const report = readReport(text)
        if (report !== undefined) expect(readReport(writeReport(report))).toEqual(report)
      }),
    )
    for (const text of [
      '',
      '1',
      '=',
      'x=0/1:a',
      '1=1:a',
      '1=0/:a',
      '1-x',
      '1!a b',
      `${'9'.repeat(400)}-`,
    ]) {
      expect(readReport(text)).toBeUndefined()
    }
    for (const text of ['', '1', 'x=1', '-', `${'9'.repeat(400)}=`]) {
      expect(readOrder(text)).toBeUndefined()
    }
  })
})

describe('a text in parts', () => {
  test('is the text again when they are put together', () => {
    const units = fc.constantFrom('a', 'ü', '語', '🦊')
    const texts = fc
      .tuple(fc.string({ unit: units }), fc.nat({ max: maxPartLength }))
      .map(([text, times]) => text.repeat(times))
    fc.assert(
      fc.property(texts, (text) => {
        const parts = splitText(0, text) as Extract<Report, { kind: 'part' }>[]

        let whole = ''
        for (const { offset, length, part } of parts) {
          expect([offset, length]).toEqual([whole.length, text.length])
          // A half of a character would be another one on the other side.
          expect(new TextDecoder().decode(new TextEncoder().encode(part))).toBe(part)
          whole += part
        }
        expect(whole).toBe(text)
      }),
      { numRuns: 50 },
    )
  })

  test('fits into events, at three bytes a character too', () => {
    const [first] = splitText(999_999, '語'.repeat(maxPartLength + 1)).map(writeReport)

    expect(new TextEncoder().encode(first).length).toBeLessThan(65_000)
  })

  test('is one part if it is empty', () => {
    expect(splitText(1, '').map(writeReport)).toEqual(['1=0/0:'])
  })
})
