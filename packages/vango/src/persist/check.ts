/** What all storages of this room ask of their keys. */
import { vangoError } from '../base/errors.ts'

export function checkKey(storage: string, key: unknown): void {
  if (typeof key === 'string' && key !== '') return
  throw vangoError('persist/bad-key', { storage, got: JSON.stringify(key) ?? typeof key })
}
