/**
 * The app's secret, and the keys made of it: one for each purpose, so that what is signed for one can
 * never pass for another.
 *
 * Several secrets are a rotation: the newest signs, all are accepted. Put a new one in front, wait as
 * long as tokens and sessions live, then drop the old one.
 */
import { hkdfSync, randomBytes } from 'node:crypto'

import { vangoError } from '../base/errors.ts'

export interface Secrets {
  /** The keys of 32 bytes for a purpose, newest first. */
  keysFor(purpose: string): readonly Buffer[]
}

/** As many as an overlap needs; each is tried for each token. */
const maxSecrets = 5
const minSecretLength = 32
const keyBytes = 32

/** Of this process, in development: pages and logins survive a reload of the app, not a restart. */
let developmentSecret: string | undefined

/**
 * Takes the secrets given, else those of the variable VANGO_SECRET, separated by commas. Throws
 * `server/no-secret` in production if there is none, and `server/weak-secret` for a short one.
 */
export function createSecrets(given?: string | readonly string[]): Secrets {
  const secrets = (typeof given === 'string' ? [given] : given) ?? fromEnvironment()
  if (secrets.length === 0) throw vangoError('server/no-secret', {})
  if (secrets.length > maxSecrets) {
    throw vangoError('server/weak-secret', { problem: `There are ${secrets.length} of them.` })
  }
  for (const secret of secrets) {
    if (secret.length >= minSecretLength) continue
    throw vangoError('server/weak-secret', { problem: `One has ${secret.length} characters.` })
  }

  const keys = new Map<string, readonly Buffer[]>()
  return {
    keysFor(purpose) {
      let found = keys.get(purpose)
      if (found === undefined) {
        found = secrets.map((secret) => deriveKey(secret, purpose))
        keys.set(purpose, found)
      }
      return found
    },
  }
}

function fromEnvironment(): readonly string[] {
  const text = process.env['VANGO_SECRET'] ?? ''
  const secrets = text.split(',').map((secret) => secret.trim())
  const found = secrets.filter((secret) => secret !== '')
  if (found.length > 0 || process.env['NODE_ENV'] === 'production') return found

  developmentSecret ??= randomBytes(32).toString('base64url')
  return [developmentSecret]
}

function deriveKey(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `vango ${purpose}`, keyBytes))
}
