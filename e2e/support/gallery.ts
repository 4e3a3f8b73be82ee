/** Where the gallery is: `setup.ts` has built it, and serves it as `vango start` does. */
import { inject } from 'vitest'

export function galleryUrl(path: string): string {
  return new URL(path, inject('baseUrl')).href
}

/** The paths of all its pages, as its index links to them. */
export const galleryPages: readonly string[] = inject('galleryPages')
