/**
 * The flush: runs what is dirty in one page, parents first, then the effects, until nothing is left.
 */
import { vangoError } from '../base/errors.ts'
import { isDirty, runWatcher } from '../reactive/watcher.ts'
import { createRunQueue, QUEUED } from '../scheduler/queue.ts'
import { runBoundHole } from './binding.ts'
import { runAs } from './current.ts'
import { FIBER, fiberName } from './fiber.ts'
import type { EffectHook, PageTask, Root } from './fiber.ts'
import { hiddenBy, suspenseHookOf } from './park.ts'
import { runFiber } from './render.ts'
import { outOfSight, settleSuspenses } from './suspense.ts'

/** After so many rounds, effects that cause another one are ended. */
const maxRounds = 100
/** After so many, new ones keep coming, and all are ended. */
const maxLastRounds = 100

// One queue for all pages: a flush is synchronous, and an idle page owns no buckets.
const queue = createRunQueue<PageTask>()

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
      if (task !== undefined) runTask(root, task)
      else if (!settleSuspenses(root)) return
    }
  } finally {
    queue.drainInto(root.dirty)
  }
}

function runTask(root: Root, task: PageTask): void {
  if (hiddenBy(task) === undefined) return run(task)
  outOfSight(root, () => run(task))
}

function run(task: PageTask): void {
  if (task.kind === FIBER) runFiber(task)
  else runBoundHole(task)
}

/** Runs what is dirty out of sight, and shows what is complete then; the rest stays dirty. */
export function flushHidden(root: Root): void {
  runAs({ phase: 'render', root, fiber: undefined }, runHiddenTasks, root)
}

function runHiddenTasks(root: Root): void {
  const waiting: PageTask[] = []
  try {
    for (;;) {
      for (const task of root.dirty) {
        if (hiddenBy(task) === undefined) waiting.push(task)
        else queue.add(task)
      }
      root.dirty.length = 0
      const task = queue.take()
      if (task === undefined) {
        if (!settleSuspenses(root)) return
      } else if (hasDirtyParent(task)) {
        // Parents first: it may be removed, or get other props.
        task.flags |= QUEUED
        waiting.push(task)
      } else {
        runTask(root, task)
      }
    }
  } finally {
    queue.drainInto(root.dirty)
    root.dirty.push(...waiting)
  }
}

function hasDirtyParent(task: PageTask): boolean {
  let at = task.kind === FIBER ? task.parent : task.fiber
  while (at !== undefined && (at.flags & QUEUED) === 0) at = at.parent
  return at !== undefined
}

function runEffects(root: Root, run: (effect: EffectHook) => void): void {
  if (!hasEffects(root)) return
  const effects = root.effects
  root.effects = []
  for (const effect of effects) run(effect)
}

function runEffect(effect: EffectHook): void {
  const { fiber } = effect
  const hidden = hiddenBy(fiber)
  if (hidden !== undefined) return void suspenseHookOf(hidden).effects.push(effect)

  effect.isWaiting = false
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
