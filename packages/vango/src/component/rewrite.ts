/**
 * Rewrites: a signal that was set to what it had changes nothing here, but in the browser somebody may
 * have typed over it. The page that shows it is told, if it wants to know.
 */
import { FIBER } from './fiber.ts'
import type { EffectHook, PageTask } from './fiber.ts'

/** For `setRewriteListener`. */
export function tellRewrite(target: object, value: unknown): void {
  const task = target as PageTask | EffectHook
  if (!('kind' in task)) return
  const { root } = task.kind === FIBER ? task : task.fiber
  root.onRewrite?.(task, value)
}
