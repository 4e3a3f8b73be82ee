/**
 * What a session and the storages of its browser tell each other, as text. Orders go down in an
 * attribute of a `<vango-storage>`, reports come up as the value of its `change` event.
 *
 *     order  = saves ( "=" text / "-" / "?" )
 *     report = saves ( "=" offset "/" length ":" part / "-" / "!" [ problem ] )
 *
 * `saves` counts the orders to keep or remove something. A report that has not seen the last of them
 * is out of date: what was ordered replaces it in the storage. A text is reported in parts, because
 * an event has a largest size. The specification stands in `docs/protocol.md`.
 */

/** What the storage has to have from now on; `ask`: what does it have? */
export type Order =
  | { readonly kind: 'keep'; readonly saves: number; readonly text: string }
  | { readonly kind: 'remove' | 'ask'; readonly saves: number }

export type Report =
  | {
      readonly kind: 'part'
      readonly saves: number
      /** Where in the text the part begins, and the length of the whole, in UTF-16 units. */
      readonly offset: number
      readonly length: number
      readonly part: string
    }
  | { readonly kind: 'nothing'; readonly saves: number }
  /** The name of what was thrown; empty when all is well again. */
  | { readonly kind: 'problem'; readonly saves: number; readonly name: string }

/** Of a part. At three bytes each it stays below what an event may have, 65,536 bytes. */
export const maxPartLength = 20_000

/** Of a problem. */
export const maxNameLength = 40

const orderPattern = /^(\d{1,15})([=?-])/
const reportPattern = /^(\d{1,15})(?:=(\d{1,15})\/(\d{1,15}):|(-)$|!(\w{0,40})$)/

export function writeOrder(order: Order): string {
  if (order.kind === 'keep') return `${order.saves}=${order.text}`
  return `${order.saves}${order.kind === 'ask' ? '?' : '-'}`
}

export function readOrder(text: string): Order | undefined {
  const match = orderPattern.exec(text)
  if (match === null) return undefined
  const saves = Number(match[1])
  if (match[2] === '=') return { kind: 'keep', saves, text: text.slice(match[0].length) }
  return { kind: match[2] === '?' ? 'ask' : 'remove', saves }
}

export function writeReport(report: Report): string {
  const { saves } = report
  switch (report.kind) {
    case 'part':
      return `${saves}=${report.offset}/${report.length}:${report.part}`
    case 'nothing':
      return `${saves}-`
    case 'problem':
      return `${saves}!${report.name}`
  }
}

/** `undefined` if it is no report: it comes from a browser, and may be anything. */
export function readReport(text: string): Report | undefined {
  const match = reportPattern.exec(text)
  if (match === null) return undefined
  const [head, saves, offset, length, nothing, name] = match
  if (nothing !== undefined) return { kind: 'nothing', saves: Number(saves) }
  if (name !== undefined) return { kind: 'problem', saves: Number(saves), name }
  return {
    kind: 'part',
    saves: Number(saves),
    offset: Number(offset),
    length: Number(length),
    part: text.slice(head.length),
  }
}

/** A text as the reports that tell it, none of them too large. */
export function splitText(saves: number, text: string): Report[] {
  const { length } = text
  const reports: Report[] = []
  let offset = 0
  do {
    const end = endOfPart(text, offset)
    reports.push({ kind: 'part', saves, offset, length, part: text.slice(offset, end) })
    offset = end
  } while (offset < length)
  return reports
}

/** Not between the halves of a character: each alone cannot be sent. */
function endOfPart(text: string, offset: number): number {
  const end = offset + maxPartLength
  if (end >= text.length) return text.length
  const last = text.charCodeAt(end - 1)
  return last >= 0xd800 && last <= 0xdbff ? end - 1 : end
}
