/** Puts the parts together: adopts the page that the server has printed, and goes live. */
import { applyPatches } from './apply.ts'
import { connect } from './connection.ts'
import { trackFields, watchAll } from './events.ts'
import { placePortal } from './nodes.ts'
import { registerMarked, survey } from './template.ts'

/** Does nothing on a page without `<script data-session>`: nothing on it is live. */
export function start(): void {
  const script = document.querySelector<HTMLElement>('script[data-session]')
  if (!script) return

  const { session, token, path = '/vango/live/' } = script.dataset
  const url = new URL(path + session, location.href)
  // `http:` → `ws:`, `https:` → `wss:`.
  url.protocol = url.protocol.replace('http', 'ws')

  registerMarked(document, survey(document, []), 0)
  trackFields()
  watchAll(document)
  document.querySelectorAll<HTMLElement>('vango-portal').forEach(placePortal)
  connect({ url, token: token!, apply: applyPatches })
}
