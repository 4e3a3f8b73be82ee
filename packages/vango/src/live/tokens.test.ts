import { expect, test } from 'vitest'
import { createPageTokens } from './tokens.ts'

const tokens = createPageTokens()
const token = tokens.issue('session-1', undefined)

test('a token opens the session that it was made for', () => {
  expect(tokens.check(token, 'session-1', undefined)).toBe(true)
  expect(tokens.issue('session-1', undefined)).toBe(token)
})

test('the token of another session is refused, though it is as long', () => {
  const other = tokens.issue('session-2', undefined)

  expect(other).toHaveLength(token.length)
  expect(tokens.check(other, 'session-1', undefined)).toBe(false)
})

test('a token made with another key is refused', () => {
  const other = createPageTokens().issue('session-1', undefined)

  expect(tokens.check(other, 'session-1', undefined)).toBe(false)
})

test('a token with one bit changed is refused', () => {
  const bytes = Buffer.from(token, 'base64url')

  for (let i = 0; i < bytes.length; i++) {
    const changed = Buffer.from(bytes)
    changed[i]! ^= 1
    expect(tokens.check(changed.toString('base64url'), 'session-1', undefined)).toBe(false)
  }
})

test.each(['', 'x', 'ü', token.slice(1), `${token}AAAA`])('%j is refused', (given) => {
  expect(tokens.check(given, 'session-1', undefined)).toBe(false)
})
