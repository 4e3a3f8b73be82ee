/** Puts the parts together: adopts the page that the server has printed, and goes live. */
import { applyPatches } from './apply.ts'
import { connect } from './connection.ts'
import { trackFields } from './events.ts'
import { placePortal } from './nodes.ts'
import { register, walk } from './registry.ts'
import { markOf } from './template.ts'

/** Does nothing on a page without `<script data-session>`: nothing on it is live. */
export function start(): void {
  const script = document.querySelector<HTMLElement>('script[data-session]')
  if (!script) return

  // Before anything else listens to `input`: what is sent then is what was typed.
  trackFields()
  walk(document, (node) => {
    const hid = markOf(node)
    if (hid) register(hid, node)
  })
  document.querySelectorAll<HTMLElement>('vango-portal').forEach(placePortal)
  connect(script.dataset, applyPatches)
}
