/**
 * What mount and diff ask of the room that owns components: hids, instances, bindings, events.
 */
import type { Hole } from './template.ts'
import type { PatchSink } from './patch.ts'
import type { Bindable, Binding, ComponentNode, ElementNode, Hid, Rendered } from './vnode.ts'

export interface Host {
  readonly sink: PatchSink
  /** Takes `size` hids in one block and returns the first. */
  allocate(size: number): Hid
  /** Runs the component and mounts what it rendered into `node.output`. */
  mountComponent(node: ComponentNode): void
  /** `next` takes over the instance of the mounted `node`, and has its new props. */
  updateComponent(node: ComponentNode, next: ComponentNode): void
  /** Ends the instance; unmounts `node.output`, without patches. */
  unmountComponent(node: ComponentNode): void
  /** Starts to follow `source`; the binding's `value` is the source's current raw value. */
  bind(source: Bindable, hid: Hid, hole: Hole): Binding
  unbind(binding: Binding): void
  /** The node has event holes: events for its hids are its own from now on. */
  listen(node: Rendered | ElementNode): void
  unlisten(node: Rendered | ElementNode): void
  /** Options that a flush has put into a select that was there; see `choices.ts`. */
  newOptions: Set<Hid> | undefined
  /** How many holes one in the other are being mounted right now; `mountChild` counts. */
  depth: number
  /** Something that the component at work has rendered cannot be shown; the rest is. */
  fail(error: unknown): void
  /** Calls `fn` with the mounted component `node` at work. */
  within(node: ComponentNode, fn: () => void): void
  /** The component at work, for error messages. */
  componentName(): string
}
