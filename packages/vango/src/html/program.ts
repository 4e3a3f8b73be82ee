/**
 * A template as a program for the printer: its static text joined to as few pieces as can be, once per
 * template, so that printing an instance is a few concatenations.
 */
import { HOLE_CHILD, PART_HOLE, PART_MARK } from '../vdom/template.ts'
import type { ElementListeners, Part, Template } from '../vdom/template.ts'
import { escapeAttribute } from './escape.ts'

/** A template's parts, joined: `text[0] steps[0] text[1] steps[1] … text[n]`. */
export interface Program {
  readonly text: readonly string[]
  readonly steps: readonly Exclude<Part, string>[]
  /** With everything an instance needs that can change: marks, anchors, listeners. */
  readonly isMarked: boolean
}

/** The programs of one template, by what they mark. */
export interface Programs {
  readonly all: Program
  /** Only the root element. */
  readonly top: Program
  readonly nothing: Program
}

export function programsOf(template: Template): Programs {
  return (template.derived.printer ??= {
    all: createProgram(template, () => true, true),
    top: createProgram(template, (part) => part.kind === PART_MARK && part.offset === 0, false),
    nothing: createProgram(template, () => false, false),
  }) as Programs
}

/** Holes are always steps; of the other parts, those that `isKept` chooses. */
function createProgram(
  template: Template,
  isKept: (part: Exclude<Part, string>) => boolean,
  isMarked: boolean,
): Program {
  const text = ['']
  const steps: Exclude<Part, string>[] = []
  for (const part of template.parts) {
    if (typeof part === 'string') {
      text[text.length - 1] += part
    } else if (part.kind === PART_HOLE || isKept(part)) {
      steps.push(part)
      text.push('')
    }
  }
  return { text, steps, isMarked }
}

/** The `data-on` attribute, if there is anything to listen to. */
export function toListenersAttribute(spec: string): string {
  return spec === '' ? '' : ` data-on="${escapeAttribute(spec)}"`
}

/**
 * A template's HTML without values, as the wire defines it: marks and anchors carry offsets instead
 * of hids, `data-on` is what `toSpec` says.
 */
export function printDefinition(
  template: Template,
  toSpec: (listeners: ElementListeners) => string,
): string {
  let html = ''
  for (const part of template.parts) {
    if (typeof part === 'string') html += part
    else if (part.kind === PART_MARK) html += ` data-hid="${part.offset}"`
    else if (part.kind !== PART_HOLE) html += toListenersAttribute(toSpec(part.listeners))
    else if (part.hole.kind === HOLE_CHILD && !part.hole.only) {
      html += `${part.afterText ? '<!---->' : ''}<!--${part.hole.offset}-->`
    }
  }
  return html
}
