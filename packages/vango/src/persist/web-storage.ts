/** `localStorage` and `sessionStorage` of a browser as storages. */
import type { Place, Storage } from './storage.ts'

/** `area` may throw: some browsers refuse storages as a whole, in private windows for instance. */
export function createWebStorage(place: Place, area: () => globalThis.Storage): Storage {
  const { key } = place

  return {
    place,
    load: () => area().getItem(key) ?? undefined,

    save(text) {
      if (text === undefined) area().removeItem(key)
      else area().setItem(key, text)
    },

    watch(changed) {
      // Comes from other documents only. No key means that all was cleared.
      const listen = (event: StorageEvent): void => {
        if (event.storageArea === area() && (event.key === key || event.key === null)) changed()
      }
      addEventListener('storage', listen)
      return () => removeEventListener('storage', listen)
    },
  }
}
