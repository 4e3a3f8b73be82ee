/** The bound: a list of rows per session, and a message made by hand for each kind of change. */
import { answer, vitals } from '../child.ts'
import { createRawServer, sendFrame, writeText, writeUint } from '../live/raw.ts'
import { appended, makeRows, removedAt, rowCount, swap, swapped, updateStep } from './rows.ts'
import type { RowData } from './rows.ts'

interface Session {
  rows: RowData[]
  nextId: number
}

type Change = (session: Session) => Body

interface Body {
  readonly size: number
  readonly writeBody: (bytes: Buffer, start: number) => number
}

const opUpdate = 1
const opSwap = 2
const opAppend = 3
const opRemove = 4

/** A button's change, by its hid in the page. */
const changes = new Map<number, Change>()

const server = createRawServer<Session>({
  create: () => ({ rows: makeRows(1, rowCount), nextId: rowCount + 1 }),
  click(ws, session, eventNo, hid) {
    sendFrame(ws, session, eventNo, changes.get(hid)!(session.data))
  },
})

function update(session: Session): Body {
  const { rows } = session
  const count = Math.ceil(rows.length / updateStep)
  return {
    size: 2 + count * 8,
    writeBody(bytes, start) {
      let end = writeUint(bytes, start, opUpdate)
      end = writeUint(bytes, end, count)
      for (let i = 0; i < rows.length; i += updateStep) {
        const row = rows[i]!
        const price = row.price === 999 ? 100 : row.price + 1
        rows[i] = { ...row, price }
        end = writeText(bytes, writeUint(bytes, end, row.id), String(price))
      }
      return end
    },
  }
}

function swapTwo(session: Session): Body {
  session.rows = swap(session.rows)
  return {
    size: 5,
    writeBody(bytes, start) {
      const end = writeUint(bytes, start, opSwap)
      return writeUint(bytes, writeUint(bytes, end, swapped[0]), swapped[1])
    },
  }
}

function append(session: Session): Body {
  const added = makeRows(session.nextId, appended)
  session.nextId += appended
  session.rows.push(...added)
  return {
    size: 2 + appended * 50,
    writeBody(bytes, start) {
      let end = writeUint(bytes, start, opAppend)
      end = writeUint(bytes, end, added.length)
      for (const { id, name, city, price } of added) {
        end = writeUint(bytes, end, id)
        end = writeText(bytes, end, name)
        end = writeText(bytes, end, city)
        end = writeText(bytes, end, String(price))
      }
      return end
    },
  }
}

function remove(session: Session): Body {
  const [removed] = session.rows.splice(removedAt, 1)
  return {
    size: 6,
    writeBody: (bytes, start) => writeUint(bytes, writeUint(bytes, start, opRemove), removed!.id),
  }
}

const byButton: Record<string, Change> = { update, swap: swapTwo, append, remove }

answer({
  ...vitals,
  port: () => server.listen(),
  page(html: string) {
    server.setPage(html)
    for (const [tag, id] of html.matchAll(/<button[^>]* id="(\w+)"[^>]*>/g)) {
      changes.set(Number(/ data-hid="(\d+)"/.exec(tag)![1]), byButton[id!]!)
    }
  },
})
