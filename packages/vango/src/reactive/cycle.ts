/**
 * The error of a computed that depends on itself, and its chain of names.
 *
 * The chain is not known where the cycle closes: keeping it ready would cost every computed a store
 * in every run. It is put together while the error passes through the computeds of the cycle, from
 * the last to the first.
 */
import { CycleError, errorMessage } from '../base/errors.ts'

interface Chain {
  /** The computed with which the cycle begins and ends. */
  readonly target: object
  readonly names: string[]
  /** What the message says so far. */
  text: string
}

// Entries of complete chains are taken out; those of errors that the app has swallowed go with the
// error.
const chains = new WeakMap<CycleError, Chain>()

/** The error for `target`, which was asked for its value while it is being computed. */
export function startCycle(target: object, name: string): CycleError {
  const text = `${name} → … → ${name}`
  const error = new CycleError('reactive/cycle', errorMessage('reactive/cycle', { chain: text }))
  chains.set(error, { target, names: [name], text })
  return error
}

/** Notes that `error` has left the function of `node`. */
export function extendCycle(error: CycleError, node: object, name: string): void {
  const chain = chains.get(error)
  if (chain === undefined) return

  chain.names.unshift(name)
  if (node !== chain.target) return

  const text = chain.names.join(' → ')
  error.message = error.message.replace(chain.text, () => text)
  // V8 has copied the message into the stack already.
  if (error.stack !== undefined) error.stack = error.stack.replace(chain.text, () => text)
  chains.delete(error)
}
