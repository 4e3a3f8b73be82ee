/**
 * Random trees, rendered one after the other into a model of the browser: after each the model shows
 * what a fresh page would, and in the end nothing is left.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSignal } from '../reactive/signal.ts'
import { longestIncreasing } from './diff-list.ts'
import { renderPage } from '../html/render.ts'
import { openPage } from './fixtures/page.ts'
import type { Page } from './fixtures/page.ts'
import { build, createWorld, treeArbitrary } from './fixtures/random-tree.ts'
import type { Tree, World } from './fixtures/random-tree.ts'
import { jsxTemplate } from './jsx.ts'
import type { Child } from './vnode.ts'

/** What happens between two looks at the page. */
interface Step {
  readonly tree: number
  readonly choice: number
  readonly texts: readonly string[]
}

const step: fc.Arbitrary<Step> = fc.record({
  tree: fc.nat(2),
  choice: fc.nat(3),
  texts: fc.tuple(...[0, 1, 2].map(() => fc.constantFrom('', 's', 't', 'u'))),
})

/** Long lists of runs are for `VANGO_FUZZ_RUNS`; this many find every bug found so far. */
const numRuns = Number(process.env['VANGO_FUZZ_RUNS'] ?? 300)

const timeout = 5_000 + numRuns * 20

const noKept = treeArbitrary()
const brokenTree = treeArbitrary({ broken: true })
const anyTree = treeArbitrary({ kept: true })

test('every rendering shows what a fresh page would', { timeout }, () => {
  fc.assert(
    fc.property(
      fc.tuple(noKept, noKept, noKept),
      fc.array(step, { maxLength: 5 }),
      (trees, steps) => expectSteps(trees, [], steps),
    ),
    { numRuns },
  )
})

test('what changes in a page that never renders again has its marks', { timeout }, () => {
  fc.assert(
    fc.property(noKept, fc.array(step, { maxLength: 5 }), (tree, steps) => {
      const world = createWorld([])
      const page = openPage((): Child => build(world, tree))
      page.root.start()
      page.flush()

      for (const next of steps) {
        takeStep(world, page, next)
        expect(page.dom.html).toBe(freshHtml(world, [], tree))
      }
      page.root.dispose()
      expectNothingLeft(world, page)
    }),
    { numRuns },
  )
})

test('vnodes rendered more than once show what fresh ones would', { timeout }, () => {
  fc.assert(
    fc.property(
      fc.tuple(anyTree, anyTree, anyTree),
      fc.tuple(noKept, noKept, noKept),
      fc.array(step, { maxLength: 5 }),
      (trees, kept, steps) => expectSteps(trees, kept, steps),
    ),
    { numRuns },
  )
})

test('a page goes on after renderings that cannot be shown', { timeout }, () => {
  fc.assert(
    fc.property(
      noKept,
      fc.array(brokenTree, { minLength: 1, maxLength: 3 }),
      noKept,
      (first, broken, last) => {
        const world = createWorld([])
        const trees = [first, ...broken, last]
        const { page, shown } = openTree(world, trees)
        page.root.start()

        for (const index of trees.keys()) {
          shown.set(index)
          page.flush()
        }

        expect(page.dom.html).toBe(freshHtml(world, [], last))
        page.root.dispose()
        expectNothingLeft(world, page)
      },
    ),
    { numRuns },
  )
})

test('hids of a fresh page depend on nothing but the page', { timeout }, () => {
  fc.assert(
    fc.property(noKept, (tree) => {
      const first = openTree(createWorld([]), [tree])
      const second = openTree(createWorld([]), [tree])

      expect(second.page.printed).toBe(first.page.printed)
    }),
    { numRuns },
  )
})

test(
  'a permutation moves the nodes outside of its longest increasing run, and no others',
  { timeout },
  () => {
    const order = fc
      .integer({ min: 0, max: 12 })
      .chain((length) => fc.shuffledSubarray(range(length), { minLength: length }))

    fc.assert(
      fc.property(order, (keys) => {
        const items = createSignal(range(keys.length))
        const page = openPage(() => jsxTemplate(list, items.get().map(toItem)))
        items.set(keys)

        const patches = page.flush()

        expect(patches.map((patch) => patch.op)).toEqual(
          range(keys.length - longestRun(keys)).map(() => 'move'),
        )
        expect(page.dom.html).toBe(`<ul>${keys.map((key) => `<li>${key}</li>`).join('')}</ul>`)
      }),
      { numRuns },
    )
  },
)

test('the longest increasing run is one, and none is longer', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -1, max: 9 }), { maxLength: 10 }), (values) => {
      const run = [...longestIncreasing(Int32Array.from(values))].map((index) => values[index]!)

      expect(run).toEqual([...new Set(run)].toSorted((a, b) => a - b))
      expect(run).not.toContain(-1)
      expect(run.length).toBe(longestRun(values.filter((value) => value !== -1)))
    }),
    { numRuns },
  )
})

// --- the page of a tree ---

function expectSteps(trees: readonly Tree[], kept: readonly Tree[], steps: readonly Step[]): void {
  const world = createWorld(kept)
  const { page, shown } = openTree(world, trees)
  page.root.start()
  page.flush()
  expect(page.dom.html).toBe(freshHtml(world, kept, trees[shown.peek()]!))

  for (const next of steps) {
    shown.set(next.tree)
    takeStep(world, page, next)
    expect(page.dom.html).toBe(freshHtml(world, kept, trees[next.tree]!))
  }

  page.root.dispose()
  expectNothingLeft(world, page)
}

function takeStep(world: World, page: Page, { texts, choice }: Step): void {
  texts.forEach((value, i) => world.texts[i]!.set(value))
  world.choice.set(choice)
  page.flush()
  expect(page.errors).toEqual([])
}

function openTree(world: World, trees: readonly Tree[]) {
  const shown = createSignal(0)
  const page = openPage((): Child => build(world, trees[shown.get()]!))
  return { page, shown }
}

/** What a page shows that is opened now. */
function freshHtml(world: World, kept: readonly Tree[], tree: Tree): string {
  const fresh = createWorld(kept)
  world.texts.forEach((text, i) => fresh.texts[i]!.set(text.peek()))
  fresh.choice.set(world.choice.peek())
  const { page } = openTree(fresh, [tree])
  const { html } = page.dom
  expect(renderPage(page.root)).toBe(page.printed)
  page.root.dispose()
  return html
}

function expectNothingLeft(world: World, page: Page): void {
  const watched = [...world.texts, world.choice].filter((signal) => signal.subs !== undefined)
  expect(watched).toEqual([])
  expect(world.effects.size).toBe(0)
  expect(page.root.targets.size).toBe(0)
  expect(page.root.dirty).toEqual([])
}

// --- lists ---

const list = ['<ul>', '</ul>']
const item = ['<li key=', '>', '</li>']

function toItem(key: number): Child {
  return jsxTemplate(item, key, key)
}

function range(length: number): number[] {
  return Array.from({ length }, (_, i) => i)
}

/** The same in the plainest way there is. */
function longestRun(values: readonly number[]): number {
  const lengths = values.map(() => 1)
  values.forEach((value, i) => {
    for (let j = 0; j < i; j++) {
      if (values[j]! < value) lengths[i] = Math.max(lengths[i]!, lengths[j]! + 1)
    }
  })
  return Math.max(0, ...lengths)
}
