import * as node from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import * as ours from './node-crypto.ts'

const key = Buffer.alloc(32, 7)
const nonce = Buffer.alloc(12, 9)

/** What the rooms that a page under test needs import from `node:crypto`. */
function importedNames(): string[] {
  return ['live', 'middleware', 'server', 'state'].flatMap((room) => {
    const folder = new URL(`../../${room}/`, import.meta.url)
    const files = readdirSync(folder).filter((file) => /^[\w-]+\.tsx?$/.test(file))
    return files.flatMap((file) => {
      const source = readFileSync(new URL(file, folder), 'utf8')
      const [, names = ''] = /import \{([^}]*)\} from 'node:crypto'/.exec(source) ?? []
      return names.split(',').flatMap((name) => (name.trim() === '' ? [] : [name.trim()]))
    })
  })
}

test('has all that the rooms of the server import', () => {
  expect(importedNames()).not.toEqual([])
  expect(importedNames().filter((name) => !(name in ours))).toEqual([])
})

test('hashes, signs and derives as Node does', () => {
  expect(ours.createHash('sha256').update('ü').digest('hex')).toBe(
    node.createHash('sha256').update('ü').digest('hex'),
  )
  expect(ours.createHmac('sha256', key).update('a').update('b').digest('base64url')).toBe(
    node.createHmac('sha256', key).update('ab').digest('base64url'),
  )
  expect(Buffer.from(ours.hkdfSync('sha256', key, '', 'use', 32))).toEqual(
    Buffer.from(node.hkdfSync('sha256', key, '', 'use', 32)),
  )
})

test('seals what Node opens, and opens what Node has sealed', () => {
  const cipher = ours.createCipheriv('aes-256-gcm', key, nonce)
  const sealed = Buffer.concat([cipher.update('a secret'), cipher.final()])
  const theirs = node.createDecipheriv('aes-256-gcm', key, nonce)
  theirs.setAuthTag(cipher.getAuthTag())
  expect(Buffer.concat([theirs.update(sealed), theirs.final()]).toString()).toBe('a secret')

  const decipher = ours.createDecipheriv('aes-256-gcm', key, nonce)
  decipher.setAuthTag(cipher.getAuthTag())
  expect(Buffer.concat([decipher.update(sealed), decipher.final()]).toString()).toBe('a secret')
})

test('opens nothing that was changed', () => {
  const cipher = ours.createCipheriv('aes-256-gcm', key, nonce)
  const sealed = Buffer.concat([cipher.update('a secret'), cipher.final()])
  sealed[0]! ^= 1

  const decipher = ours.createDecipheriv('aes-256-gcm', key, nonce)
  decipher.setAuthTag(cipher.getAuthTag())
  decipher.update(sealed)

  expect(() => decipher.final()).toThrow()
})
