/**
 * The flush: runs what is dirty in one page, parents first, then the effects, until nothing is left.
 */
import { vangoError } from '../base/errors.ts'
import { isDirty, runWatcher } from '../reactive/watcher.ts'
import { createRunQueue } from '../scheduler/queue.ts'
import { runBoundHole } from './binding.ts'
import { runAs } from './current.ts'
import { FIBER, fiberName } from './fiber.ts'
import type { BoundHole, EffectHook, Fiber, Root } from './fiber.ts'
import { runFiber } from './render.ts'

/** An effect that dirties itself again and again is stopped after so many rounds. */
const maxRounds = 100

// One queue for all pages: a flush is synchronous, and an idle page owns no buckets.
const queue = createRunQueue<Fiber | BoundHole>()

/**
 * Runs all dirty tasks, then all waiting effects, and so on. `commit` is called when the tree is up to
 * date and before effects run, so that what effects do next belongs to the next round.
 */
export function flush(root: Root, commit: () => void): void {
  for (let round = 0; root.dirty.length > 0 || hasEffects(root); round++) {
    if (round === maxRounds) return stop(root)
    runTasks(root)
    commit()
    runEffects(root)
  }
}

function hasEffects(root: Root): boolean {
  return root.isStarted && root.effects.length > 0
}

function runTasks(root: Root): void {
  try {
    for (;;) {
      for (const task of root.dirty) queue.add(task)
      root.dirty.length = 0
      const task = queue.take()
      if (task === undefined) return
      if (task.kind === FIBER) runFiber(task)
      else runBoundHole(task)
    }
  } finally {
    queue.drainInto(root.dirty)
  }
}

function runEffects(root: Root): void {
  if (!hasEffects(root)) return
  const effects = root.effects
  root.effects = []
  for (const effect of effects) runEffect(effect)
}

function runEffect(effect: EffectHook): void {
  effect.isWaiting = false
  const { fiber } = effect
  if (effect.isEnded || (effect.hasRun && !isDirty(effect.watcher))) return
  try {
    runAs({ phase: 'effect', root: fiber.root, fiber }, runHook, effect)
  } catch (error) {
    fiber.root.report(error, { where: 'effect', component: fiberName(fiber) })
  }
}

function runHook(effect: EffectHook): void {
  effect.hasRun = true
  effect.callCleanup()
  effect.cleanup = runWatcher(effect.watcher, callRun, effect)
}

function callRun(effect: EffectHook): void | (() => void) {
  return effect.run()
}

function stop(root: Root): void {
  const effect = root.effects[0]
  const component = fiberName(effect?.fiber)
  root.effects = []
  root.report(vangoError('component/effect-loop', { component, rounds: maxRounds }), {
    where: 'effect',
    component,
  })
}
