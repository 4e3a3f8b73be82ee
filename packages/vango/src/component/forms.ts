/**
 * The forms of a page that have a handler on the server, so that they can also be posted the plain way.
 *
 * A form is named by its place: the keys and positions on the way from the page down to it. Another
 * render of the page gives it the same name, and an item of a list keeps its name wherever it moves.
 */
import { createHash } from 'node:crypto'

import { isBinding } from '../vdom/child.ts'
import { isEventName, toEventType } from '../vdom/events.ts'
import { COMPONENT, ELEMENT, PORTAL, RANGE, RENDERED } from '../vdom/vnode.ts'
import type { ElementNode, Hid, Rendered, VNode } from '../vdom/vnode.ts'
import { HOLE_CHILD } from '../vdom/template.ts'
import type { ElementListeners } from '../vdom/template.ts'

export interface FoundForm {
  readonly name: string
  readonly hid: Hid
  /** The position of its handler, see `findHandler`. */
  readonly position: number
}

const nameLength = 16

/** All forms with a submit handler in a mounted tree, in document order. */
export function findForms(root: VNode): FoundForm[] {
  const forms: FoundForm[] = []
  visit(root, '')
  return forms

  function visit(node: VNode, path: string): void {
    switch (node.kind) {
      case COMPONENT:
        if (node.output !== undefined) visit(node.output, `${path}/c`)
        return
      case RENDERED:
        return visitRendered(node, path)
      case ELEMENT:
        return visitElement(node, path)
      case RANGE:
        return visitChild(node.child, `${path}/r`)
      case PORTAL:
        return visitChild(node.child, `${path}/p`)
    }
  }

  function visitRendered(node: Rendered, path: string): void {
    for (const listeners of node.template.listeners) {
      const position = submitPosition(listeners)
      if (position === -1) continue
      const { offset } = listeners
      forms.push({ name: toName(`${path}.${offset}`), hid: node.hid + offset, position })
    }
    for (const hole of node.template.holes) {
      if (hole.kind === HOLE_CHILD) visitChild(node.values[hole.index], `${path}/${hole.index}`)
    }
  }

  function visitElement(node: ElementNode, path: string): void {
    const names = Object.keys(node.props).filter(isEventName)
    const position = names.findIndex((name) => toEventType(name) === 'submit')
    if (position !== -1) forms.push({ name: toName(path), hid: node.hid, position })
    visitChild(node.child, `${path}/e`)
  }

  function visitChild(child: unknown, path: string): void {
    const shown = isBinding(child) ? child.value : child
    if (typeof shown !== 'object' || shown === null) return
    if (!Array.isArray(shown)) return visit(shown as VNode, path)

    for (const [index, item] of (shown as VNode[]).entries())
      visit(item, path + toStep(item, index))
  }
}

function submitPosition({ holes }: ElementListeners): number {
  return holes.findIndex((hole) => toEventType(hole.name) === 'submit')
}

/** Quotes tell the key '1' from the key 1, and both from a position. */
function toStep({ key }: VNode, index: number): string {
  return key === undefined ? `/${index}` : `/key ${JSON.stringify(key)}`
}

function toName(path: string): string {
  return createHash('sha256').update(path).digest('base64url').slice(0, nameLength)
}
