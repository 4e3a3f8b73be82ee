import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Limits } from './limits.ts'
import * as operations from '../vdom/patch.ts'
import { decodeClientMessages } from './client-message.ts'
import * as closeCodes from './close.ts'
import { fromHex } from './golden.suite.ts'
import { clientMessageLimits, serverMessageLimits } from './limits.ts'
import * as messages from './message.ts'
import { decodePatches } from './patch-codec.ts'
import { decodeServerMessages } from './server-message.ts'

const document = readFileSync(new URL('../../../../docs/protocol.md', import.meta.url), 'utf8')

/** The cells of the first table with these first column heads. */
function tablesOf(firstHead: string, secondHead = 'Name'): string[][][] {
  const tables = document.split(/\n(?!\|)/).map((block) =>
    block
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .map((line) => line.split('|').slice(1, -1).map(withoutMarks)),
  )
  return tables
    .filter((rows) => rows[0]?.[0] === firstHead && rows[0][1] === secondHead)
    .map((rows) => rows.slice(2))
}

function withoutMarks(cell: string): string {
  return cell.replaceAll('`', '').trim()
}

/** Name → number, from the rows of a table whose first columns are number and name. */
function numbersOf(table: string[][] | undefined): Record<string, number> {
  return Object.fromEntries((table ?? []).map(([number, name]) => [name, Number(number)]))
}

/** Name → number, from the constants of a module whose names start with `prefix`. */
function constantsOf(module: object, prefix: string): Record<string, number> {
  const entries = Object.entries(module as Record<string, number>)
  return Object.fromEntries(
    entries
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length), value]),
  )
}

describe('the tables of docs/protocol.md are the constants of the code', () => {
  test('frame types', () => {
    const [fromServer, fromClient] = tablesOf('Type')

    expect(numbersOf(fromServer)).toEqual(constantsOf(messages, 'SERVER_'))
    expect(numbersOf(fromClient)).toEqual(constantsOf(messages, 'CLIENT_'))
  })

  test('opcodes', () => {
    expect(numbersOf(tablesOf('Opcode')[0])).toEqual(constantsOf(operations, 'OP_'))
  })

  test('payloads, nodes and slots', () => {
    const [payloads, nodes, slots] = tablesOf('Kind')

    expect(numbersOf(payloads)).toEqual(constantsOf(messages, 'PAYLOAD_'))
    expect(numbersOf(nodes)).toEqual(constantsOf(operations, 'NODE_'))
    expect(numbersOf(slots)).toEqual(constantsOf(operations, 'SLOT_'))
  })

  test('heads of values, and modifiers', () => {
    expect(numbersOf(tablesOf('Head')[0])).toEqual(constantsOf(messages, 'VALUE_'))
    expect(numbersOf(tablesOf('Bit')[0])).toEqual(constantsOf(messages, 'MODIFIER_'))
  })

  test('close codes', () => {
    expect(numbersOf(tablesOf('Code')[0])).toEqual(constantsOf(closeCodes, 'CLOSE_'))
  })

  test('limits', () => {
    const [table = []] = tablesOf('Limit', 'From a client')
    const column = (index: number): Limits =>
      Object.fromEntries(
        table.map((row) => [row[0], Number(row[index]?.replaceAll(',', ''))]),
      ) as unknown as Limits

    expect(column(1)).toEqual(clientMessageLimits)
    expect(column(2)).toEqual(serverMessageLimits)
  })

  test('the version', () => {
    expect(document).toContain(`\nVersion ${messages.PROTOCOL_VERSION}. `)
  })
})

describe('the examples of docs/protocol.md', () => {
  const blocks = [...document.matchAll(/```example\n(.*?)```/gs)].map((match) => match[1] as string)
  const lines = blocks.join('').matchAll(/^(client|server): ([\da-f ]+)\n +(\{.*\})$/gm)
  const examples = [...lines].map(([, from, hex, json]) => ({ from, hex, json }) as Example)

  test('are all there', () => {
    expect(examples).toHaveLength(blocks.join('').trim().split('\n').length / 2)
    expect(examples.length).toBeGreaterThan(7)
  })

  test.each(examples)('$from: $hex', ({ from, hex, json }) => {
    const decode = from === 'client' ? decodeClientMessages : decodeServerMessages
    const decoded = [...decode(fromHex(hex))].map((message) => {
      if (message.kind !== 'patch') return message
      const { ops, ...head } = message
      return { ...head, patches: decodePatches(ops) }
    })

    expect(decoded).toEqual([JSON.parse(json)])
  })
})

interface Example {
  readonly from: 'client' | 'server'
  readonly hex: string
  readonly json: string
}
