/**
 * Writing code around expressions without touching them.
 *
 * Expressions stay where they are in the source, with whatever they contain; only the gaps between
 * them are overwritten. That keeps source maps exact and lets JSX inside an expression be written by
 * the same function. A gap keeps its line breaks, so no line moves either.
 */
import type MagicString from 'magic-string'
import type { Node } from './ast.ts'

/** Code to write, or an expression of the source. */
export type Piece = string | Node

export interface Range {
  readonly start: number
  readonly end: number
}

export interface Output {
  readonly edits: MagicString
  /** Called for every expression that is left in place, to write the JSX in it. */
  readonly writeInside: (expression: Node) => void
}

/**
 * Overwrites `range` with `pieces` (expressions in source order) and a closing parenthesis. `last` is
 * written before that parenthesis; an expression there is moved, wherever it stands in `range`.
 */
export function writeCall(
  output: Output,
  range: Range,
  pieces: readonly Piece[],
  last?: Piece,
): void {
  const moved = typeof last === 'object' ? last : undefined
  let at = range.start
  let text = ''

  for (const piece of pieces) {
    if (typeof piece === 'string') {
      text += piece
      continue
    }
    replaceGap(output.edits, { start: at, end: piece.start }, text, moved)
    output.writeInside(piece)
    at = piece.end
    text = ''
  }

  // The last character of an element is always `>`: it becomes the parenthesis, and is the place
  // before which a moved key goes. Moving to `range.end` would leave the range of an outer move.
  const close = range.end - 1
  if (last !== undefined) text += typeof last === 'string' ? `, ${last}` : ', '
  replaceGap(output.edits, { start: at, end: close }, text, moved)
  output.edits.update(close, range.end, ')')
  if (moved === undefined) return

  output.writeInside(moved)
  output.edits.move(moved.start, moved.end, close)
}

/** Overwrites a gap. Should `moved` stand in it, the text goes before it, and it is left alone. */
function replaceGap(edits: MagicString, gap: Range, text: string, moved: Node | undefined): void {
  const isSplit = moved !== undefined && moved.start >= gap.start && moved.end <= gap.end
  if (isSplit) {
    replace(edits, { start: gap.start, end: moved.start }, text)
    replace(edits, { start: moved.end, end: gap.end }, '')
  } else {
    replace(edits, gap, text)
  }
}

function replace(edits: MagicString, gap: Range, text: string): void {
  if (gap.start === gap.end) {
    if (text !== '') edits.appendLeft(gap.start, text)
    return
  }
  const lines = edits.original.slice(gap.start, gap.end).split('\n').length - 1
  edits.update(gap.start, gap.end, text + '\n'.repeat(lines))
}
