import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeValue, encodeValue, shareValue } from './global-value.ts'

const copy = (value: unknown): unknown => decodeValue('key', encodeValue('key', value))

describe('the text of a value', () => {
  test('gives any data back', () => {
    const value = {
      list: [1, -0, NaN, Infinity, 12n, undefined, null, '</script>'],
      map: new Map([['key', new Set([1, 2])]]),
      date: new Date(0),
      bytes: new Uint8Array([1, 2, 3]),
    }

    expect(copy(value)).toEqual(value)
  })

  test.each([
    ['a function', () => {}],
    ['a class of the app', new (class Cart {})()],
    ['a symbol', Symbol('x')],
  ])('is refused for %s', (_, value) => {
    expect(() => encodeValue('key', [value])).toThrow('[state/global-not-data]')
  })

  test('gives back data or a coded error, whatever somebody has put there', () => {
    const texts = fc.oneof(fc.string(), fc.json(), fc.constantFrom('[["Cart",1],[]]', '[5]', '[]'))
    fc.assert(
      fc.property(texts, (text) => {
        try {
          decodeValue('key', text)
        } catch (error) {
          expect((error as Error).message).toContain('[state/global-bad-value]')
        }
      }),
    )
  })

  test('does not touch prototypes', () => {
    const text = '[{"__proto__":1},{"polluted":2},true]'

    expect(() => decodeValue('key', text)).toThrow('state/global-bad-value')
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })
})

describe('a value that follows another', () => {
  const old = { list: [{ id: 1 }, { id: 2 }], map: new Map([['a', { x: 1 }]]), text: 'same' }

  test('is the old one if it equals it', () => {
    expect(shareValue(old, copy(old))).toBe(old)
  })

  test('keeps the parts that have not changed', () => {
    const next = copy({ ...old, list: [...old.list, { id: 3 }] }) as typeof old

    const shared = shareValue(old, next) as typeof old

    expect(shared.list).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }])
    expect(shared.list[0]).toBe(old.list[0])
    expect(shared.map).toBe(old.map)
  })

  test('equals what it was made from, whatever came before', () => {
    const values = fc.anything({ withMap: true, withDate: true, withBigInt: true, maxDepth: 3 })
    fc.assert(
      fc.property(values, values, (before, after) => {
        let [old, next, expected]: unknown[] = []
        try {
          ;[old, next, expected] = [copy(before), copy(after), copy(after)]
        } catch {
          return fc.pre(false)
        }

        expect(shareValue(shareValue(undefined, old), next)).toEqual(expected)
      }),
    )
  })

  test('is new if only the order of a map differs', () => {
    const map = (...keys: string[]): unknown => new Map(keys.map((key) => [key, 1]))

    expect(shareValue(map('a', 'b'), map('b', 'a'))).not.toBe(map('a', 'b'))
    expect([...(shareValue(map('a', 'b'), map('b', 'a')) as Map<string, number>).keys()]).toEqual([
      'b',
      'a',
    ])
  })

  test('may contain an object at several places', () => {
    const twice = (label: string): unknown => {
      const part = { label }
      return copy({ list: [part, part], map: new Map([['a', part]]), part })
    }

    const first = shareValue(undefined, twice('a'))
    const second = shareValue(first, twice('b'))

    expect(second).toEqual(twice('b'))
    expect(shareValue(second, twice('b'))).toBe(second)
  })

  test('may contain itself', () => {
    const circle = (): unknown => {
      const value: { self?: unknown } = {}
      value.self = value
      return copy(value)
    }

    expect(shareValue(circle(), circle())).toMatchObject({ self: {} })
  })

  test('is frozen, so that no session can change what others see', () => {
    const shared = shareValue(undefined, copy(old)) as typeof old

    expect(() => shared.list.push({ id: 3 })).toThrow(TypeError)
    expect(() => Object.assign(shared.list[0]!, { id: 9 })).toThrow(TypeError)
  })
})
