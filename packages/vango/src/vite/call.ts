/**
 * A component, a fragment, or an element that cannot be folded, to a `jsx` or `jsxs` call.
 *
 * As TypeScript's `react-jsx` does it, with two differences: a key after a spread is still the third
 * argument, and children with a spread among them are no static ones.
 */
import type { Attribute, Child, Element, Fragment } from './ast.ts'
import type { Piece } from './output.ts'
import { attributeName, intrinsicTag, namedAttributes, writtenChildren } from './ast.ts'
import { attributePieces } from './fold.ts'
import { jsxText } from './text.ts'

export type RuntimeName = 'jsx' | 'jsxs' | 'jsxTemplate' | 'Fragment'

export interface Call {
  /** The call up to its second argument, without the closing parenthesis. */
  readonly pieces: readonly Piece[]
  readonly key: Piece | undefined
}

/** `runtime` gives the local name of a function of `vango/jsx-runtime`. */
export function toCall(element: Element | Fragment, runtime: (name: RuntimeName) => string): Call {
  const children = writtenChildren(element.children)
  const isList = children.length > 1 || children[0]?.type === 'JSXSpreadChild'
  const props = element.type === 'JSXElement' ? toProps(element) : []
  if (children.length > 0) props.push(['children: ', ...toChildren(children, isList)])

  // Spread children are as many as they are: nothing behind them keeps its place.
  const isStatic = isList && children.every(({ type }) => type !== 'JSXSpreadChild')
  const head = `${runtime(isStatic ? 'jsxs' : 'jsx')}(`
  const type = element.type === 'JSXElement' ? toType(element) : runtime('Fragment')
  const key = element.type === 'JSXElement' ? findKey(element) : undefined
  return {
    pieces: [head, type, ', ', ...toObject(props)],
    key: key === undefined ? undefined : attributePieces(key)[0],
  }
}

function toType(element: Element): Piece {
  const tag = intrinsicTag(element)
  return tag === undefined ? element.openingElement.name : JSON.stringify(tag)
}

function toProps(element: Element): Piece[][] {
  const props: Piece[][] = []
  for (const item of element.openingElement.attributes) {
    if (item.type === 'JSXSpreadAttribute') props.push(['...', item.argument])
    else if (attributeName(item) !== 'key')
      props.push([toPropertyName(item), ...attributePieces(item)])
  }
  return props
}

function toPropertyName(attribute: Attribute): string {
  const name = attributeName(attribute)
  // Written plainly this would set the prototype of the props.
  if (name === '__proto__') return '["__proto__"]: '
  return /[-:]/.test(name) ? `${JSON.stringify(name)}: ` : `${name}: `
}

function toChildren(children: readonly Child[], isList: boolean): Piece[] {
  const items = children.map(toChild)
  return isList ? ['[', ...join(items), ']'] : items[0]!
}

function toChild(child: Child): Piece[] {
  switch (child.type) {
    case 'JSXText':
      return [JSON.stringify(jsxText(child.value))]
    case 'JSXExpressionContainer':
      return [child.expression]
    case 'JSXSpreadChild':
      return ['...', child.expression]
    default:
      return [child]
  }
}

function toObject(props: readonly Piece[][]): Piece[] {
  return props.length === 0 ? ['{}'] : ['{ ', ...join(props), ' }']
}

function join(items: readonly Piece[][]): Piece[] {
  return items.flatMap((item, index) => (index === 0 ? item : [', ', ...item]))
}

function findKey(element: Element): Attribute | undefined {
  return namedAttributes(element).find((attribute) => attributeName(attribute) === 'key')
}
