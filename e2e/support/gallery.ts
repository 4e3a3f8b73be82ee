/** Where the gallery is: `setup.ts` has built it, and serves it as `vango start` does. */
import { inject } from 'vitest'

export function galleryUrl(path: string): string {
  return new URL(path, inject('baseUrl')).href
}
