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

/** After so many rounds, effects that cause another one are ended. */
const maxRounds = 100
/** After so many, new ones keep coming, and all are ended. */
const maxLastRounds = 100

// One queue for all pages: a flush is synchronous, and an idle page owns no buckets.
const queue = createRunQueue<Fiber | BoundHole>()

/**
 * Runs all dirty tasks, then all waiting effects, and so on. `commit` is called when the tree is up to
 * date and before effects run, so that what effects do next belongs to the next round.
 */
export function flush(root: Root, commit: () => void): void {
  for (let round = 0; hasWork(root); round++) {
    // Not the work of a component, but of the page: a computed may ask for the env.
    runAs({ phase: 'render', root, fiber: undefined }, runTasks, root)
    commit()
    if (round < maxRounds) runEffects(root, runEffect)
    else runEffects(root, round < maxRounds + maxLastRounds ? runLastTime : endLooping)
  }
}

function hasWork(root: Root): boolean {
  return root.dirty.length > 0 || hasEffects(root)
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

function runEffects(root: Root, run: (effect: EffectHook) => void): void {
  if (!hasEffects(root)) return
  const effects = root.effects
  root.effects = []
  for (const effect of effects) run(effect)
}

function runEffect(effect: EffectHook): void {
  effect.isWaiting = false
  const { fiber } = effect
  if (effect.isEnded) return
  try {
    runAs({ phase: 'effect', root: fiber.root, fiber }, runHook, effect)
  } catch (error) {
    fiber.root.report(error, { where: 'effect', component: fiberName(fiber) })
  }
}

/** The one that causes another round is the one that loops; those that follow it are left alone. */
function runLastTime(effect: EffectHook): void {
  const { root } = effect.fiber
  const waiting = root.dirty.length + root.effects.length
  runEffect(effect)
  if (root.dirty.length + root.effects.length > waiting) endLooping(effect)
}

function endLooping(effect: EffectHook): void {
  const { fiber } = effect
  const component = fiberName(fiber)
  effect.end()
  fiber.root.report(vangoError('component/effect-loop', { component, rounds: maxRounds }), {
    where: 'effect',
    component,
  })
}

function runHook(effect: EffectHook): void {
  if (effect.hasRun && !isDirty(effect.watcher)) return
  effect.hasRun = true
  effect.callCleanup()
  effect.cleanup = runWatcher(effect.watcher, callRun, effect)
}

function callRun(effect: EffectHook): void | (() => void) {
  return effect.run()
}
