/** A parameter of the address bar as a storage. */
import type { Place, Storage } from './storage.ts'

export function createParamStorage(place: Place): Storage {
  const { key } = place

  return {
    place,
    load: () => readParam(location.search, key),

    save(text) {
      const url = new URL(location.href)
      if (text === undefined) url.searchParams.delete(key)
      else url.searchParams.set(key, text)
      changeUrl(url, place)
    },

    watch(changed) {
      addEventListener('popstate', changed)
      return () => removeEventListener('popstate', changed)
    },
  }
}

/** Makes it the page's URL, as a new entry of the history or in place of the current one. */
export function changeUrl(url: URL, { details }: Place): void {
  if (url.href === location.href) return
  // The page's own state of the entry stays.
  if (details === 'push') history.pushState(history.state, '', url)
  else history.replaceState(history.state, '', url)
}

/** The first value of that name in a query, with or without its question mark. */
export function readParam(search: string, key: string): string | undefined {
  return new URLSearchParams(search).get(key) ?? undefined
}
