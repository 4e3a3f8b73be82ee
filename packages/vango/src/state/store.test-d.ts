/** Types of stores and actions: what is inferred, and what is refused. Checked by `npm run typecheck`. */
import { action, state, store } from '../index.ts'
import type { Signal } from '../index.ts'

const useCart = store(() => {
  const items = state<readonly string[]>([])
  return { items, add: action((item: string, times: number = 1) => items.peek().length + times) }
})

// --- inferred ---

const items: Signal<readonly string[]> = useCart().items
const count: number = useCart().add('tea')
useCart().add('tea', 2)

class Counter {
  readonly count = state(0)
  readonly add = action((by: number) => this.count.update((n) => n + by))
}
const useCounter = store(() => new Counter())
useCounter().add(2)

const add = action(function (this: { total: number }, by: number) {
  return (this.total += by)
})
const sum: number = add.call({ total: 1 }, 2)

const save = action(async (text: string) => text.length)
const saved: Promise<number> = save('text')

// --- refused ---

// @ts-expect-error - a store takes the function that makes it, not the object
store({ items })
// @ts-expect-error - the function that makes a store is given nothing
store((initial: number) => state(initial))
// @ts-expect-error - a store that was not called is no object yet
const early = useCart.items
// @ts-expect-error - an action keeps the types of its parameters
useCart().add(1)
// @ts-expect-error - and how many it needs
useCart().add()
// @ts-expect-error - and its `this`
add(2)
// @ts-expect-error - an action is a function, not the result of one
action(count)

export const used: unknown[] = [items, count, sum, saved, early]
