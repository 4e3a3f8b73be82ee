/**
 * The bound: the same changes as direct DOM calls, for which nothing is decoded. Nodes are found in a
 * `Map`, as somebody who writes a page by hand would keep them, and rows are cloned from a template.
 */
import type { Patch } from 'vango/wire'
import { rowHtml } from './workload.ts'

export type Nodes = Map<number, HTMLElement>

export function applyDirectly(nodes: Nodes, patches: readonly Patch[], row: Node): void {
  for (const patch of patches) {
    switch (patch.op) {
      case 'setText':
        nodes.get(patch.hid)!.textContent = patch.text
        break
      case 'setAttribute':
        nodes.get(patch.hid)!.setAttribute(patch.name, patch.value)
        break
      case 'removeAttribute':
        nodes.get(patch.hid)!.removeAttribute(patch.name)
        break
      case 'setProperty':
        ;(nodes.get(patch.hid) as unknown as Record<string, unknown>)[patch.name] = patch.value
        break
      case 'move': {
        const node = nodes.get(patch.hid)!
        node.parentNode!.moveBefore(node, nodes.get(patch.before)!)
        break
      }
      case 'remove': {
        nodes.get(patch.hid)!.remove()
        for (let hid = patch.hid; hid < patch.hid + 5; hid++) nodes.delete(hid)
        break
      }
      case 'insert':
        insertRow(nodes, patch, row)
    }
  }
}

export function createRowPrototype(): Node {
  const template = document.createElement('template')
  template.innerHTML = rowHtml.replace(/ data-hid="\d"/g, '')
  return template.content.firstChild!
}

function insertRow(nodes: Nodes, patch: Patch & { op: 'insert' }, row: Node): void {
  const [node] = patch.nodes
  if (node?.kind !== 'instance') throw new Error('Expected an instance')

  const clone = document.importNode(row, true) as HTMLElement
  nodes.set(node.hid, clone)
  let cell = clone.firstChild
  for (let i = 0; cell; i++, cell = cell.nextSibling) {
    nodes.set(node.hid + 1 + i, cell as HTMLElement)
    cell.textContent = node.values[i] as string
  }
  const before = nodes.get(patch.before)!
  before.parentNode!.insertBefore(clone, before)
}
