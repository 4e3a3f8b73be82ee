/**
 * A stand-alone effect: runs at once, and again at the end of every outermost batch that changed
 * something it has read.
 *
 * Effects made while another one runs belong to that one: they end before it runs again and when it
 * ends. An effect made by a computed belongs to nobody, because nobody can say when its function
 * runs: make none there. Components do not use this file: their effects belong to a fiber and run
 * after its patches are out.
 */
import type { Link } from './edges.ts'
import { vangoError } from '../base/errors.ts'
import { endBatch, endFailedBatch, enqueue, report, startBatch } from './batch.ts'
import { graph } from './core.ts'
import * as flags from './flags.ts'
import { nameOf } from './options.ts'

type Cleanup = () => void
/** Gives back what has to be done before the next run and at the end, if anything. */
export type EffectFunction = () => void | Cleanup

const { DISPOSED, LIVE, PENDING } = flags
const { run, running, isDirty, dispose, untrack } = graph

class Effect {
  declare flags: number
  declare deps: Link | undefined
  declare tail: Link | undefined
  declare fn: EffectFunction
  declare cleanup: Cleanup | undefined
  declare owner: Effect | undefined
  declare children: Set<Effect> | undefined

  constructor(fn: EffectFunction, owner: Effect | undefined) {
    this.flags = LIVE
    this.deps = undefined
    this.tail = undefined
    this.fn = fn
    this.cleanup = undefined
    this.owner = owner
    this.children = undefined
  }

  wake(): void {
    enqueue(this)
  }

  /** Runs if it has to; those that own it come first, because they may end it. */
  settle(): void {
    if (this.owner !== undefined) this.owner.settle()
    if (!(this.flags & PENDING) || !isDirty(this)) return

    if (this.cleanup !== undefined || this.children !== undefined) this.clear()
    // What is cleared may end the effect itself.
    if (this.flags & DISPOSED) return

    try {
      this.run()
    } catch (error) {
      report(error)
    }
  }

  run(): void {
    const cleanup = run(this, this.fn, undefined)
    if (typeof cleanup === 'function') this.keep(cleanup)
  }

  keep(cleanup: Cleanup): void {
    this.cleanup = cleanup
    // It has ended itself while it ran.
    if (this.flags & DISPOSED) this.clear()
  }

  /** Undoes the last run. */
  clear(): void {
    const { cleanup, children } = this
    if (children !== undefined) {
      this.children = undefined
      for (const child of children) child.end()
    }
    if (cleanup !== undefined) {
      this.cleanup = undefined
      callCleanup(cleanup)
    }
  }

  end(): void {
    if (this.flags & DISPOSED) return

    startBatch()
    dispose(this)
    this.owner?.children?.delete(this)
    this.clear()
    endBatch()
  }

  giveUp(rounds: number): void {
    report(
      vangoError('reactive/effect-loop', { name: nameOf('effect', undefined, this.fn), rounds }),
    )
    this.end()
  }
}

/**
 * Runs `fn` now, and again whenever something it has read changes: at once, or when the outermost
 * `batch` ends. Gives back the function that ends it. If the first run throws, there is no effect
 * and the error goes to the caller.
 */
export function createEffect(fn: EffectFunction): () => void {
  const outer = running()
  const owner = outer instanceof Effect ? outer : undefined
  const effect = new Effect(fn, owner)
  if (owner !== undefined) (owner.children ??= new Set()).add(effect)

  startBatch()
  try {
    effect.run()
  } catch (error) {
    effect.end()
    endFailedBatch()
    throw error
  }
  endBatch()

  // A bound method is half the size of a closure and its context.
  return effect.end.bind(effect)
}

/** What a cleanup reads is not tracked. */
function callCleanup(cleanup: Cleanup): void {
  try {
    untrack(cleanup)
  } catch (error) {
    report(error)
  }
}
