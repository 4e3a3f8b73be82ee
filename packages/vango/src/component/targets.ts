/**
 * Targets: which mounted node a hid with event holes belongs to. Nodes come in the order of their
 * hids, so two arrays and a binary search do what a Map would, at a quarter of its memory.
 */
import type { ElementNode, Hid, Rendered } from '../vdom/vnode.ts'

export type Target = Rendered | ElementNode

export class Targets {
  private hids: Hid[] = []
  private nodes: (Target | undefined)[] = []
  private removed = 0

  add(node: Target): void {
    const at = this.indexOf(node.hid) + 1
    if (this.hids[at - 1] === node.hid) {
      // An element whose handlers went away and came back.
      if (this.nodes[at - 1] === undefined) this.removed--
      this.nodes[at - 1] = node
    } else if (at === this.hids.length) {
      // The newest hid. Only an element that gets its first handler late is older.
      this.hids.push(node.hid)
      this.nodes.push(node)
    } else {
      this.hids.splice(at, 0, node.hid)
      this.nodes.splice(at, 0, node)
    }
  }

  clear(): void {
    this.hids = []
    this.nodes = []
    this.removed = 0
  }

  remove(node: Target): void {
    const at = this.indexOf(node.hid)
    if (at < 0 || this.nodes[at] !== node) return
    this.nodes[at] = undefined
    this.removed++
    if (this.removed > 32 && this.removed * 2 > this.nodes.length) this.compact()
  }

  /** The node whose block may hold `hid`: the last one that starts at or before it. */
  find(hid: Hid): Target | undefined {
    const at = this.indexOf(hid)
    return at < 0 ? undefined : this.nodes[at]
  }

  /** Gives back the room that was made for more nodes: after the first mount few come. */
  trim(): void {
    this.hids = this.hids.slice()
    this.nodes = this.nodes.slice()
  }

  get size(): number {
    return this.nodes.length - this.removed
  }

  /** Index of the last entry at or before `hid`, or -1. */
  private indexOf(hid: Hid): number {
    const { hids } = this
    let low = 0
    let high = hids.length
    while (low < high) {
      const half = (low + high) >>> 1
      if (hids[half]! <= hid) low = half + 1
      else high = half
    }
    return low - 1
  }

  private compact(): void {
    let kept = 0
    for (let i = 0; i < this.nodes.length; i++) {
      if (this.nodes[i] === undefined) continue
      this.nodes[kept] = this.nodes[i]
      this.hids[kept++] = this.hids[i]!
    }
    this.nodes.length = kept
    this.hids.length = kept
    this.removed = 0
  }
}
