/** What JSX allows and HTML does not: errors with the position of the attribute or element. */
import type { ErrorCode, VangoError } from '../base/errors.ts'
import type { Element } from './ast.ts'
import { vangoError } from '../base/errors.ts'
import { voidTags } from '../vdom/template-parser.ts'
import { attributeName, intrinsicTag, namedAttributes, writtenChildren } from './ast.ts'

/** A mistake in JSX: a `VangoError` and where in the file it is. */
export class JsxError extends Error {
  override name = 'JsxError'
  readonly code: ErrorCode
  /** Offset in the source. */
  readonly pos: number

  constructor(error: VangoError, pos: number) {
    super(error.message, { cause: error })
    this.code = error.code
    this.pos = pos
  }
}

/** Something that is allowed and has no effect. */
export interface JsxWarning {
  message: string
  /** Offset in the source. */
  pos: number
}

/** Throws a `JsxError` if `element` cannot be what it says. Its children are not looked at. */
export function checkElement(element: Element, source: string): void {
  const tag = intrinsicTag(element)
  const { name } = element.openingElement
  const label = tag ?? source.slice(name.start, name.end)

  checkAttributes(element, label, tag !== undefined)
  if (tag === undefined || !voidTags.has(tag)) return

  const child = writtenChildren(element.children)[0]
  if (child !== undefined)
    throw new JsxError(vangoError('vite/void-children', { tag }), child.start)
}

function checkAttributes(element: Element, tag: string, isIntrinsic: boolean): void {
  const seen = new Set<string>()

  for (const attribute of namedAttributes(element)) {
    const name = attributeName(attribute)
    if (seen.has(name))
      throw new JsxError(vangoError('vite/duplicate-attribute', { tag, name }), attribute.start)
    seen.add(name)

    if (name === 'key' && attribute.value === null) {
      throw new JsxError(vangoError('vite/key-without-value', { tag }), attribute.start)
    }
    if (name === 'children' && isIntrinsic) {
      throw new JsxError(vangoError('vite/children-attribute', { tag }), attribute.start)
    }
  }
}
