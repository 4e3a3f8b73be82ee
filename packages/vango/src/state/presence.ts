/**
 * `presence`: who is here. A page is a member of a topic for as long as its component is mounted and
 * its session lives, on whichever node; members of a node that dies are gone soon after it.
 */
import { vangoError } from '../base/errors.ts'
import { renderingFiber, setUnguarded } from '../component/current.ts'
import type { Fiber } from '../component/fiber.ts'
import { nextHook } from '../component/hooks.ts'
import { effect } from '../component/state.ts'
import { createComputed } from '../reactive/computed.ts'
import type { Computed } from '../reactive/computed.ts'
import { markReadable } from '../reactive/readable.ts'
import { createSignal } from '../reactive/signal.ts'
import type { Signal } from '../reactive/signal.ts'
import { randomBytes } from 'node:crypto'
import { GlobalMap } from './global-map.ts'
import { currentScope } from './global-scope.ts'
import type { GlobalScope } from './global-scope.ts'
import { decodeValue, encodeValue, shareValue } from './global-value.ts'
import { PresenceDirectory } from './presence-directory.ts'
import type { Attendances } from './presence-directory.ts'

/** One page that is here. */
export interface Member<T> {
  readonly id: string
  /** What the page says of itself. */
  readonly data: T
}

/** Who is in a topic. */
export class Presence<T> {
  /** The id of this page among the members. */
  readonly self: string
  private readonly members: Computed<readonly Member<T>[]>

  /** @internal */
  constructor(self: string, members: Computed<readonly Member<T>[]>) {
    this.self = self
    this.members = members
  }

  /**
   * Everyone who is here, this page included once its socket is open, in the order of coming. The
   * running component, computed or effect runs again when it changes.
   */
  get(): readonly Member<T>[] {
    return this.members.get()
  }

  /** Everyone who is here, without subscribing anyone. */
  peek(): readonly Member<T>[] {
    return this.members.peek()
  }
}

markReadable(Presence)

/**
 * Makes this page a member of `topic` while the calling component is mounted, and tells who else is. A
 * new `data` of a later render is told to all; it must be data, as for `globalSignal`.
 *
 * Throws `component/hook-outside-render` outside of a component, and `backplane/bad-key`.
 */
export function presence<T>(topic: string, data: T): Presence<T> {
  const fiber = renderingFiber()
  if (fiber === undefined) throw vangoError('component/hook-outside-render', { hook: 'presence()' })

  const hook = hookOf<T>(fiber, topic, data)
  effect(() => hook.attend())
  effect(() => hook.tell())
  return hook.presence
}

function hookOf<T>(fiber: Fiber, topic: string, data: T): PresenceHook<T> {
  const hook = nextHook(fiber, PresenceHook<T>, () => new PresenceHook<T>(topic, data))
  hook.aim(topic, data)
  return hook
}

interface Place {
  readonly topic: string
  readonly map: Attendances
}

class PresenceHook<T> {
  readonly presence: Presence<T>
  private readonly id = randomBytes(9).toString('base64url')
  private readonly directory: PresenceDirectory
  private readonly place: Signal<Place>
  private readonly data: Signal<T>

  constructor(topic: string, data: T) {
    this.directory = directoryOf(currentScope(topic, 'read'))
    this.place = createSignal(placeOf(topic))
    this.data = createSignal(copyOf(topic, undefined, data))
    this.presence = new Presence(
      this.id,
      createComputed((before) => this.list(before)),
    )
  }

  /** What a render wants; effects follow. */
  aim(topic: string, data: T): void {
    if (this.place.peek().topic !== topic) setUnguarded(this.place, placeOf(topic))
    setUnguarded(this.data, copyOf(topic, this.data.peek(), data))
  }

  attend(): () => void {
    const { topic, map } = this.place.get()
    this.directory.join(topic, map, this.id, this.data.peek())
    return () => this.directory.leave(topic, this.id)
  }

  tell(): void {
    const { topic, map } = this.place.peek()
    this.directory.join(topic, map, this.id, this.data.get())
  }

  /** Members that have not changed keep their identity, and the list too if none has. */
  private list(before: readonly Member<T>[] = []): readonly Member<T>[] {
    const known = new Map(before.map((member) => [member.id, member]))
    const living = new Set(this.directory.living.get().split(','))
    const list: Member<T>[] = []
    for (const [id, { node, data }] of this.place.get().map.entries()) {
      if (!living.has(node)) continue
      const old = known.get(id)
      list.push(old !== undefined && old.data === data ? old : { id, data: data as T })
    }
    const isSame = list.length === before.length && list.every((each, i) => each === before[i])
    return isSame ? before : list
  }
}

const directories = new WeakMap<GlobalScope, PresenceDirectory>()

function directoryOf(scope: GlobalScope): PresenceDirectory {
  const directory = directories.get(scope) ?? new PresenceDirectory(scope)
  directories.set(scope, directory)
  return directory
}

function placeOf(topic: string): Place {
  return { topic, map: new GlobalMap(topic, undefined, 'presence') }
}

/** Data as others will see it; the same object as long as it says the same. */
function copyOf<T>(topic: string, old: T | undefined, data: T): T {
  return shareValue(old, decodeValue(topic, encodeValue(topic, data))) as T
}
