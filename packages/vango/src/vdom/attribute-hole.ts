/**
 * Attribute holes of elements built at run time: made on demand, one per tag and name.
 */
import { toAttributeHoleKind } from './template.ts'
import type { Hole } from './template.ts'

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
