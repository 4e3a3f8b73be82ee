/**
 * Events: from a hid and a position to the handler that this page has rendered there, and nothing
 * else. Handlers never travel, so a forged event finds at most a handler the user could have clicked.
 */
import { batch } from '../reactive/batch.ts'
import { isEventName, LISTENER, toEventType } from '../vdom/events.ts'
import type { HandlerPolicy, Listener } from '../vdom/events.ts'
import { RENDERED } from '../vdom/vnode.ts'
import type { Hid } from '../vdom/vnode.ts'
import { walkMounted } from '../vdom/walk.ts'
import { runAs } from './current.ts'
import type { Root } from './fiber.ts'
import { suspenseHookOf } from './park.ts'
import type { Target } from './targets.ts'

export type Handler = (event: unknown) => unknown

export interface FoundHandler {
  readonly handler: Handler
  /** The DOM event type it was rendered for, `click` for instance. */
  readonly type: string
  readonly node: Target
  readonly tag: string
  readonly policy: HandlerPolicy
}

/** The handler at `position` of the element's event attributes, if the page has rendered one. */
export function findHandler(root: Root, hid: Hid, position: number): FoundHandler | undefined {
  const node = root.targets.find(hid)
  if (node === undefined || isHidden(root, node)) return undefined
  return node.kind === RENDERED
    ? findInTemplate(node, hid, position)
    : findInElement(node, hid, position)
}

/** Whether it stands among the children of a Suspense that shows its fallback. */
function isHidden({ suspended }: Root, target: Target): boolean {
  let isFound = false
  for (const suspense of suspended ?? []) {
    walkMounted(suspenseHookOf(suspense).content, (node) => {
      if (node === target) isFound = true
    })
  }
  return isFound
}

function findInTemplate(
  node: Target & { kind: typeof RENDERED },
  hid: Hid,
  position: number,
): FoundHandler | undefined {
  const offset = hid - node.hid
  for (const listeners of node.template.listeners) {
    if (listeners.offset !== offset) continue
    const hole = listeners.holes[position]
    if (hole === undefined) return undefined
    return toFound(node, hole.tag, hole.name, node.values[hole.index])
  }
  return undefined
}

function findInElement(
  node: Exclude<Target, { kind: typeof RENDERED }>,
  hid: Hid,
  position: number,
): FoundHandler | undefined {
  if (node.hid !== hid) return undefined
  const name = Object.keys(node.props).filter(isEventName)[position]
  return name === undefined ? undefined : toFound(node, node.tag, name, node.props[name])
}

function toFound(
  node: Target,
  tag: string,
  name: string,
  value: unknown,
): FoundHandler | undefined {
  const type = toEventType(name)
  if (typeof value === 'function') {
    return { handler: value as Handler, type, node, tag, policy: 'serial' }
  }
  if (typeof value !== 'object' || value === null) return undefined
  const listener = value as Listener
  if (listener.kind !== LISTENER) return undefined
  const { handler, options } = listener
  return { handler: handler as Handler, type, node, tag, policy: options.policy ?? 'serial' }
}

/**
 * Calls a handler as the work of its page, its writes as one batch. Returns what the handler returned;
 * throws what it threw.
 */
export function callHandler(root: Root, handler: Handler, event: unknown): unknown {
  return runAs(
    { phase: 'handler', root, fiber: undefined },
    () => batch(() => handler(event)),
    event,
  )
}
