/** A table of 1,000 rows with 4 cells, and 10,000 patches for it: the same ones in every run. */
import type { Patch } from 'vango/wire'

export const tableHid = 1
const rowCount = 1_000
/** A row takes five hids: itself and its cells. */
const rowSize = 5
const firstHid = 10

const templateId = 1
export const rowHtml =
  '<tr data-hid="0"><td data-hid="1"></td><td data-hid="2"></td><td data-hid="3"></td><td data-hid="4"></td></tr>'

export const rowHids: readonly number[] = Array.from(
  { length: rowCount },
  (_, i) => firstHid + rowSize * i,
)

/** The table as the server prints it. */
export function printTable(): string {
  const rows = rowHids.map((hid, i) => {
    const cells = textsOf(i).map((text, cell) => `<td data-hid="${hid + 1 + cell}">${text}</td>`)
    return `<tr data-hid="${hid}">${cells.join('')}</tr>`
  })
  return `<table><tbody data-hid="${tableHid}">${rows.join('')}</tbody></table>`
}

export function createPatches(): Patch[] {
  const random = createRandom(42)
  const patches: Patch[] = [
    {
      op: 'defineTemplate',
      template: templateId,
      html: rowHtml,
      slots: [1, 2, 3, 4].map((offset) => ({ kind: 0, offset, name: '' })),
    },
  ]
  const rows = rowHids.slice()
  let nextHid = firstHid + rowSize * rowCount
  const anyRow = (): number => rows[Math.floor(random() * rows.length)]!

  while (patches.length <= 10_000) {
    const dice = random() * 100
    const hid = anyRow()
    const i = patches.length
    if (dice < 55) {
      const cell = hid + 1 + Math.floor(random() * 4)
      patches.push({ op: 'setText', hid: cell, text: `cell ${i} changed` })
    } else if (dice < 72) {
      patches.push({
        op: 'setAttribute',
        hid,
        name: 'class',
        value: i % 2 ? 'odd row' : 'even row',
      })
    } else if (dice < 77) {
      patches.push({ op: 'removeAttribute', hid, name: 'class' })
    } else if (dice < 85) {
      patches.push({ op: 'setProperty', hid, name: 'title', value: `Ü ${i}` })
    } else if (dice < 90) {
      const before = anyRow()
      if (before !== hid) patches.push({ op: 'move', hid, before })
    } else if (dice < 95) {
      patches.push({ op: 'remove', hid })
      rows.splice(rows.indexOf(hid), 1)
    } else {
      const values = textsOf(i)
      const node = { kind: 'instance', template: templateId, hid: nextHid, values } as const
      patches.push({ op: 'insert', parent: 0, before: hid, nodes: [node] })
      rows.push(nextHid)
      nextHid += rowSize
    }
  }
  return patches
}

function textsOf(i: number): string[] {
  return [`${i}`, `Name ${i}`, `street ${i}, town`, 'open']
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
