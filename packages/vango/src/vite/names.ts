/** Names for what the compiler adds to a module: none that the module uses itself. */
import type { Node } from './ast.ts'
import type { RuntimeName } from './call.ts'
import { walk } from './ast.ts'

export interface Names {
  /** The local name of a function of the JSX runtime, which is imported from then on. */
  runtime(name: RuntimeName): string
  /** Hoists an array of strings; returns its name. */
  hoist(strings: readonly string[]): string
  /** The import and the hoisted arrays: one line. Empty if nothing was asked for. */
  prologue(): string
}

export function createNames(program: Node): Names {
  const taken = collectNames(program)
  const imports = new Map<RuntimeName, string>()
  const hoisted: string[] = []
  let templates = 0

  return {
    runtime(name) {
      let local = imports.get(name)
      if (local === undefined) {
        local = freeName(name, taken)
        imports.set(name, local)
      }
      return local
    },

    hoist(strings) {
      do templates++
      while (taken.has(`$t${templates}`))

      hoisted.push(`$t${templates} = [${strings.map((html) => JSON.stringify(html)).join(', ')}]`)
      return `$t${templates}`
    },

    prologue() {
      if (imports.size === 0) return ''
      const specifiers = [...imports].map(([name, local]) =>
        name === local ? name : `${name} as ${local}`,
      )
      const constants = hoisted.length === 0 ? '' : ` const ${hoisted.join(', ')};`
      return `import { ${specifiers.join(', ')} } from "vango/jsx-runtime";${constants}`
    },
  }
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name

  let suffix = 1
  while (taken.has(`${name}$${suffix}`)) suffix++
  return `${name}$${suffix}`
}

/** Every identifier, wherever it stands: scopes are not worth the trouble. */
function collectNames(program: Node): Set<string> {
  const names = new Set<string>()
  walk(program, (node) => {
    if (node.type === 'Identifier' || node.type === 'JSXIdentifier') names.add(node.name)
    return false
  })
  return names
}
