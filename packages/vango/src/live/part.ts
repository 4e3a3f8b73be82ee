/** Parts of a page: what has loaded behind its fallbacks, as HTML. */
import type { Revealed } from '../component/root.ts'
import { createOutput, printRevealed } from '../html/printer.ts'
import type { Hid } from '../vdom/vnode.ts'

/** What came into sight in one turn. */
export interface Part {
  /** The sequence number of the message that says the same. */
  readonly seq: number
  readonly places: readonly Place[]
}

/** HTML for one place. */
export interface Place {
  /** The anchor that ends the fallback it replaces; the comment in front of that has the number, too. */
  readonly hid: Hid
  readonly html: string
}

export function toPlace({ suspense, hid }: Revealed): Place {
  const out = createOutput()
  printRevealed(out, suspense)
  return { hid, html: out.html }
}
