/**
 * What kind of hole an attribute is, and the holes of elements built at run time: made on demand, one
 * per tag and name.
 */
import { isProperty } from './attributes.ts'
import { isEventName } from './events.ts'
import { HOLE_ATTRIBUTE, HOLE_EVENT, HOLE_KEY, HOLE_PROPERTY } from './template.ts'
import type { Hole } from './template.ts'

/** Decides what kind of hole an attribute of that name is. */
export function toAttributeHoleKind(tag: string, name: string, isRoot: boolean): number {
  if (name === 'key' && isRoot) return HOLE_KEY
  if (isEventName(name)) return HOLE_EVENT
  return isProperty(tag, name) ? HOLE_PROPERTY : HOLE_ATTRIBUTE
}

const attributeHoles = new Map<string, Hole>()

/** One shared hole per tag and attribute name. */
export function attributeHole(tag: string, name: string): Hole {
  const id = `${tag} ${name}`
  let hole = attributeHoles.get(id)
  if (hole === undefined) {
    hole = createAttributeHole(tag, name)
    // Names may come from spread props: a bound map would be a leak an outsider can feed.
    if (attributeHoles.size < 10_000) attributeHoles.set(id, hole)
  }
  return hole
}

function createAttributeHole(tag: string, name: string): Hole {
  const kind = toAttributeHoleKind(tag, name, false)
  return { kind, index: 0, offset: 0, name, tag, only: false }
}
