/** A cookie of the document as a storage, and the text of cookies. */
import type { Place, Storage } from './storage.ts'

/** Name and value together; browsers drop longer ones without a word. */
const maxCookieBytes = 4_096

/** Among the attributes: not to be made secure on HTTPS pages. */
export const insecure = '; Insecure'

export function createCookieStorage(place: Place): Storage {
  const { key, details = '' } = place

  return {
    place,
    load: () => readCookie(document.cookie, key),

    save(text) {
      const pair = `${key}=${text === undefined ? '' : encodeURIComponent(text)}`
      if (pair.length > maxCookieBytes) {
        throw new DOMException('The cookie would be too long.', 'QuotaExceededError')
      }
      // A word of ours: no browser knows it.
      const isSecure = location.protocol === 'https:' && !details.includes(insecure)
      const attributes = details.replace(insecure, '')
      const end = text === undefined ? '; Max-Age=0' : ''
      document.cookie = `${pair}${attributes}${isSecure ? '; Secure' : ''}${end}`

      if (readCookie(document.cookie, key) !== text) {
        throw new DOMException('The browser did not take the cookie.', 'NotAllowedError')
      }
    },

    watch(changed) {
      // Where there is no such store, becoming visible is the next time to look.
      const store = (globalThis as { cookieStore?: EventTarget }).cookieStore
      store?.addEventListener('change', changed)
      document.addEventListener('visibilitychange', changed)
      return () => {
        store?.removeEventListener('change', changed)
        document.removeEventListener('visibilitychange', changed)
      }
    },
  }
}

/** The value of a cookie in a `Cookie` header or `document.cookie`; the first if there are more. */
export function readCookie(header: string, key: string): string | undefined {
  for (const pair of header.split(';')) {
    const at = pair.indexOf('=')
    if (at < 0 || pair.slice(0, at).trim() !== key) continue
    return decode(pair.slice(at + 1).trim())
  }
  return undefined
}

/** Others may have written it: in quotes, or with a percent sign that means itself. */
function decode(value: string): string {
  const bare = /^".*"$/.test(value) ? value.slice(1, -1) : value
  try {
    return decodeURIComponent(bare)
  } catch {
    return bare
  }
}
