/**
 * What global signals, maps and counters have in common: a key, and the way from it to the replica of
 * whoever is at work.
 */
import { vangoError } from '../base/errors.ts'
import { checkKey } from '../backplane/backplane.ts'
import { currentPhase, currentRoot, renderingFiber } from '../component/current.ts'
import { fiberName } from '../component/fiber.ts'
import { graph } from '../reactive/core.ts'
import { refuseWrite } from '../reactive/signal.ts'
import type { Replica } from './global-replica.ts'
import { currentScope, noteRead } from './global-scope.ts'
import type { GlobalScope } from './global-scope.ts'
import type { Apply } from './global-writer.ts'

export interface GlobalOptions {
  /** How long a write may wait for the backplane, in milliseconds; 10,000 by default. */
  readonly timeoutMs?: number
}

const defaultTimeoutMs = 10_000

export class GlobalKey {
  /** As the author knows it. */
  readonly name: string
  private readonly key: string
  private readonly timeoutMs: number
  /** Made by a component: its app's, whoever is at work later. */
  private readonly home: GlobalScope | undefined
  private readonly replicas = new WeakMap<GlobalScope, Replica>()
  private last: { readonly scope: GlobalScope; readonly replica: Replica } | undefined = undefined

  constructor(kind: string, name: string, options: GlobalOptions | undefined) {
    this.name = name
    // Kinds do not meet: a map and a signal of one name are two values.
    this.key = `${kind}/${name}`
    checkKey(this.key)
    this.timeoutMs = options?.timeoutMs ?? defaultTimeoutMs
    this.home = currentRoot() === undefined ? undefined : currentScope(name, 'read')
  }

  /** The value or `ABSENT`; subscribes whoever runs. */
  get(): unknown {
    const replica = this.replicaOf(this.scope('read'))
    noteRead(replica)
    return replica.signal.get()
  }

  /** The value or `ABSENT`, without subscribing anyone. */
  peek(): unknown {
    const replica = this.replicaOf(this.scope('read'))
    noteRead(replica)
    return replica.signal.peek()
  }

  /** Resolves once the backplane has told the value. */
  load(): Promise<void> {
    return this.replicaOf(this.scope('read')).ready
  }

  /**
   * Resolves with what `finish` makes of the value written. A failure goes to the app's `onError` too,
   * as the caller need not wait for the promise.
   */
  write<R>(apply: Apply, finish: (written: unknown) => R): Promise<R> {
    if (currentPhase() === 'render') {
      throw vangoError('component/write-in-render', { component: fiberName(renderingFiber()) })
    }
    if (graph.isComputing()) refuseWrite(this.name)

    const scope = this.scope('write')
    const written = this.replicaOf(scope).write(apply, this.timeoutMs).then(finish)
    written.catch((error: unknown) => scope.report(error, this.name))
    return written
  }

  report(error: unknown): void {
    this.scope('read').report(error, this.name)
  }

  private scope(use: 'read' | 'write'): GlobalScope {
    return this.home ?? currentScope(this.name, use)
  }

  private replicaOf(scope: GlobalScope): Replica {
    // Fast path: the same app as the last time.
    if (this.last?.scope === scope) return this.last.replica

    const replica = this.replicas.get(scope) ?? scope.replica(this.key)
    this.replicas.set(scope, replica)
    this.last = { scope, replica }
    return replica
  }
}
