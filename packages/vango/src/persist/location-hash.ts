/** What stands behind the `#` of the address bar as a storage. */
import type { Place, Storage } from './storage.ts'
import { changeUrl } from './location-param.ts'

export function createHashStorage(place: Place): Storage {
  return {
    place,
    load: () => decode(location.hash.slice(1)) || undefined,

    save(text = '') {
      const url = new URL(location.href)
      // Slashes may stay what they are.
      url.hash = encodeURIComponent(text).replaceAll('%2F', '/')
      changeUrl(url, place)
    },

    watch(changed) {
      // Links to a hash change it as well as back and forward.
      addEventListener('hashchange', changed)
      addEventListener('popstate', changed)
      return () => {
        removeEventListener('hashchange', changed)
        removeEventListener('popstate', changed)
      }
    },
  }
}

/** Somebody may have written a percent sign that means itself. */
function decode(hash: string): string {
  try {
    return decodeURIComponent(hash)
  } catch {
    return hash
  }
}
