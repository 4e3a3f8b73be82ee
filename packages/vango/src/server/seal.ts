/**
 * Text that leaves the server and must come back unread and unchanged: encrypted and authenticated by
 * AES-256-GCM, with keys of the app's secrets.
 *
 *     version (1) · nonce (12) · ciphertext · tag (16), in base64url
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

import type { Secrets } from './secrets.ts'

export interface Sealer {
  seal(text: string): string
  /** The text, or `undefined` for what was not sealed by us for this purpose, or was changed. */
  open(sealed: string): string | undefined
}

const version = 1
const nonceBytes = 12
const tagBytes = 16
const minBytes = 1 + nonceBytes + tagBytes
/** Cookies are shorter; nothing else is opened. */
const maxSealedLength = 8_192
const shape = /^[\w-]+$/

export function createSealer(secrets: Secrets, purpose: string): Sealer {
  const keys = secrets.keysFor(purpose)

  return {
    seal(text) {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', keys[0]!, nonce)
      const body = [cipher.update(text, 'utf8'), cipher.final()]
      return Buffer.concat([Uint8Array.of(version), nonce, ...body, cipher.getAuthTag()]).toString(
        'base64url',
      )
    },

    open(sealed) {
      if (sealed.length > maxSealedLength || !shape.test(sealed)) return undefined
      const bytes = Buffer.from(sealed, 'base64url')
      if (bytes.length < minBytes || bytes[0] !== version) return undefined

      for (const key of keys) {
        const text = decrypt(key, bytes)
        if (text !== undefined) return text
      }
      return undefined
    },
  }
}

function decrypt(key: Buffer, bytes: Buffer): string | undefined {
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, 1 + nonceBytes), {
    authTagLength: tagBytes,
  })
  decipher.setAuthTag(bytes.subarray(bytes.length - tagBytes))
  try {
    const body = decipher.update(bytes.subarray(1 + nonceBytes, bytes.length - tagBytes))
    return Buffer.concat([body, decipher.final()]).toString('utf8')
  } catch {
    return undefined
  }
}
