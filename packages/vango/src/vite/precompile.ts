/**
 * The JSX precompiler: TSX source in, the same source without JSX out.
 *
 * An element tree becomes `jsxTemplate($t1, ...holes)`: its static HTML is hoisted once per module
 * (`fold.ts`), its expressions stay as they are. Components, fragments and elements that only exist
 * at run time become `jsx(type, props, key)` (`call.ts`). TypeScript stays in; the next plugin takes
 * it out. It must never know what the values are. Read `fold.ts` next.
 */
import type { SourceMap } from 'magic-string'
import type { ESTree, ParseResult, ParserOptions } from 'vite'
import MagicString from 'magic-string'
import type { Element, Fragment, Node } from './ast.ts'
import type { JsxWarning } from './check.ts'
import type { FoldContext } from './fold.ts'
import type { Names } from './names.ts'
import type { Output } from './output.ts'
import { walk } from './ast.ts'
import { toCall } from './call.ts'
import { checkElement } from './check.ts'
import { fold, isFoldable } from './fold.ts'
import { createNames } from './names.ts'
import { writeCall } from './output.ts'

export interface PrecompileOptions {
  /** Vite's `parseSync`. */
  parse: (filename: string, code: string, options: ParserOptions) => ParseResult
  /** Default: nobody is told. */
  warn?: (warning: JsxWarning) => void
}

export interface Precompiled {
  code: string
  map: SourceMap
}

interface Compiler extends Output, FoldContext {
  readonly names: Names
}

/**
 * Compiles the JSX of a module, or returns `undefined` if it has none, asks for another JSX runtime
 * by a pragma, or does not parse (whoever reads it next says why). Throws a `JsxError`.
 */
export function precompile(
  code: string,
  id: string,
  options: PrecompileOptions,
): Precompiled | undefined {
  if (!code.includes('<')) return undefined

  const lang = id.endsWith('.jsx') ? 'jsx' : 'tsx'
  const { program, comments, errors } = options.parse(id, code, { lang, sourceType: 'module' })
  if (errors.length > 0 || usesOtherRuntime(comments)) return undefined

  const compiler = createCompiler(code, program, options)
  compiler.writeInside(program)
  const prologue = compiler.names.prologue()
  if (prologue === '') return undefined

  insertPrologue(compiler.edits, program, prologue)
  const map = compiler.edits.generateMap({ hires: 'boundary', source: id, includeContent: true })
  return { code: compiler.edits.toString(), map }
}

function createCompiler(source: string, program: Node, options: PrecompileOptions): Compiler {
  const compiler: Compiler = {
    source,
    edits: new MagicString(source),
    names: createNames(program),
    writeInside(expression) {
      walk(expression, (node) => {
        if (node.type !== 'JSXElement' && node.type !== 'JSXFragment') return false
        compileElement(compiler, node)
        return true
      })
    },
    warn: options.warn ?? (() => {}),
  }
  return compiler
}

function compileElement(compiler: Compiler, element: Element | Fragment): void {
  // `return<p/>` is fine, `returnjsxTemplate()` is not.
  const space = /[\w$]/.test(compiler.source[element.start - 1] ?? '') ? ' ' : ''

  if (element.type === 'JSXElement' && isFoldable(element)) {
    const { strings, values } = fold(element, compiler)
    const head = `${space}${compiler.names.runtime('jsxTemplate')}(${compiler.names.hoist(strings)}`
    writeCall(compiler, element, [head, ...values.flatMap((value) => [', ', ...value])])
    return
  }

  if (element.type === 'JSXElement') checkElement(element, compiler.source)
  const { pieces, key } = toCall(element, compiler.names.runtime)
  writeCall(compiler, element, [space, ...pieces], key)
}

/** On the first line that may hold it: after `#!` and directives, which must stay first. */
function insertPrologue(edits: MagicString, program: ESTree.Program, prologue: string): void {
  const directive = program.body.findLast((node) => 'directive' in node && node.directive !== null)

  if (directive !== undefined) {
    const end = edits.original[directive.end - 1] === ';' ? ' ' : '; '
    edits.appendLeft(directive.end, end + prologue)
  } else if (program.hashbang !== null) {
    edits.appendLeft(edits.original.indexOf('\n', program.hashbang.end) + 1, `${prologue} `)
  } else {
    edits.prepend(`${prologue} `)
  }
}

function usesOtherRuntime(comments: ParseResult['comments']): boolean {
  return comments.some(({ type, value }) => {
    if (type !== 'Block') return false
    const source = /@jsxImportSource\s+(\S+)/.exec(value)
    return (source !== null && source[1] !== 'vango') || /@jsxRuntime\s+classic\b/.test(value)
  })
}
