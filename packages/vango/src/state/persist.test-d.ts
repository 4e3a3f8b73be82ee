/** Types of saved state: what is inferred, and what is refused. Checked by `npm run typecheck`. */
import { type } from 'arktype'
import * as v from 'valibot'
import * as z from 'zod'
import { computed, state } from '../index.ts'
import { cookie, localStorage, memoryStorage, persist, urlHash, urlParam } from '../persist.ts'
import type { Saved, SavedProblem, Storage } from '../persist.ts'

const names = state<readonly string[]>([])
const count = state(0)
const theme = state<'light' | 'dark'>('light')

// --- fits ---

const saved: Saved = persist(names, localStorage('names'))
const isLoaded: boolean = saved.isLoaded.get()
const problem: SavedProblem | undefined = saved.problem.get()

persist(names, localStorage('names'), { schema: z.array(z.string()) })
persist(names, localStorage('names'), { schema: v.array(v.string()) })
persist(names, localStorage('names'), { schema: type('string[]') })
persist(theme, cookie('theme'), { schema: v.picklist(['light', 'dark']) })
persist(count, urlParam('count', { history: 'push' }), { debounceMs: 0 })
persist(names, memoryStorage('names'), {
  version: 1,
  migrate: (old: unknown, version: number) => [String(old), String(version)],
})
persist(theme, urlHash(), {
  codec: { encode: (value) => value.toUpperCase(), decode: (text) => text.toLowerCase() },
})

const table: Storage = { load: async () => undefined, save: async () => {} }
persist(count, table)

// --- refused ---

// @ts-expect-error - the schema is of another type than the signal
persist(names, localStorage('names'), { schema: z.array(z.number()) })
// @ts-expect-error - a schema that lets more through than the signal takes
persist(theme, cookie('theme'), { schema: z.string() })
// @ts-expect-error - a key is no storage
persist(names, 'names')
// @ts-expect-error - the value is not the signal
persist(names.get(), localStorage('names'))
const total = computed(() => count.get())
// @ts-expect-error - a computed cannot be loaded
persist(total, localStorage('count'))
// @ts-expect-error - versions are numbers
persist(names, localStorage('names'), { version: '2' })
// @ts-expect-error - the page writes the cookie, and no script can write one that is HttpOnly
cookie('login', { httpOnly: true })
// @ts-expect-error - browsers know three of these
cookie('theme', { sameSite: 'sometimes' })
// @ts-expect-error - a storage needs a key
localStorage()
// @ts-expect-error - whether something is loaded is for reading
saved.isLoaded.set(true)
// @ts-expect-error - a storage that cannot save is none
persist(count, { load: () => '1' })

export const used: unknown[] = [isLoaded, problem]
