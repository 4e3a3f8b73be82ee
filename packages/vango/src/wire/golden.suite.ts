/**
 * The golden vectors of `golden.json`, as the tests use them. JSON has no `undefined` and no bytes:
 * there "nothing" is `null`, and the patches inside a PATCH are hex.
 */
import { readFileSync } from 'node:fs'
import type { Patch } from '../vdom/patch.ts'
import type { ClientMessage, ServerMessage } from './message.ts'

export interface Vector<T> {
  readonly name: string
  readonly bytes: Uint8Array
  readonly value: T
}

export interface Golden {
  readonly clientMessages: readonly Vector<ClientMessage>[]
  readonly serverMessages: readonly Vector<ServerMessage>[]
  readonly patches: readonly Vector<Patch>[]
}

export const golden: Golden = readGolden()

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

export function fromHex(hex: string): Uint8Array<ArrayBuffer> {
  const digits = hex.replaceAll(/\s/g, '')
  return Uint8Array.from({ length: digits.length / 2 }, (_, i) =>
    Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16),
  )
}

function readGolden(): Golden {
  const text = readFileSync(new URL('golden.json', import.meta.url), 'utf8')
  const groups = JSON.parse(text) as Record<keyof Golden, { name: string; hex: string }[]>
  const vectors = (group: keyof Golden): Vector<never>[] =>
    groups[group].map((entry) => ({
      name: entry.name,
      bytes: fromHex(entry.hex),
      value: reviveValue((entry as { value?: unknown }).value) as never,
    }))

  return {
    clientMessages: vectors('clientMessages'),
    serverMessages: vectors('serverMessages'),
    patches: vectors('patches'),
  }
}

function reviveValue(value: unknown): unknown {
  if (value === null) return undefined
  if (Array.isArray(value)) return value.map(reviveValue)
  if (typeof value !== 'object') return value

  const entries = Object.entries(value).map(([key, field]) => [
    key,
    key === 'ops' ? fromHex(field as string) : reviveValue(field),
  ])
  return Object.fromEntries(entries)
}
