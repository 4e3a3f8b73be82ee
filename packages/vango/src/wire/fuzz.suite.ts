/**
 * The fuzzer of the decoders: bytes that are random, cut, or mutated from valid ones either decode or
 * throw a `ProtocolError`. It needs no test runner, so that it can also run for hours:
 * `fuzzDecoders({ runs: 100_000_000, seed: 1 })` throws at the first failure, with seed and bytes.
 */
import type { Limits } from './limits.ts'
import { ProtocolError } from '../base/errors.ts'
import { readClientMessage } from './client-message.ts'
import { golden, toHex } from './golden.suite.ts'
import { clientMessageLimits, serverMessageLimits } from './limits.ts'
import { readPatch } from './patch-codec.ts'
import { type Reader, createReader } from './reader.ts'
import { readServerMessage } from './server-message.ts'

export interface FuzzOptions {
  readonly runs: number
  readonly seed: number
}

export interface FuzzCounts {
  decoded: number
  refused: number
}

interface Target {
  readonly name: string
  readonly limits: Limits
  readonly valid: readonly Uint8Array[]
  read(reader: Reader): unknown
}

type Random = (below: number) => number

/** Bytes around the input. The outcome must not depend on them, nor may they change. */
const margin = 64
const canaries = [0x00, 0x61, 0x80, 0xff]
/** Bytes that are lengths, counts or tags more often than not. */
const interesting = [0, 1, 2, 3, 4, 0x0f, 0x10, 0x7f, 0x80, 0xff]

const targets: readonly Target[] = [
  {
    name: 'client message',
    limits: clientMessageLimits,
    valid: golden.clientMessages.map((vector) => vector.bytes),
    read: readClientMessage,
  },
  {
    name: 'server message',
    limits: serverMessageLimits,
    valid: golden.serverMessages.map((vector) => vector.bytes),
    read: readServerMessage,
  },
  {
    name: 'patch',
    limits: serverMessageLimits,
    valid: golden.patches.map((vector) => vector.bytes),
    read: readPatch,
  },
]

export function fuzzDecoders(options: FuzzOptions): FuzzCounts {
  const random = createRandom(options.seed)
  const counts: FuzzCounts = { decoded: 0, refused: 0 }
  for (let run = 0; run < options.runs; run++) {
    const target = pick(random, targets)
    const input = createInput(random, target.valid)
    try {
      if (decodesEverywhere(target, input)) counts.decoded++
      else counts.refused++
    } catch (cause) {
      const place = `seed ${options.seed}, run ${run}, ${target.name}, bytes ${toHex(input)}`
      throw new Error(`The fuzzer found a failure: ${place}`, { cause })
    }
  }
  return counts
}

/** Decodes the input between different canaries; true if it decodes, false if it is refused. */
function decodesEverywhere(target: Target, input: Uint8Array): boolean {
  const outcomes = canaries.map((canary) => {
    const buffer = new Uint8Array(input.length + 2 * margin).fill(canary)
    buffer.set(input, margin)
    const reader = createReader(buffer, target.limits, margin, margin + input.length)
    const outcome = decodeAll(target, reader)
    checkCanaries(buffer, input, canary)
    return outcome
  })

  const [first] = outcomes as [string]
  for (const outcome of outcomes) {
    if (outcome !== first) throw new Error(`Bytes outside were read: ${first} or ${outcome}`)
  }
  return !first.startsWith(refusal)
}

/** The decoded values as JSON, or why they were refused. Any other error is the decoder's fault. */
function decodeAll(target: Target, reader: Reader): string {
  const values: unknown[] = []
  const length = reader.end - reader.offset
  try {
    while (reader.offset < reader.end) {
      const before = reader.offset
      values.push(target.read(reader))
      if (reader.offset <= before) throw new Error('The decoder does not go forward')
    }
  } catch (error) {
    if (error instanceof ProtocolError) return refusal + error.message
    throw error
  }

  // Every decoded thing took at least one byte, so a short input can never become a large value.
  const parts = countParts(values) - 1
  if (parts > fieldsPerByte * length) throw new Error(`${length} bytes became ${parts} values`)
  return JSON.stringify(values)
}

/** Starts an outcome that is not JSON. */
const refusal = 'refused: '

/** `clear`, in two bytes, is the densest: an object, its name and its hid. */
const fieldsPerByte = 3

function countParts(value: unknown): number {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return 1

  let parts = 1
  for (const part of Object.values(value)) parts += countParts(part)
  return parts
}

function checkCanaries(buffer: Uint8Array, input: Uint8Array, canary: number): void {
  for (let i = 0; i < buffer.length; i++) {
    const expected = input[i - margin] ?? canary
    if (buffer[i] !== expected) throw new Error(`Byte ${i - margin} was written to`)
  }
}

function createInput(random: Random, valid: readonly Uint8Array[]): Uint8Array {
  switch (random(4)) {
    case 0:
      return randomBytes(random, random(40))
    case 1: {
      const whole = joinBytes(pick(random, valid), pick(random, valid))
      return whole.subarray(0, random(whole.length + 1))
    }
    default: {
      let bytes = pick(random, valid)
      for (let left = 1 + random(4); left > 0; left--) bytes = mutate(random, bytes, valid)
      return bytes
    }
  }
}

function mutate(random: Random, bytes: Uint8Array, valid: readonly Uint8Array[]): Uint8Array {
  const at = random(bytes.length + 1)
  const before = bytes.subarray(0, at)
  switch (random(5)) {
    case 0:
      return joinBytes(before, randomBytes(random, 1), bytes.subarray(at + 1))
    case 1:
      return joinBytes(before, Uint8Array.of(pick(random, interesting)), bytes.subarray(at + 1))
    case 2:
      return joinBytes(before, bytes.subarray(at + 1 + random(4)))
    case 3:
      return joinBytes(before, randomBytes(random, 1 + random(4)), bytes.subarray(at))
    default: {
      const other = pick(random, valid)
      return joinBytes(before, other.subarray(random(other.length + 1)))
    }
  }
}

function joinBytes(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]))
}

function randomBytes(random: Random, length: number): Uint8Array {
  return Uint8Array.from({ length }, () => random(256))
}

function pick<T>(random: Random, items: readonly T[]): T {
  return items[random(items.length)] as T
}

/** Mulberry32: small, seeded, good enough to shuffle bytes. */
function createRandom(seed: number): Random {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}
