import { expect, test } from 'vitest'
import * as clientMessage from './client-message.ts'
import * as frame from './frame.ts'
import * as nodeCodec from './node-codec.ts'
import * as patchCodec from './patch-codec.ts'
import * as patches from './patches.ts'
import * as payload from './payload.ts'
import * as reader from './reader.ts'
import * as serverMessage from './server-message.ts'
import * as writer from './writer.ts'

const exported = new Set(
  [
    clientMessage,
    frame,
    nodeCodec,
    patchCodec,
    patches,
    payload,
    reader,
    serverMessage,
    writer,
  ].flatMap((module) => Object.keys(module)),
)

/** Parts of something larger, which is read in one go; and two whose reader has to know a length. */
const readAsPartOf: Record<string, string> = {
  writeBytes: 'readRest',
  writeTaggedString: 'readText',
  writePatchStart: 'readServerMessage',
  writeSetText: 'readPatch',
  writeSetAttribute: 'readPatch',
  writeRemoveAttribute: 'readPatch',
  writeSetProperty: 'readPatch',
  writeRemove: 'readPatch',
  writeMove: 'readPatch',
  writeClear: 'readPatch',
  writeListen: 'readPatch',
  writeInsertHead: 'readPatch',
  writeDefineTemplate: 'readPatch',
  writeRangeHead: 'readNode',
  writeInstanceHead: 'readNode',
  writeElementHead: 'readNode',
  writePropertyCount: 'readNode',
  writeNamedValue: 'readNode',
  writePortalHead: 'readNode',
  writeNothing: 'readValue',
  writeTrue: 'readValue',
  writeTextValue: 'readValue',
  writeNodesHead: 'readNodes',
}

test('every write function has its read function', () => {
  const writers = [...exported].filter((name) => name.startsWith('write'))
  const missing = writers.filter((name) => {
    const mirror = readAsPartOf[name] ?? name.replace('write', 'read')
    return !exported.has(mirror)
  })

  expect(writers.length).toBeGreaterThan(30)
  expect(missing).toEqual([])
})

test('every encode function has its decode function', () => {
  const encoders = [...exported].filter((name) => name.startsWith('encode'))

  expect(encoders.length).toBe(3)
  for (const name of encoders) expect(exported).toContain(name.replace('encode', 'decode'))
})
