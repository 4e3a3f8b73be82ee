/** Puts the parts together: adopts the page that the server has printed, and goes live. */
import { applyPatches } from './apply.ts'
import { connect } from './connection.ts'
import type { Resync } from './connection.ts'
import { trackFields } from './events.ts'
import type * as more from './more.ts'
import { placePortal } from './nodes.ts'
import { HID, nodes, register, walkChildren } from './registry.ts'
import { setAttribute, setProperty } from './property.ts'
import { markOf, policy } from './template.ts'

/** Does nothing on a page without `<script data-session>`: nothing on it is live. */
export function start(): void {
  const script = document.querySelector<HTMLElement>('script[data-session]')
  if (!script) return

  // Before anything else listens to `input`: what is sent then is what was typed.
  trackFields()
  walkChildren(document, (node) => {
    const hid = markOf(node)
    if (hid) register(hid, node)
  })
  document.querySelectorAll<HTMLElement>('vango-portal').forEach(placePortal)
  connect(script.dataset, applyPatches, loadMore)
}

/** Loads what most pages never need; each thing by itself, as names of properties cannot be made short. */
function loadMore(path: string): Promise<Resync> {
  return import(/* @vite-ignore */ path).then(({ create }: typeof more) =>
    create(HID, nodes, register, markOf, placePortal, policy, setAttribute, setProperty),
  )
}
