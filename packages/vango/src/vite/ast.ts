/** Reading JSX nodes of Vite's parser: tags, attributes, literals. Nothing here writes code. */
import type { ESTree } from 'vite'
import { decodeEntities } from './entities.ts'
import { jsxText } from './text.ts'

export type Node = ESTree.Node
export type Element = ESTree.JSXElement
export type Fragment = ESTree.JSXFragment
export type Attribute = ESTree.JSXAttribute
export type Child = ESTree.JSXChild

/** A value known from the source alone. */
export interface Constant {
  readonly value: string | number | boolean | null | undefined
}

/** Visits `node` and what is in it, parents first. `visit` returns `true` to stay out of a node. */
export function walk(node: Node, visit: (node: Node) => boolean): void {
  if (visit(node)) return

  for (const part of Object.values(node)) {
    if (Array.isArray(part)) {
      for (const item of part) if (isNode(item)) walk(item, visit)
    } else if (isNode(part)) {
      walk(part, visit)
    }
  }
}

/** The tag of an HTML, SVG or custom element; `undefined` for components. */
export function intrinsicTag(element: Element): string | undefined {
  const { name } = element.openingElement
  if (name.type === 'JSXMemberExpression') return undefined
  if (name.type === 'JSXNamespacedName') return joinName(name)
  if (name.name === 'this') return undefined
  return /^[a-z]|-/.test(name.name) ? name.name : undefined
}

export function attributeName(attribute: Attribute): string {
  const { name } = attribute
  return name.type === 'JSXNamespacedName' ? joinName(name) : name.name
}

/** The attributes that have names: all but spreads. */
export function namedAttributes(element: Element): Attribute[] {
  return element.openingElement.attributes.filter((item) => item.type === 'JSXAttribute')
}

/** The constant an attribute is set to, if it is one. */
export function attributeConstant(attribute: Attribute): Constant | undefined {
  const { value } = attribute
  if (value === null) return { value: true }
  if (value.type === 'Literal') return { value: decodeEntities(value.raw!.slice(1, -1)) }
  return value.type === 'JSXExpressionContainer' ? expressionConstant(value.expression) : undefined
}

/** The expression, or element, that an attribute is set to. */
export function attributeExpression(attribute: Attribute): Node | undefined {
  const { value } = attribute
  if (value === null || value.type === 'Literal') return undefined
  return value.type === 'JSXExpressionContainer' ? value.expression : value
}

/** The text a child is known to show, `''` for nothing at all; `undefined` if it is no constant. */
export function childText(child: Child): string | undefined {
  if (child.type === 'JSXText') return jsxText(child.value)
  if (child.type !== 'JSXExpressionContainer') return undefined
  if (child.expression.type === 'JSXEmptyExpression') return ''

  const constant = expressionConstant(child.expression)
  if (constant === undefined) return undefined
  const { value } = constant
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** The children of a call: without comments and without text that is only indentation. */
export function writtenChildren(children: readonly Child[]): Child[] {
  return children.filter((child) => {
    if (child.type === 'JSXText') return jsxText(child.value) !== ''
    return child.type !== 'JSXExpressionContainer' || child.expression.type !== 'JSXEmptyExpression'
  })
}

function expressionConstant(node: Node): Constant | undefined {
  switch (node.type) {
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
      return expressionConstant(node.expression)
    case 'TemplateLiteral':
      return node.expressions.length === 0 ? { value: node.quasis[0]!.value.cooked! } : undefined
    case 'UnaryExpression':
      return node.operator === '-' ? negativeConstant(node.argument) : undefined
    case 'Identifier':
      return node.name === 'undefined' ? { value: undefined } : undefined
    case 'Literal':
      return node.raw === 'null' ? { value: null } : literalConstant(node.value)
    default:
      return undefined
  }
}

function negativeConstant(node: Node): Constant | undefined {
  const constant = expressionConstant(node)
  return typeof constant?.value === 'number' ? { value: -constant.value } : undefined
}

// Big integers and regular expressions stay holes.
function literalConstant(value: unknown): Constant | undefined {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
      return { value }
    default:
      return undefined
  }
}

function joinName(name: ESTree.JSXNamespacedName): string {
  return `${name.namespace.name}:${name.name.name}`
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value
}
