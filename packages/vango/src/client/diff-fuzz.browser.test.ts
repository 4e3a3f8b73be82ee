/**
 * The whole way down, in a real browser: random trees are rendered by the server's rooms, written as
 * bytes and applied by the client; after each step the DOM is what a fresh page's HTML gives.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PageRoot } from '../component/root.ts'
import { createWireSink } from '../live/wire-sink.ts'
import { MESSAGE_HEADROOM } from '../live/transport.ts'
import { createSignal } from '../reactive/signal.ts'
import { renderPage } from '../html/render.ts'
import { build, createWorld, treeArbitrary } from '../vdom/fixtures/random-tree.ts'
import type { Tree, World } from '../vdom/fixtures/random-tree.ts'
import { createComponent } from '../vdom/jsx.ts'
import { applyPatches } from './apply.ts'
import { placePortal } from './nodes.ts'
import { readUint, startReading } from './read.ts'
import { nodes, register, walk } from './registry.ts'
import { markOf } from './template.ts'

/** A `<p>` in a `<p>` and the like, which a parser takes apart: no page can show that. */
function isParsedAsPrinted(html: string): boolean {
  const template = document.createElement('template')
  template.innerHTML = html
  return template.innerHTML === html
}

interface LivePage {
  readonly root: PageRoot
  readonly element: HTMLElement
  show(tree: number): void
}

const step = fc.record({
  tree: fc.nat(2),
  choice: fc.nat(3),
  texts: fc.tuple(...[0, 1, 2].map(() => fc.constantFrom('', 's', 'ü', '<u>'))),
})

test('every rendering shows what a fresh page would', () => {
  const tree = treeArbitrary({ kept: false })

  fc.assert(
    fc.property(fc.tuple(tree, tree, tree), fc.array(step, { maxLength: 4 }), (trees, steps) =>
      expectSteps(trees, steps),
    ),
    { numRuns: 200 },
  )
})

function expectSteps(
  trees: readonly Tree[],
  steps: readonly { tree: number; choice: number; texts: readonly string[] }[],
): void {
  const targets = ['a', 'b'].map(addPortalTarget)
  const world = createWorld([])
  const page = open(world, trees)
  page.root.start()

  for (const next of steps) {
    next.texts.forEach((value, i) => world.texts[i]!.set(value))
    world.choice.set(next.choice)
    page.show(next.tree)

    expect(visible(page.element)).toBe(freshly(world, trees[next.tree]!))
  }

  page.root.dispose()
  page.element.remove()
  for (const target of targets) target.remove()
  nodes.clear()
}

function addPortalTarget(id: string): HTMLElement {
  const target = document.createElement('div')
  target.id = id
  document.body.append(target)
  return target
}

/** Prints a page, adopts it as the client does at its start, and keeps it up to date. */
function open(world: World, trees: readonly Tree[]): LivePage {
  const shown = createSignal(0)
  const root = createRoot(world, () => trees[shown.get()]!)
  const element = document.createElement('div')
  document.body.append(element)
  const html = renderPage(root)
  fc.pre(isParsedAsPrinted(html))
  element.innerHTML = html
  walk(element, (node) => {
    const hid = markOf(node)
    if (hid) register(hid, node)
  })
  element.querySelectorAll<HTMLElement>('vango-portal').forEach(placePortal)

  const sink = createWireSink()
  let seq = 0
  return {
    root,
    element,
    show(tree) {
      shown.set(tree)
      sink.begin(sink.known)
      root.flush(sink, () => {})
      if (!sink.isEmpty) apply(sink.end(++seq, 0).slice(MESSAGE_HEADROOM))
    },
  }
}

function apply(message: Uint8Array): void {
  startReading(message)
  // Length, type, sequence number, acknowledgement.
  for (let i = 0; i < 4; i++) readUint()
  applyPatches(message.length)
}

function freshly(world: World, tree: Tree): string {
  const fresh = createWorld([])
  world.texts.forEach((text, i) => fresh.texts[i]!.set(text.peek()))
  fresh.choice.set(world.choice.peek())
  const root = createRoot(fresh, () => tree)
  const element = document.createElement('div')
  const html = renderPage(root)
  fc.pre(isParsedAsPrinted(html))
  element.innerHTML = html
  root.dispose()
  element.querySelectorAll<HTMLElement>('vango-portal').forEach(placePortal)
  return visible(element)
}

function createRoot(world: World, tree: () => Tree): PageRoot {
  const root = new PageRoot(
    createComponent(() => build(world, tree()), {}, undefined),
    {
      env: undefined,
      onDirty() {},
      onError(error) {
        throw error
      },
    },
  )
  root.mount()
  return root
}

/** What a person sees: no comments, no marks, adjoining texts as one, fields by what they hold. */
function visible(node: Node): string {
  if (node instanceof Text) return node.data.replaceAll('<', '&lt;')
  if (!(node instanceof Element)) return ''
  const attributes = [...node.attributes]
    .filter(({ name }) => !['data-hid', 'data-on', 'value', 'checked'].includes(name))
    .map(({ name, value }) => ` ${name}=${JSON.stringify(value)}`)
    .toSorted()
    .join('')
  const held = node instanceof HTMLInputElement ? ` holds ${node.value} ${node.checked}` : ''
  const content = [...node.childNodes].map(visible).join('')
  return `<${node.localName}${attributes}${held}>${content}</${node.localName}>`
}
