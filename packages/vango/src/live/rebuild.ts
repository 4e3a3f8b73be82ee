/**
 * A session as a record, and a session out of one: the page is rendered anew, its state and its hids are
 * put back, and the browser is sent no more than it has to be.
 */
import type { PageRoot } from '../component/root.ts'
import { numberFrom, putHids, takeHids } from '../component/hid-map.ts'
import { restoreState, saveState } from '../component/saved-state.ts'
import { tryRenderPage } from '../html/render.ts'
import { hashOf } from './record.ts'
import type { SessionRecord } from './record.ts'

/** Pages up to so many UTF-16 units are printed for their hash. */
const maxHashedLength = 65_536

/** What the record of a page is made of, beside the page. */
export type RecordHead = Pick<SessionRecord, 'address' | 'tokenHash' | 'lastEvent' | 'lastSeq'>

export function takeRecord(root: PageRoot, head: RecordHead): SessionRecord {
  return { ...head, hids: takeHids(root), state: saveState(root), pageHash: hashPage(root) }
}

/** How a rebuilt page stands to what the browser shows. */
export type Likeness =
  /** It is the same, to the last hid. */
  | 'same'
  /** Its hids mean the same, but something may look different. */
  | 'alike'
  /** Another page: no hid of before means anything. */
  | 'other'

/** Brings a freshly mounted page to what the record says. `lastSeq` is what the browser has applied. */
export function putRecord(root: PageRoot, record: SessionRecord, lastSeq: number): Likeness {
  restoreState(root, record.state)
  if (!putHids(root, record.hids)) {
    numberFrom(root, record.hids.next)
    return 'other'
  }
  const isSame = record.lastSeq === lastSeq && record.pageHash === hashPage(root)
  return isSame && record.pageHash !== '' ? 'same' : 'alike'
}

/** Empty if it cannot be known: patches are still to come, or it would take too long. */
function hashPage(root: PageRoot): string {
  if (root.isDirty) return ''
  const html = tryRenderPage(root)
  return html === undefined || html.length > maxHashedLength ? '' : hashOf(html)
}
