import { type } from 'arktype'
import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { createTextFormat, jsonCodec, plainCodec } from './text-format.ts'
import type { FormatOptions } from './text-format.ts'

const source = 'localStorage "a"'

function read(text: string, options: FormatOptions<never>): unknown {
  const result = createTextFormat(options, options.codec ?? jsonCodec(), source).read(text)
  return result.error === undefined ? result.value : result.error.code
}

describe('a value', () => {
  test('is the same after writing and reading, whatever JSON it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat({ max: 3 }), (value, version) => {
        const format = createTextFormat({ version }, jsonCodec(), source)
        const text = format.write(value)!

        expect(format.read(text)).toEqual({ value: JSON.parse(JSON.stringify(value)) })
      }),
    )
  })

  test('that is undefined has no text', () => {
    expect(createTextFormat({}, jsonCodec(), source).write(undefined)).toBeUndefined()
  })

  test('is plain text in places that people read', () => {
    const write = <T>(initial: T, value: T) => plainCodec(initial).encode(value)

    expect(write('light', 'dark')).toBe('dark')
    expect(write(1, 2.5)).toBe('2.5')
    expect(write(false, true)).toBe('true')
    expect(write(['a'], ['b'])).toBe('["b"]')
    expect(plainCodec(1).decode('-0.5')).toBe(-0.5)
    expect(plainCodec(false).decode('true')).toBe(true)
    expect(() => plainCodec(1).decode('')).toThrow()
    expect(() => plainCodec(1).decode('1px')).toThrow()
    expect(() => plainCodec(true).decode('yes')).toThrow()
  })

  test('that would come back as something else is refused', () => {
    const codec = plainCodec<string | number>('auto')

    expect(() => codec.encode(5)).toThrow(/mixed-types.*codec/)
  })
})

describe('reading never throws', () => {
  test('whatever the text', () => {
    const format = createTextFormat({ version: 2, migrate: (old) => old }, jsonCodec(), source)
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const result = format.read(text)
        expect('value' in result || result.error.code.startsWith('persist/')).toBe(true)
      }),
    )
  })

  test('when the text is broken, and does not repeat it', () => {
    const result = createTextFormat({}, jsonCodec(), source).read('{"secret":')

    expect(result.error?.code).toBe('persist/unreadable')
    expect(result.error?.message).not.toContain('secret')
    expect(result.error?.message).toContain(source)
  })

  test('when the schema or the migration does', () => {
    const broken = (): never => {
      throw new Error('mine')
    }
    const schema = { '~standard': { version: 1, vendor: 'me', validate: broken } } as const

    expect(read('1', { schema })).toBe('persist/invalid')
    expect(read('1', { version: 1, migrate: broken })).toBe('persist/migration-failed')
  })

  test('when the schema wants to wait', () => {
    const validate = async (): Promise<never> => Promise.reject(new Error('later'))
    const schema = { '~standard': { version: 1, vendor: 'me', validate } } as const

    expect(read('1', { schema })).toBe('persist/async-schema')
  })
})

describe('any Standard Schema validates', () => {
  const schemas = {
    valibot: v.array(v.object({ title: v.string(), done: v.boolean() })),
    zod: z.array(z.object({ title: z.string(), done: z.boolean() })),
    arktype: type({ title: 'string', done: 'boolean' }).array(),
  }
  for (const [name, schema] of Object.entries(schemas)) {
    test(`one of ${name}`, () => {
      const format = createTextFormat<readonly object[]>({ schema }, jsonCodec(), source)

      expect(format.read('[{"title":"Tea","done":false}]')).toEqual({
        value: [{ title: 'Tea', done: false }],
      })
      const { error } = format.read('[{"title":"Tea","done":"no"}]')
      expect(error?.code).toBe('persist/invalid')
      expect(error?.message).toContain('0.done')
      expect(format.read('{"length":1}').error?.code).toBe('persist/invalid')
    })
  }

  test('and what it makes of a value is what counts', () => {
    const schema = z.object({ size: z.number().default(12) })

    expect(read('{}', { schema: schema as never })).toEqual({ size: 12 })
  })
})

describe('versions', () => {
  const log: unknown[] = []
  const migrate = (old: unknown, version: number): unknown => {
    log.push([old, version])
    return { title: old }
  }

  test('stand before the text, from 1 on', () => {
    const write = (version: number) => createTextFormat({ version }, jsonCodec(), source).write('a')

    expect([write(0), write(1), write(12)]).toEqual(['"a"', 'v1:"a"', 'v12:"a"'])
  })

  test('are migrated from whichever it was, and then validated', () => {
    const schema = z.object({ title: z.string() })
    const options = { version: 2, migrate, schema } as FormatOptions<never>

    expect(read('"old"', options)).toEqual({ title: 'old' })
    expect(read('v1:"newer"', options)).toEqual({ title: 'newer' })
    expect(read('v2:{"title":"now"}', options)).toEqual({ title: 'now' })
    expect(read('v1:5', options)).toBe('persist/invalid')
    expect(log).toEqual([
      ['old', 0],
      ['newer', 1],
      [5, 1],
    ])
  })

  test('that nobody can migrate, or that are newer, are refused', () => {
    expect(read('v1:1', { version: 2 })).toBe('persist/no-migration')
    expect(read('v3:1', { version: 2, migrate })).toBe('persist/newer-version')
    expect(read('v1:1', {})).toBe('persist/unreadable')
    expect(() => read('1', { version: -1 })).toThrow('persist/bad-option')
    expect(() => read('1', { version: 1.5 })).toThrow('persist/bad-option')
  })
})
