/**
 * What the types of `resource`, `Suspense` and handler policies infer, and what they refuse. Checked by
 * `npm run typecheck`.
 */
import { expectTypeOf } from 'vitest'
import { on, resource, state, Suspense } from '../index.ts'
import type { Resource, ResourceStatus } from '../index.ts'

interface User {
  readonly name: string
}

declare function loadUser(id: number, signal: AbortSignal): Promise<User>

// --- inference ---

const id = state(1)
const user = resource(({ key, signal }) => loadUser(key, signal), { key: () => id.get() })
expectTypeOf(user).toEqualTypeOf<Resource<User>>()
expectTypeOf(user.status).toEqualTypeOf<ResourceStatus>()
expectTypeOf(user.latest).toEqualTypeOf<User | undefined>()

const [data, error] = user.value()
expectTypeOf(data).toEqualTypeOf<User | undefined>()
expectTypeOf(error).toEqualTypeOf<Error | undefined>()
// One of the two tells about the other.
if (error === undefined) expectTypeOf(data).toEqualTypeOf<User>()
else expectTypeOf(data).toEqualTypeOf<undefined>()

resource(({ key }) => expectTypeOf(key).toEqualTypeOf<undefined>())
resource(({ key }) => expectTypeOf(key).toEqualTypeOf<(string | number)[]>(), {
  key: () => [id.get(), 'open'],
})
expectTypeOf(resource(() => 1)).toEqualTypeOf<Resource<number>>()
expectTypeOf(resource(async () => undefined).latest).toEqualTypeOf<undefined>()

// --- misuse ---

// @ts-expect-error - a fetcher is a function, not its promise
resource(loadUser(1, new AbortController().signal))
// @ts-expect-error - the key is a function, so that it can be followed
resource(({ key }) => loadUser(key, new AbortController().signal), { key: id.peek() })
// @ts-expect-error - the time limit is a number
resource(() => 1, { timeoutMs: '10s' })
// @ts-expect-error - a resource is not set: it is fetched
user.latest = { name: 'me' }
// @ts-expect-error - what it says may be an error
void user.value()[0].name
// @ts-expect-error - a status there is not
if (user.status === 'loading') user.refetch()
// @ts-expect-error - a refetch tells by its status when it is done
void user.refetch().then(() => {})

// --- Suspense ---

const whole = (
  <Suspense
    fallback={<i>…</i>}
    error={(reason, retry) => <button onClick={retry}>{String(reason)}</button>}
  >
    {user.latest?.name}
  </Suspense>
)
expectTypeOf(whole).not.toBeAny()
const texts = <Suspense fallback="…" error="failed" />
expectTypeOf(texts).not.toBeAny()
// @ts-expect-error - a fallback is shown, not called
const called = <Suspense fallback={() => <i>…</i>}>text</Suspense>
expectTypeOf(called).not.toBeAny()

// --- policies ---

const button = (
  <button
    onClick={on(
      async (event) => {
        expectTypeOf(event.signal).toEqualTypeOf<AbortSignal>()
        await loadUser(event.x, event.signal)
      },
      { policy: 'latest' },
    )}
  />
)
expectTypeOf(button).not.toBeAny()
// @ts-expect-error - a policy there is not
on(() => {}, { policy: 'first' })
// @ts-expect-error - who handles an event does not abort it
on((event) => event.signal.abort())
