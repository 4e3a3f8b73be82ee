/**
 * Who is where, for one node: its members of each topic, and the sign of life that keeps them there.
 *
 *     nodes          Map { nodeA → 17, nodeB → 4 }              counts up while the node lives
 *     topic "room"   Map { member1 → { node: nodeA, data }, … }  shown if its node is among the nodes
 *
 * A node whose count stands still for long is taken for dead and removed by whoever notices, by its
 * own clock: clocks of different machines are never compared. With its node go all members at once,
 * however many topics they are in.
 *
 * It must never know components. Read `presence.ts` next.
 */
import { createComputed } from '../reactive/computed.ts'
import type { Computed } from '../reactive/computed.ts'
import { GlobalMap } from './global-map.ts'
import type { GlobalScope } from './global-scope.ts'

export interface Attendance {
  readonly node: string
  readonly data: unknown
}

export type Attendances = GlobalMap<string, Attendance>

/** The members that this node has in one topic. */
interface LocalTopic {
  readonly map: Attendances
  readonly members: Map<string, unknown>
  /** Members of nodes that were not there at the last beat. */
  ghosts: ReadonlySet<string>
}

/** How often a node gives a sign of life. */
export const beatMs = 5_000
/** After so long without one it is dead. Three beats: one may be late, one may be lost. */
export const deadMs = 15_000
/** An app that closes waits at most so long to say good-bye. */
const goodbyeMs = 1_000

export class PresenceDirectory {
  readonly nodes: GlobalMap<string, number>
  /** The names of the nodes that live; does not change with their beats. */
  readonly living: Computed<string>
  private readonly node: string
  private readonly topics = new Map<string, LocalTopic>()
  private readonly seen = new Map<string, { beat: number; at: number }>()
  private announced: Promise<void> | undefined = undefined
  private timer: NodeJS.Timeout | undefined = undefined
  private beat = 0

  constructor(scope: GlobalScope) {
    this.node = scope.node
    this.nodes = new GlobalMap('nodes', { timeoutMs: goodbyeMs }, 'presence-nodes')
    this.living = createComputed(() => [...this.nodes.entries().keys()].join())
    scope.onClose(() => this.close())
  }

  /** A member comes, or says something else of itself. It keeps its place in the order of coming. */
  join(topic: string, map: Attendances, id: string, data: unknown): void {
    const local = this.topics.get(topic) ?? { map, members: new Map(), ghosts: new Set() }
    this.topics.set(topic, local)
    if (local.members.has(id) && local.members.get(id) === data) return

    local.members.set(id, data)
    this.start()
    // A member without its node would be taken for one that is left over.
    void this.announced?.then(() => this.write(local, id)).catch(ignore)
  }

  leave(topic: string, id: string): void {
    const local = this.topics.get(topic)
    if (local === undefined || !local.members.delete(id)) return
    if (local.members.size === 0) this.topics.delete(topic)
    local.map.delete(id).catch(ignore)
  }

  private write(local: LocalTopic, id: string): Promise<void> | undefined {
    // It may have left in the meantime.
    if (!local.members.has(id)) return undefined
    return local.map.set(id, { node: this.node, data: local.members.get(id) })
  }

  // --- signs of life ---

  private start(): void {
    this.announced ??= this.nodes.set(this.node, ++this.beat).catch(ignore)
    this.timer ??= setInterval(() => this.tick(), beatMs).unref()
  }

  private tick(): void {
    if (this.topics.size === 0) return void this.close()
    this.nodes.set(this.node, ++this.beat).catch(ignore)
    this.buryDead(performance.now())
    for (const local of this.topics.values()) this.tidy(local)
  }

  private buryDead(now: number): void {
    const nodes = this.nodes.peek()
    for (const [node, beat] of nodes) {
      const before = this.seen.get(node)
      if (before?.beat !== beat) this.seen.set(node, { beat, at: now })
      else if (node !== this.node && now - before.at >= deadMs)
        this.nodes.delete(node).catch(ignore)
    }
    for (const node of this.seen.keys()) if (!nodes.has(node)) this.seen.delete(node)
  }

  /** Brings back own members that were lost, and removes those whose node has been gone for long. */
  private tidy(local: LocalTopic): void {
    const nodes = this.nodes.peek()
    const shown = local.map.peek()
    for (const id of local.members.keys()) {
      if (!shown.has(id)) this.write(local, id)?.catch(ignore)
    }

    const ghosts = new Set<string>()
    for (const [id, { node }] of shown) {
      if (nodes.has(node)) continue
      if (local.ghosts.has(id)) local.map.delete(id).catch(ignore)
      else ghosts.add(id)
    }
    local.ghosts = ghosts
  }

  private async close(): Promise<void> {
    clearInterval(this.timer)
    this.timer = undefined
    if (this.announced === undefined) return
    this.announced = undefined
    await this.nodes.delete(this.node).catch(ignore)
  }
}

/** What failed has been reported; the next beat tries again. */
function ignore(): void {}
