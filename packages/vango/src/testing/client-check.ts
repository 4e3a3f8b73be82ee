/** What every client must keep to, whatever its server says: `docs/protocol.md`, as a list of checks. */
import type { ClientMessage } from '../wire/message.ts'
import { PROTOCOL_VERSION } from '../wire/message.ts'

export interface ClientCheck {
  /** The page is loaded, with that token; its numbers begin. */
  opened(token: string): void
  /** A socket has opened. Returns what takes its messages. */
  connected(): (message: ClientMessage) => void
}

interface CheckHost {
  /** The number of the last PATCH that was said. */
  readonly lastSeq: () => number
  readonly broken: (what: string) => void
}

export function createClientCheck({ lastSeq, broken }: CheckHost): ClientCheck {
  let token = ''
  let lastEvent = 0
  let ackSeq = 0

  /** Acknowledgements never go back, and never beyond what there is. */
  function checkAck(next: number): void {
    if (next < ackSeq) broken(`acknowledged patch ${next} after patch ${ackSeq}`)
    if (next > lastSeq()) broken(`acknowledged patch ${next}, the last was ${lastSeq()}`)
    ackSeq = Math.max(ackSeq, next)
  }

  return {
    opened(next) {
      token = next
      lastEvent = 0
      ackSeq = 0
    },
    connected() {
      let isGreeted = false
      // Of this socket: what is sent again begins anywhere, and then has no gap.
      let previous: number | undefined

      return (message) => {
        if (message.kind === 'hello') {
          if (isGreeted) broken('said HELLO twice on one socket')
          isGreeted = true
          if (message.token !== token) broken(`has the token "${message.token}", not "${token}"`)
          if (message.version !== PROTOCOL_VERSION) broken(`speaks version ${message.version}`)
          checkAck(message.lastSeq)
          return
        }
        if (!isGreeted) broken(`said ${message.kind.toUpperCase()} before HELLO`)
        if (message.kind === 'ack') checkAck(message.ackSeq)
        if (message.kind !== 'event') return

        checkAck(message.ackSeq)
        const { eventNo } = message
        const expected = previous === undefined ? undefined : previous + 1
        if (expected === undefined ? eventNo > lastEvent + 1 : eventNo !== expected) {
          broken(`sent event ${eventNo}, expected ${expected ?? lastEvent + 1}`)
        }
        previous = eventNo
        lastEvent = Math.max(lastEvent, eventNo)
      }
    },
  }
}
