/** `node:crypto` in a browser under test: as much of it as the server's rooms use. */
import type { CHash } from '@noble/hashes/utils.js'
import { hkdf } from '@noble/hashes/hkdf.js'
import { hmac } from '@noble/hashes/hmac.js'
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js'
import { Buffer } from './buffer.ts'

export { createCipheriv, createDecipheriv } from './node-cipher.ts'

type Data = string | Uint8Array
type Encoding = 'hex' | 'base64' | 'base64url'

interface Hasher {
  update(bytes: Uint8Array): unknown
  digest(): Uint8Array
}

interface Hash {
  update(data: Data): Hash
  digest(): Buffer
  digest(encoding: Encoding): string
}

const algorithms = new Map<string, CHash>([
  ['sha256', sha256],
  ['sha384', sha384],
  ['sha512', sha512],
])

export function createHash(name: string): Hash {
  return wrap(find(name).create())
}

export function createHmac(name: string, key: Data): Hash {
  return wrap(hmac.create(find(name), toBytes(key)))
}

export function hkdfSync(
  name: string,
  key: Data,
  salt: Data,
  info: Data,
  length: number,
): ArrayBuffer {
  const bytes = hkdf(find(name), toBytes(key), toBytes(salt), toBytes(info), length)
  return new Uint8Array(bytes).buffer
}

export function randomBytes(size: number): Buffer {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(size)))
}

export function randomUUID(): string {
  return crypto.randomUUID()
}

export function timingSafeEqual(given: Uint8Array, expected: Uint8Array): boolean {
  if (given.length !== expected.length) throw new RangeError('Lengths differ')
  // Nobody can time a test.
  return given.every((byte, i) => byte === expected[i])
}

function find(name: string): CHash {
  const algorithm = algorithms.get(name)
  if (algorithm !== undefined) return algorithm
  throw new Error(`A browser under test has no ${name}, only ${[...algorithms.keys()].join(', ')}`)
}

function wrap(hasher: Hasher): Hash {
  const hash = {
    update(data: Data) {
      hasher.update(toBytes(data))
      return hash
    },
    digest(encoding?: Encoding) {
      const bytes = Buffer.from(hasher.digest())
      return encoding === undefined ? bytes : bytes.toString(encoding)
    },
  }
  return hash as Hash
}

function toBytes(data: Data): Uint8Array {
  return typeof data === 'string' ? new TextEncoder().encode(data) : data
}
