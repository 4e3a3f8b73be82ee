/**
 * Which fields an event is about beside its own: the options of a select, the radio buttons of a group,
 * those that a component has rendered from one signal. For each it says what the browser may hold now.
 */
import type { Target } from '../component/targets.ts'
import { isProperty, toProperty } from '../vdom/attributes.ts'
import { isBinding } from '../vdom/child.ts'
import { HOLE_ATTRIBUTE, HOLE_CHILD, HOLE_PROPERTY } from '../vdom/template.ts'
import type { Hole } from '../vdom/template.ts'
import { COMPONENT, ELEMENT, RENDERED } from '../vdom/vnode.ts'
import type { ElementNode, Hid, Rendered, VNode } from '../vdom/vnode.ts'
import { walkMounted } from '../vdom/walk.ts'
import { toDefinition } from './definition.ts'

/** A live property that is rendered. */
interface Slot {
  readonly node: Target
  readonly hid: Hid
  readonly name: string
  readonly tag: string
  readonly value: unknown
}

/** One of which something is known, or feared. */
export interface Field {
  readonly node: Target
  readonly hid: Hid
  readonly name: string
  /** What the browser holds. */
  readonly typed: unknown
}

/** Something that the browser holds if nobody knows what: anything but `value`. */
export function otherThan(value: unknown): unknown {
  return typeof value === 'boolean' ? !value : `${String(value ?? '')}\0`
}

/** The rendered options of a select in which another has been chosen: they are not selected any more. */
export function chosenIn(select: Target, hid: Hid): Field[] {
  return optionsIn(select, hid)
    .filter(isOn)
    .map((slot) => toField(slot, false))
}

/** The options of a select of which several can be chosen: each may be selected or not. */
export function selectedIn(select: Target, hid: Hid): Field[] {
  return optionsIn(select, hid).map((slot) => toField(slot, !isOn(slot)))
}

/** The radio buttons of a page that go off when the one at `hid` goes on. */
export function checkedBeside(page: VNode, node: Target, hid: Hid): Field[] {
  const group = groupOf(node, hid)
  if (group === undefined) return []
  return slotsIn(page, true)
    .filter((slot) => slot.name === 'checked' && slot.hid !== hid && isOn(slot))
    .filter((slot) => groupOf(slot.node, slot.hid) === group)
    .map((slot) => toField(slot, false))
}

/**
 * What a component has rendered from a signal that was set to the `value` it had, as far as one can
 * see: fields with that value, and the chosen one of several.
 */
export function rewrittenIn(output: unknown, value: unknown): Field[] {
  return slotsIn(output, false)
    .filter((slot) => slot.value === value || (isOn(slot) && isOneOfMany(slot)))
    .map((slot) => toField(slot, otherThan(slot.value)))
}

function toField({ node, hid, name }: Slot, typed: unknown): Field {
  return { node, hid, name, typed }
}

function isOn({ name, value }: Slot): boolean {
  return name !== 'value' && toProperty(name, value) === true
}

function isOneOfMany({ node, hid, tag }: Slot): boolean {
  return tag === 'option' || attributeOf(node, hid, 'type') === 'radio'
}

// --- slots ---

/** The slots of a mounted child, those of its components only if that is wanted. */
function slotsIn(child: unknown, isDeep: boolean): Slot[] {
  const slots: Slot[] = []
  walkMounted(child, (node) => {
    if (node.kind === RENDERED) slots.push(...slotsOfInstance(node))
    else if (node.kind === ELEMENT) slots.push(...slotsOfElement(node))
    return isDeep || node.kind !== COMPONENT
  })
  return slots
}

function slotsOfInstance(node: Rendered): Slot[] {
  const { template, values, hid } = node
  return template.holes
    .filter(({ kind, name }) => kind === HOLE_PROPERTY && name !== 'innerHTML')
    .map(({ offset, name, tag, index }) => {
      return { node, hid: hid + offset, name, tag, value: toRaw(values[index]) }
    })
}

function slotsOfElement(node: ElementNode): Slot[] {
  const { tag, props, hid } = node
  return Object.keys(props)
    .filter((name) => isProperty(tag, name) && name !== 'innerHTML')
    .map((name) => ({ node, hid, name, tag, value: propOf(node, name) }))
}

/** The options in the select at `hid`. */
function optionsIn(select: Target, hid: Hid): Slot[] {
  const isSelected = (slot: Slot): boolean => slot.name === 'selected'
  if (select.kind === ELEMENT) return slotsIn(select.child, true).filter(isSelected)

  const { template, values } = select
  const offset = hid - select.hid
  // Offsets rise from tag to tag, so what is in it ends where the next one begins.
  const isNext = (hole: Hole): boolean =>
    hole.tag === 'select' && hole.offset > offset && (hole.kind !== HOLE_CHILD || hole.only)
  const end = template.holes.find(isNext)?.offset ?? Infinity
  const own = slotsOfInstance(select).filter((slot) => {
    return slot.hid > hid && slot.hid < select.hid + end
  })
  const nested = template.holes
    .filter(({ kind, tag }) => kind === HOLE_CHILD && (tag === 'select' || tag === 'optgroup'))
    .filter((hole) => hole.offset >= offset && hole.offset < end)
    .flatMap(({ index }) => slotsIn(values[index], true))
  return [...own, ...nested].filter(isSelected)
}

// --- attributes ---

/** The name that a radio button shares with those that it switches off. */
function groupOf(node: Target, hid: Hid): string | undefined {
  return attributeOf(node, hid, 'type') === 'radio' ? attributeOf(node, hid, 'name') : undefined
}

const input = /<input((?:\s[^\s=>"]+(?:="[^"]*")?)*)/g

/** The text of an attribute of the field at `hid`, if it has one. */
function attributeOf(node: Target, hid: Hid, name: string): string | undefined {
  if (node.kind === ELEMENT) return toText(propOf(node, name))

  const offset = hid - node.hid
  const hole = node.template.holes.find((candidate) => {
    return (
      candidate.kind === HOLE_ATTRIBUTE && candidate.offset === offset && candidate.name === name
    )
  })
  if (hole !== undefined) return toText(toRaw(node.values[hole.index]))
  // Our own output: attributes are quoted, so the text can be searched.
  const attributes = [...toDefinition(node).html.matchAll(input)].map((match) => match[1]!)
  const own = attributes.find((text) => text.includes(` data-hid="${offset}"`))
  return new RegExp(` ${name}="([^"]*)"`).exec(own ?? '')?.[1]
}

function toText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function propOf({ bound, props }: ElementNode, name: string): unknown {
  const binding = bound?.get(name)
  return binding === undefined ? props[name] : binding.value
}

function toRaw(held: unknown): unknown {
  return isBinding(held) ? held.value : held
}
