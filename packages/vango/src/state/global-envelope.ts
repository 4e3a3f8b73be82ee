/**
 * What a backplane keeps of a shared value: its text, and which write of each node was the last to get
 * in. A node that got no answer to a write finds out by that whether the engine has taken it, and so
 * does nothing twice.
 *
 *     [["kX2p",17],["9fQa",4]]⏎["the text of the value"]        the latest writer last
 */
import { vangoError } from '../base/errors.ts'

export interface Envelope {
  readonly writers: readonly Writer[]
  readonly text: string
}

/** A node, and the number of its last write. */
export type Writer = readonly [node: string, write: number]

/**
 * So many nodes are remembered; the ones that have not written for longest are forgotten. It has to be
 * more than can write between an unanswered write and the next look.
 */
const maxWriters = 64

export function encodeEnvelope({ writers, text }: Envelope): string {
  return `${JSON.stringify(writers)}\n${text}`
}

/** Throws `state/global-bad-value` for anything that `encodeEnvelope` cannot have written. */
export function decodeEnvelope(key: string, stored: string): Envelope {
  const end = stored.indexOf('\n')
  const writers = parseWriters(stored.slice(0, Math.max(end, 0)))
  if (writers === undefined) {
    throw vangoError('state/global-bad-value', { key, problem: 'it has no list of writers' })
  }
  return { writers, text: stored.slice(end + 1) }
}

/** The list after write number `write` of `node`. */
export function addWriter(
  writers: readonly Writer[],
  node: string,
  write: number,
): readonly Writer[] {
  return [...writers.filter(([other]) => other !== node), [node, write] as const].slice(-maxWriters)
}

function parseWriters(text: string): readonly Writer[] | undefined {
  try {
    const parsed: unknown = JSON.parse(text)
    return Array.isArray(parsed) && parsed.every(isWriter) ? parsed : undefined
  } catch {
    return undefined
  }
}

function isWriter(value: unknown): value is Writer {
  return Array.isArray(value) && typeof value[0] === 'string' && typeof value[1] === 'number'
}
