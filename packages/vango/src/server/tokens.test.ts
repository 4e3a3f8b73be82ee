import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { readBrowserIds } from './browser.ts'
import { createSealer } from './seal.ts'
import { createSecrets } from './secrets.ts'
import { createTokens } from './tokens.ts'

const secrets = createSecrets('a secret of more than 32 letters')
const tokens = createTokens({ secrets, lifetimeSeconds: 60 })
const sealer = createSealer(secrets, 'session')

/** Bytes, text in the alphabet of tokens, and tokens with something changed. */
function inputs(real: () => string): fc.Arbitrary<string> {
  return fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.uint8Array({ maxLength: 80 }).map((bytes) => Buffer.from(bytes).toString('base64url')),
    fc.tuple(fc.nat(), fc.string({ unit: 'binary', maxLength: 3 })).map(([at, text]) => {
      const token = real()
      const start = at % token.length
      return token.slice(0, start) + text + token.slice(start + 1)
    }),
  )
}

/** `npm run fuzz` asks for a million. */
const numRuns = Number(process.env['VANGO_FUZZ_RUNS'] ?? '3000')
const fuzz = { numRuns, ...(process.env['VANGO_FUZZ_RUNS'] === undefined && { seed: 6 }) }

describe('whatever is given', () => {
  test('for a token is judged and never a valid one, unless we made it', () => {
    const real = tokens.issue('browser', 'form')

    fc.assert(
      fc.property(
        inputs(() => real),
        (text) => text === real || tokens.check(text, 'browser', 'form') !== 'valid',
      ),
      fuzz,
    )
    expect(tokens.check(real, 'browser', 'form')).toBe('valid')
  })

  test('for a sealed text is not opened, unless we sealed it', () => {
    const real = sealer.seal('text')

    fc.assert(
      fc.property(
        inputs(() => real),
        (text) => {
          const opened = sealer.open(text)
          // The last letter may hold bits that mean nothing.
          const isSame = Buffer.from(text, 'base64url').equals(Buffer.from(real, 'base64url'))
          return opened === undefined || (isSame && opened === 'text')
        },
      ),
      fuzz,
    )
    expect(sealer.open(real)).toBe('text')
  })

  test('for a Cookie header names no browser that we did not', () => {
    fc.assert(
      fc.property(
        inputs(() => `__Host-vango-browser=${'A'.repeat(22)}.${'A'.repeat(43)}`),
        (header) => readBrowserIds(header, secrets).length === 0,
      ),
      fuzz,
    )
  })
})

test('tokens of one browser differ, and none is good for another purpose', () => {
  const [first, second] = [tokens.issue('browser', 'form'), tokens.issue('browser', 'form')]

  expect(first).not.toBe(second)
  expect(first).toMatch(/^[\w-]{82}$/)
  expect(tokens.check(first, 'browser', 'live x')).toBe('forged')
  expect(tokens.check(first, undefined, 'form')).toBe('foreign')
})
