/**
 * `store` and `action`: state that belongs to a session and not to one of its components.
 */
import { vangoError } from '../base/errors.ts'
import { openStore } from '../component/annex.ts'
import { currentRoot } from '../component/current.ts'
import { batch } from '../reactive/batch.ts'
import { graph, untrack } from '../reactive/core.ts'

/**
 * Makes a function that returns one and the same object for a whole session, and another one for
 * every other session. `create` runs when a session first asks; in it `state`, `computed`, `effect`
 * and `persist` work as in a component, and last as long as the session.
 *
 *     const useCart = store(() => {
 *       const items = state<readonly Item[]>([])
 *       const add = action((item: Item) => items.update((old) => [...old, item]))
 *       return { items, add }
 *     })
 *
 * The function throws `state/store-outside-session` where no component, handler or effect runs, and
 * after an `await`; `component/store-cycle` if `create` asks for its own store; `state/async-store`
 * if `create` returns a promise.
 */
export function store<T>(create: () => T): () => T {
  // One function for each store, whatever it was given: it is what tells stores apart.
  const make = { [create.name]: () => refusePromise(create()) }[create.name]!

  return () => {
    const root = currentRoot()
    if (root === undefined) throw vangoError('state/store-outside-session', {})
    return openStore(root, make)
  }
}

/**
 * Wraps a function that writes: all its writes are one change, and who calls it does not depend on
 * what it reads. Of an `async` function that holds up to its first `await`. `this` is passed on, so it
 * fits methods and fields of classes.
 *
 * The function throws `state/action-in-computed` if a computed calls it.
 */
export function action<This, A extends unknown[], R>(
  fn: (this: This, ...args: A) => R,
): (this: This, ...args: A) => R {
  function run(this: This, ...args: A): R {
    if (graph.isComputing()) throw vangoError('state/action-in-computed', { name: fn.name })
    return batch(() => untrack(() => fn.apply(this, args)))
  }
  // As a handler it is asked for its parameters, and named in reports.
  return Object.defineProperties(run, {
    name: { value: fn.name },
    length: { value: fn.length },
  })
}

function refusePromise<T>(value: T): T {
  if (typeof (value as PromiseLike<unknown> | undefined)?.then === 'function') {
    throw vangoError('state/async-store', {})
  }
  return value
}
