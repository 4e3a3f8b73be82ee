/**
 * Resync: what a browser has lost is sent again as HTML, which it puts in the place of what it shows
 * without taking anything from the user. Either the messages it missed are forgotten, and it gets the
 * page, or a node that a patch named is not there any more, and it gets the element around.
 */
import type { PageRoot } from '../component/root.ts'
import { renderAround } from '../html/render.ts'
import type { Hid } from '../vdom/vnode.ts'
import { writeServerMessage } from '../wire/server-message.ts'
import { createWriter, takeBytes } from '../wire/writer.ts'
import type { LiveLimits } from './limits.ts'
import { MESSAGE_HEADROOM } from './transport.ts'

/** What a browser has lost. Few sessions ever need one. */
export class Lost {
  /** The node that is asked for; 0 is the page, `undefined` nothing. */
  hid: Hid | undefined
  /** When something was sent last, in milliseconds. */
  sentAt: number = Number.NEGATIVE_INFINITY

  constructor(hid: Hid) {
    this.hid = hid
  }

  /** Two different nodes are answered by the page. */
  add(hid: Hid): void {
    this.hid = this.hid === undefined || this.hid === hid ? hid : 0
  }

  /** Printing a page is work, so who asks again and again has to wait. */
  isDue(now: number, { resyncMs }: LiveLimits): boolean {
    return this.hid !== undefined && now - this.sentAt >= resyncMs
  }

  take(): Hid {
    const hid = this.hid!
    this.hid = undefined
    return hid
  }
}

/** The message with the element around `hid`, or the page. The tree must be flushed. */
export function writeResync(
  root: PageRoot,
  hid: Hid,
  { seq, ackEvent, lastEvent }: { seq: number; ackEvent: number; lastEvent: number },
): Uint8Array<ArrayBuffer> {
  const writer = createWriter()
  if (lastEvent > ackEvent) writeServerMessage(writer, { kind: 'handled', lastEvent })
  writeServerMessage(writer, { kind: 'full-resync', seq, ackEvent, ...renderAround(root, hid) })
  return takeBytes(writer, MESSAGE_HEADROOM)
}
