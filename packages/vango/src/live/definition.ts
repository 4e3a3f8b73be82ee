/**
 * Template definitions: what a browser must know of a template before it can be sent instances of
 * it. Made at first use, the same for all sessions of the process.
 */
import { printDefinition } from '../html/program.ts'
import { listenerSpec } from '../vdom/listeners.ts'
import { SLOT_ATTRIBUTE, SLOT_CHILD, SLOT_EVENTS, SLOT_PROPERTY } from '../vdom/patch.ts'
import type { Slot } from '../vdom/patch.ts'
import { HOLE_ATTRIBUTE, HOLE_CHILD, HOLE_PROPERTY } from '../vdom/template.ts'
import type { ElementListeners, Hole } from '../vdom/template.ts'
import type { Rendered } from '../vdom/vnode.ts'

export interface Definition {
  readonly html: string
  readonly slots: readonly Slot[]
  /** The holes behind the slots: children, then attributes, then properties. */
  readonly holes: readonly Hole[]
  readonly events: readonly DefinedEvents[]
}

export interface DefinedEvents {
  readonly listeners: ElementListeners
  /** The `data-on` that an instance need not repeat: the first instance's. */
  readonly spec: string
}

/** The definition of the instance's template. */
export function toDefinition(node: Rendered): Definition {
  const { derived } = node.template
  return (derived.definition ??= createDefinition(node)) as Definition
}

function createDefinition({ template, values }: Rendered): Definition {
  const ofKind = (kind: number): Hole[] => template.holes.filter((hole) => hole.kind === kind)
  const children = ofKind(HOLE_CHILD)
  const attributes = ofKind(HOLE_ATTRIBUTE)
  const properties = ofKind(HOLE_PROPERTY)
  const events = template.listeners.map((listeners) => ({
    listeners,
    spec: listenerSpec(values, listeners),
  }))

  return {
    html: printDefinition(template, (listeners) => listenerSpec(values, listeners)),
    slots: [
      ...children.map((hole) => toSlot(SLOT_CHILD, hole.offset, '')),
      ...attributes.map((hole) => toSlot(SLOT_ATTRIBUTE, hole.offset, hole.name)),
      ...properties.map((hole) => toSlot(SLOT_PROPERTY, hole.offset, hole.name)),
      ...events.map(({ listeners }) => toSlot(SLOT_EVENTS, listeners.offset, '')),
    ],
    holes: [...children, ...attributes, ...properties],
    events,
  }
}

function toSlot(kind: number, offset: number, name: string): Slot {
  return { kind, offset, name }
}
