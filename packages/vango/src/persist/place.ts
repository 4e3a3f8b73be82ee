/** From a place to the storage that is there. For browsers: on a server nothing is at these places. */
import type { Place, Storage } from './storage.ts'
import { createCookieStorage } from './document-cookie.ts'
import { createHashStorage } from './location-hash.ts'
import { createParamStorage } from './location-param.ts'
import { createWebStorage } from './web-storage.ts'

/** The storage at `place`. It is first touched when it is used, so this never throws. */
export function openPlace(place: Place): Storage {
  switch (place.kind) {
    case 'local':
      // Not the bare name: newer Nodes have one too, shared by all users.
      return createWebStorage(place, () => window.localStorage)
    case 'session':
      return createWebStorage(place, () => window.sessionStorage)
    case 'cookie':
      return createCookieStorage(place)
    case 'url':
      return createParamStorage(place)
    case 'hash':
      return createHashStorage(place)
  }
}
