/** The ciphers of `node:crypto` in a browser under test: AES-256-GCM, all at once in `final`. */
import { gcm } from '@noble/ciphers/aes.js'
import { Buffer } from './buffer.ts'

const tagBytes = 16

interface Cipher {
  update(data: string | Uint8Array): Buffer
  final(): Buffer
  getAuthTag(): Buffer
}

interface Decipher {
  update(data: Uint8Array): Buffer
  final(): Buffer
  setAuthTag(tag: Uint8Array): void
}

export function createCipheriv(name: string, key: Uint8Array, nonce: Uint8Array): Cipher {
  checkName(name)
  const parts: Buffer[] = []
  let tag = Buffer.alloc(0)
  return {
    update: (data) => collect(parts, Buffer.from(data as Uint8Array)),
    final() {
      const sealed = gcm(key, nonce).encrypt(Buffer.concat(parts))
      tag = Buffer.from(sealed.subarray(sealed.length - tagBytes))
      return Buffer.from(sealed.subarray(0, sealed.length - tagBytes))
    },
    getAuthTag: () => tag,
  }
}

/** `final` throws if the tag is not that of the data, as Node's does. */
export function createDecipheriv(name: string, key: Uint8Array, nonce: Uint8Array): Decipher {
  checkName(name)
  const parts: Buffer[] = []
  let tag: Uint8Array = Buffer.alloc(0)
  return {
    update: (data) => collect(parts, Buffer.from(data)),
    final: () => Buffer.from(gcm(key, nonce).decrypt(Buffer.concat([...parts, tag]))),
    setAuthTag(next) {
      tag = next
    },
  }
}

function collect(parts: Buffer[], part: Buffer): Buffer {
  parts.push(part)
  return Buffer.alloc(0)
}

function checkName(name: string): void {
  if (name !== 'aes-256-gcm') throw new Error(`A browser under test has no ${name}`)
}
